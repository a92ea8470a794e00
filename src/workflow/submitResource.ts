import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { type Place, publishedLevel, SHARE_LEVELS, type ShareLevel } from '../domain/audience'
import type { Contributor, ManifestFile, RevisionMetadata } from '../domain/review'
import { covers, hasRole } from '../domain/roles'
import { missingForSubmission } from '../domain/submission'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { holdAsset, releaseHolders, revisionHolder } from './assets'
import { isTakenDown } from './publish'
import { type CataloguePlace, requirePlace } from './requirePlace'
import { withdrawRevision } from './revisions'
import type { Copies, RevisionRow, ShelfRow, UploadRow } from './rows'
import { findRows, insertRow } from './transition'
import { filesOf, ownResourceDoc, type ResourceDoc, type ResourceFileDoc } from './uploads'

const OPEN_STATES = ['frozen', 'checking', 'inReview']

type SchoolDoc = { id: string; name: string } & Omit<Place, 'school'>

const contributorsOf = (value: unknown): Contributor[] =>
  Array.isArray(value)
    ? value
        .filter((item): item is Partial<Contributor> => typeof item === 'object' && item !== null)
        .map((item) => ({ name: String(item.name ?? '').slice(0, 60), user: String(item.user ?? '') }))
        .filter((item) => item.name !== '')
        .slice(0, 20)
    : []

const metadataOf = (doc: ResourceDoc, level: ShareLevel): RevisionMetadata => ({
  title: (doc.title ?? '').trim(),
  summary: doc.summary ?? '',
  keywords: doc.keywords ?? '',
  channel: doc.channel ?? '',
  stage: doc.stage ?? '',
  grade: doc.grade ?? '',
  subject: doc.subject ?? '',
  textbook: doc.textbook ?? '',
  node: doc.node ?? '',
  minorsVisible: doc.minorsVisible ?? false,
  consentRecorded: doc.consentRecorded ?? false,
  originality: doc.originality ?? '',
  rightsHolder: doc.rightsHolder ?? '',
  licence: doc.licence ?? '',
  level,
  contributors: contributorsOf(doc.contributors),
})

type Manifest = { files: ManifestFile[]; durationSeconds: number }

const freezeFiles = async ({ payload, files }: { payload: Payload; files: ResourceFileDoc[] }): Promise<Manifest> => {
  const uploads = new Map(
    (await findRows({ payload, slug: SLUG.uploads, where: { id: { in: files.map((file) => file.upload) } } })).map(
      (row: UploadRow) => [row.id, row],
    ),
  )
  const kinds = new Map(
    (
      await payload.db.find<{ key: string; group: string }>({
        collection: SLUG.assetKinds,
        limit: 0,
        pagination: false,
      })
    ).docs.map((kind) => [kind.key, kind.group]),
  )
  let durationSeconds = 0
  const manifest = files.map((file): ManifestFile => {
    const upload = uploads.get(file.upload)
    if (upload?.state === 'rejected') throw new AppError('INCOMPLETE', { detail: 'fileRejected', name: file.name })
    if (upload?.state !== 'stored') throw new AppError('UPLOAD_PENDING', { name: file.name })
    const group = kinds.get(file.kind)
    if (!group) throw new AppError('INCOMPLETE', { detail: 'fileWithoutKind', name: file.name })
    if (upload.probe?.video) durationSeconds = Math.max(durationSeconds, upload.probe.durationSeconds)
    return {
      file: file.id,
      asset: upload.asset,
      sha256: upload.sha256,
      size: upload.size,
      mime: upload.mime,
      name: file.name,
      kind: file.kind,
      group,
      order: file.order,
    }
  })
  return { files: manifest, durationSeconds }
}

const copiesOf = async ({
  payload,
  doc,
  files,
  durationSeconds,
  level,
  place: { textbook, node },
}: { payload: Payload; doc: ResourceDoc; level: ShareLevel; place: CataloguePlace } & Manifest): Promise<Copies> => {
  const school = doc.school
    ? await payload.db.findOne<SchoolDoc>({ collection: SLUG.schools, where: { id: { equals: doc.school } } })
    : null
  const main = files.find((file) => file.group === 'video') ?? files[0]
  return {
    title: (doc.title ?? '').trim(),
    owner: doc.owner,
    ownerName: doc.ownerName ?? '',
    school: doc.school ?? '',
    schoolName: school?.name ?? '',
    county: school?.county ?? '',
    city: school?.city ?? '',
    province: school?.province ?? '',
    channel: doc.channel ?? '',
    stage: doc.stage ?? '',
    grade: doc.grade ?? '',
    subject: doc.subject ?? '',
    textbook: doc.textbook ?? '',
    node: doc.node ?? '',
    nodePath: [textbook?.title, ...(node?.path ?? [])].filter(Boolean).join(' › '),
    kind: main?.kind ?? '',
    kinds: `|${[...new Set(files.map((file) => file.kind))].join('|')}|`,
    level,
    durationSeconds,
  }
}

/** The level that the form asks for, as far as it may be given. */
const levelOf = (doc: ResourceDoc): ShareLevel => {
  const wish = doc.shareLevel as ShareLevel | ''
  return publishedLevel({
    shareLevel: SHARE_LEVELS.includes(wish as ShareLevel) ? wish : '',
    minorsVisible: doc.minorsVisible ?? false,
    consentRecorded: doc.consentRecorded ?? false,
  })
}

/** The newest revision of a resource, or null. */
export const lastRevision = async ({
  payload,
  resource,
}: {
  payload: Payload
  resource: string
}): Promise<RevisionRow | null> =>
  (
    await findRows({
      payload,
      slug: SLUG.revisions,
      where: { resource: { equals: resource } },
      sort: '-number',
      limit: 1,
    })
  )[0] ?? null

/** @throws SHELF_FINAL when the resource was purged, TAKEN_DOWN while an administrator keeps it off the shelf */
const requireShelf = async ({ payload, resource }: { payload: Payload; resource: string }): Promise<void> => {
  const shelf = await payload.db.findOne<ShelfRow>({
    collection: SLUG.shelves,
    where: { resource: { equals: resource } },
  })
  if (shelf?.state === 'purged') throw new AppError('SHELF_FINAL')
  if (shelf && isTakenDown(shelf)) throw new AppError('TAKEN_DOWN')
}

/**
 * Freezes the working copy as an immutable revision and asks the machine to check it. Two submits at once: one wins by
 * the unique (resource, number). Refuses while an earlier revision is open.
 * @throws NOT_YOURS, FORBIDDEN, OUT_OF_SCOPE, INCOMPLETE, UPLOAD_PENDING, ASSET_GONE, OPEN_REVISION, SHELF_FINAL, TAKEN_DOWN,
 * STAGE_CONFLICT
 */
export const submitResource = async ({
  payload,
  actor,
  resource,
}: {
  payload: Payload
  actor: Actor
  resource: string
}): Promise<RevisionRow> => {
  if (!hasRole(actor.grants, 'teacher')) throw new AppError('FORBIDDEN')
  const doc = await ownResourceDoc({ payload, actor, resource })
  const missing = missingForSubmission(doc)
  if (missing) throw new AppError('INCOMPLETE', { detail: missing })
  await requireShelf({ payload, resource })
  const place = await requirePlace({ payload, doc })
  const { files, durationSeconds } = await freezeFiles({ payload, files: await filesOf({ payload, resource }) })
  if (files.length === 0) throw new AppError('INCOMPLETE', { detail: 'noFile' })

  const level = levelOf(doc)
  const copies = await copiesOf({ payload, doc, files, durationSeconds, level, place })
  if (!actor.grants.some((grant) => grant.role === 'teacher' && covers({ grant, item: copies })))
    throw new AppError('OUT_OF_SCOPE')

  await insertRow({
    payload,
    slug: SLUG.shelves,
    state: 'empty',
    data: emptyShelf(doc),
    entries: [{ kind: 'event', type: 'shelf.created', data: { resource } }],
    actor,
    unique: { resource: { equals: resource } },
  })

  const last = await lastRevision({ payload, resource })
  if (last && OPEN_STATES.includes(last.state)) throw new AppError('OPEN_REVISION')
  const number = (last?.number ?? 0) + 1
  for (const file of files) {
    await holdAsset({ payload, asset: file.asset, holder: revisionHolder({ resource, number }), name: file.name })
  }
  const key = `${resource}:${number}`
  const now = new Date()
  const { row, inserted } = await insertRow({
    payload,
    slug: SLUG.revisions,
    state: 'frozen',
    data: {
      ...copies,
      key,
      resource,
      number,
      metadata: metadataOf(doc, level),
      contributors: contributorsOf(doc.contributors),
      files,
      outputs: [],
      machine: { files: [] },
      contentHash: '',
      technicalHash: '',
      round: 1,
      submittedAt: now.toISOString(),
      decidedAt: '',
    },
    entries: [
      { kind: 'event', type: 'revision.submitted', data: { resource, number, files: files.length } },
      // A lesson plan does not wait behind somebody's encode.
      { kind: 'job', type: 'checkRevision', input: { key }, lane: durationSeconds > 0 ? 'media' : 'light' },
    ],
    actor,
    now,
    unique: { key: { equals: key } },
  })
  if (!inserted) throw new AppError('STAGE_CONFLICT')
  // References of an earlier submit that was killed here may just have been cleaned away as nobody's.
  for (const file of files)
    await holdAsset({ payload, asset: file.asset, holder: revisionHolder(row), name: file.name })
  // A purge that began before this revision was there did not see it, and has released or will release its files.
  try {
    await requireShelf({ payload, resource })
  } catch (error) {
    await withdrawRevision({ payload, actor, revision: row.id })
    await releaseHolders({ payload, actor, holders: [revisionHolder(row)] })
    throw error
  }
  return row
}

const emptyShelf = (doc: ResourceDoc) => ({
  title: doc.title ?? '',
  owner: doc.owner,
  ownerName: doc.ownerName ?? '',
  school: doc.school ?? '',
  schoolName: '',
  county: '',
  city: '',
  province: '',
  channel: '',
  stage: '',
  grade: '',
  subject: '',
  textbook: '',
  node: '',
  nodePath: '',
  kind: '',
  kinds: '',
  level: 'county' as const,
  durationSeconds: 0,
  resource: doc.id,
  liveRevision: '',
  liveNumber: 0,
  audience: 'nobody',
  summary: '',
  keywords: '',
  publishedAt: '',
  seals: [],
  indexedSeq: 0,
  indexDue: false,
  retireReason: '',
  retireNote: '',
  purgeAfter: '',
  tombstone: null,
})
