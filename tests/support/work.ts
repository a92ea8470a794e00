import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Payload, Where } from 'payload'

import { importVocabularies } from '../../seed/importCatalogue'
import { loadActor } from '../../src/access/actor'
import { type Actor, systemActor } from '../../src/domain/actor'
import type { Role } from '../../src/domain/roles'
import { SLUG, type Slug } from '../../src/slugs'
import { blobKey, storage } from '../../src/storage'
import { storeAsset, uploadHolder } from '../../src/workflow/assets'
import { grantRole } from '../../src/workflow/grants'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { beginCheck, settleMedia } from '../../src/workflow/revisions'
import type { RevisionRow, ShelfRow } from '../../src/workflow/rows'
import { submitResource } from '../../src/workflow/submitResource'
import { findRows } from '../../src/workflow/transition'
import { receiveUpload, settleUpload, startUpload } from '../../src/workflow/uploads'

const machine = systemActor('test')

export type World = {
  payload: Payload
  school: string
  teacher: Actor
  content: Actor
  technical: Actor
  admin: Actor
  person: (args: { roles: Role[]; school?: string; district?: string }) => Promise<Actor>
}

const upsert = async (payload: Payload, collection: Slug, where: Where, data: object): Promise<string> => {
  const found = await payload.db.findOne<{ id: string }>({ collection, where })
  if (found) return found.id
  const created: { id: string | number } = await payload.create({ collection, data: data as never })
  return String(created.id)
}

/** The real vocabularies, a small county with one school and one person for each role; names are its own. */
export const buildWorld = async ({ payload }: { payload: Payload }): Promise<World> => {
  await importVocabularies({ payload })
  for (const district of [
    { code: '410000', name: '河南省', level: 'province' },
    { code: '411300', name: '南阳市', level: 'city', parent: '410000' },
    { code: '411327', name: '社旗县', level: 'county', parent: '411300' },
    { code: '411325', name: '唐河县', level: 'county', parent: '411300' },
  ]) {
    await upsert(payload, SLUG.districts, { code: { equals: district.code } }, district)
  }
  const school = await upsert(
    payload,
    SLUG.schools,
    { name: { equals: 'none' } },
    { name: `学校-${randomUUID().slice(0, 8)}`, district: '411327' },
  )
  const person: World['person'] = async ({ roles, school: at = '', district = '' }) => {
    const email = `${randomUUID()}@test.example`
    const data = { email, password: 'test-password-1', name: `人员-${email.slice(0, 6)}`, school: at || null, district }
    const user = await payload.create({ collection: SLUG.users, data: data as never })
    for (const role of roles) await grantRole({ payload, actor: systemActor('test'), user: String(user.id), role })
    return loadActor({ payload, user: user as never })
  }
  return {
    payload,
    school,
    teacher: await person({ roles: ['teacher'], school }),
    content: await person({ roles: ['contentReviewer'], district: '411327' }),
    technical: await person({ roles: ['technicalReviewer'], district: '411327' }),
    admin: await person({ roles: ['systemAdmin'], district: '411327' }),
    person,
  }
}

/** Stores bytes as a blob held by `holder`. */
export const buildAsset = async ({
  payload,
  bytes,
  mime,
  holder,
}: {
  payload: Payload
  bytes: Buffer
  mime: string
  holder: string
}) => {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const folder = await mkdtemp(path.join(tmpdir(), 'library-bytes-'))
  try {
    const file = path.join(folder, 'bytes.bin')
    await writeFile(file, bytes)
    return await storeAsset({
      payload,
      actor: machine,
      sha256,
      size: bytes.length,
      mime,
      holder,
      keyFor: (generation) => blobKey({ sha256, generation, extension: 'bin' }),
      place: async (key) => {
        await storage().putFile({ key, path: file })
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A file that went through the upload's states without the tus protocol. */
export const buildFile = async ({
  world,
  owner = world.teacher,
  resource,
  bytes = Buffer.from(`%PDF-1.4 ${randomUUID()}`),
  name = '教案.pdf',
  mime = 'application/pdf',
  kind = 'lesson-plan',
}: {
  world: World
  owner?: Actor
  resource: string
  bytes?: Buffer
  name?: string
  mime?: string
  kind?: string
}) => {
  const { payload } = world
  const started = await startUpload({
    payload,
    actor: owner,
    tusId: randomUUID(),
    resource,
    name,
    size: bytes.length,
    mime,
    kind,
    maxBytes: 4e9,
    quotaBytes: 20e9,
  })
  const received = await receiveUpload({ payload, actor: owner, upload: started, size: bytes.length })
  const asset = await buildAsset({ payload, bytes, mime, holder: uploadHolder(started.id) })
  return settleUpload({ payload, actor: machine, upload: received, asset, probe: null, reasons: [] })
}

/** A complete working copy with one stored file. */
export const buildResource = async ({
  world,
  owner = world.teacher,
  data = {},
  files = 1,
}: {
  world: World
  owner?: Actor
  data?: Record<string, unknown>
  files?: number
}): Promise<string> => {
  const doc = await world.payload.db.create({
    collection: SLUG.resources,
    data: {
      title: `分数的初步认识 ${randomUUID().slice(0, 8)}`,
      owner: owner.id,
      ownerName: owner.name,
      school: owner.place.school,
      channel: 'delivery',
      stage: 'primary',
      grade: 'g3',
      subject: 'math',
      originality: 'original',
      isDeclared: true,
      shareLevel: 'county',
      minorsVisible: false,
      consentRecorded: false,
      ...data,
    },
  })
  const resource = String((doc as { id: string }).id)
  for (let n = 0; n < files; n++) await buildFile({ world, owner, resource, name: `教案${n + 1}.pdf` })
  return resource
}

/** A revision that the machine found fit: under review with two open seats. */
export const buildInReview = async ({ world, resource }: { world: World; resource: string }): Promise<RevisionRow> => {
  const { payload, teacher } = world
  const doc = await payload.db.findOne<{ id: string; owner: string }>({
    collection: SLUG.resources,
    where: { id: { equals: resource } },
  })
  const owner = doc?.owner === teacher.id ? teacher : { ...teacher, id: doc?.owner ?? '' }
  const frozen = await submitResource({ payload, actor: owner, resource })
  const checking = await beginCheck({ payload, actor: machine, revision: frozen })
  const outputs = checking.files.map(({ file, asset, sha256, size, mime, name }) => ({
    file,
    role: 'original' as const,
    asset,
    sha256,
    size,
    mime,
    name,
  }))
  return settleMedia({ payload, actor: machine, revision: checking, files: [], outputs })
}

export const seatOf = async ({
  world,
  revision,
  track,
}: {
  world: World
  revision: string
  track: 'content' | 'technical'
}) => {
  const [row] = await findRows({
    payload: world.payload,
    slug: SLUG.reviews,
    where: { and: [{ revision: { equals: revision } }, { track: { equals: track } }] },
    limit: 1,
  })
  if (!row) throw new Error(`no ${track} seat`)
  return row
}

/** A resource that went through submit, both offices and publication; `data` overrides its form, `files` are its bytes. */
export const buildPublished = async ({
  world,
  data = {},
  files = [],
}: {
  world: World
  data?: Record<string, unknown>
  files?: Buffer[]
}): Promise<{ shelf: ShelfRow; revision: RevisionRow }> => {
  const { payload } = world
  const resource = await buildResource({ world, data, files: files.length > 0 ? 0 : 1 })
  for (const bytes of files) await buildFile({ world, resource, bytes })
  const revision = await buildInReview({ world, resource })
  for (const track of ['content', 'technical'] as const) {
    const seat = await seatOf({ world, revision: revision.id, track })
    await claimReview({ payload, actor: world[track], review: seat.id, leaseSeconds: 60 })
    await decideReview({ payload, actor: world[track], review: seat.id, decision: { verdict: 'approved' } })
  }
  const [shelf] = await findRows({ payload, slug: SLUG.shelves, where: { resource: { equals: resource } } })
  if (!shelf) throw new Error('no shelf')
  return { shelf, revision }
}
