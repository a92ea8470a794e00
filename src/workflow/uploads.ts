import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import type { Probe, Reason } from '../domain/media/types'
import { hasRole } from '../domain/roles'
import { isRowId } from '../domain/rowId'
import { AppError, isAppError } from '../errors'
import { SLUG } from '../slugs'
import { releaseHolders, uploadHolder } from './assets'
import type { AssetRow, UploadRow } from './rows'
import { findRows, insertRow, readRow, transition } from './transition'
import { checkQuota, gigabytes } from './uploadQuota'

export { usedBytes } from './uploadQuota'

/** More files than any lesson package needs; keeps a manifest within one row. */
export const MAX_FILES = 50

export type ResourceDoc = {
  id: string
  title?: string | null
  summary?: string | null
  keywords?: string | null
  owner: string
  ownerName?: string | null
  school?: string | null
  channel?: string | null
  stage?: string | null
  grade?: string | null
  subject?: string | null
  textbook?: string | null
  node?: string | null
  contributors?: unknown
  minorsVisible?: boolean | null
  consentRecorded?: boolean | null
  originality?: string | null
  rightsHolder?: string | null
  licence?: string | null
  shareLevel?: string | null
  isDeclared?: boolean | null
}

export type ResourceFileDoc = {
  id: string
  resource: string
  owner: string
  upload: string
  name: string
  kind: string
  order: number
}

/** A working copy of the actor's own. @throws NOT_FOUND, NOT_YOURS */
export const ownResourceDoc = async ({
  payload,
  actor,
  resource,
}: {
  payload: Payload
  actor: Actor
  resource: string
}): Promise<ResourceDoc> => {
  const doc = isRowId(resource)
    ? await payload.db.findOne<ResourceDoc>({ collection: SLUG.resources, where: { id: { equals: resource } } })
    : null
  if (!doc) throw new AppError('NOT_FOUND')
  if (doc.owner !== actor.id) throw new AppError('NOT_YOURS')
  return doc
}

/** The files of a working copy in their order. */
export const filesOf = async ({
  payload,
  resource,
}: {
  payload: Payload
  resource: string
}): Promise<ResourceFileDoc[]> => {
  const { docs } = await payload.db.find<ResourceFileDoc>({
    collection: SLUG.resourceFiles,
    where: { resource: { equals: resource } },
    sort: 'order',
    limit: 0,
    pagination: false,
  })
  return docs
}

type StartArgs = {
  payload: Payload
  actor: Actor
  tusId: string
  resource: string
  name: string
  size: number
  mime: string
  kind: string
  /** Bytes. */
  maxBytes: number
  quotaBytes: number
}

/**
 * Opens an upload for a file of a working copy: the upload row first, then the file of the form. The quota is looked at
 * again once the row is there, since two that begin at the same time do not see each other before; both may then be refused.
 * @throws FORBIDDEN, NOT_FOUND, NOT_YOURS, UPLOAD_TOO_LARGE, QUOTA_EXCEEDED, BAD_INPUT
 */
export const startUpload = async (args: StartArgs): Promise<UploadRow> => {
  const { payload, actor, tusId, resource, name, size, mime, kind, maxBytes, quotaBytes } = args
  if (!hasRole(actor.grants, 'teacher')) throw new AppError('FORBIDDEN')
  await ownResourceDoc({ payload, actor, resource })
  if (!Number.isSafeInteger(size) || size <= 0) throw new AppError('BAD_INPUT', { detail: '文件是空的' })
  if (size > maxBytes) throw new AppError('UPLOAD_TOO_LARGE', { max: gigabytes(maxBytes) })
  await checkQuota({ payload, owner: actor.id, wanted: size, quotaBytes })
  const files = await filesOf({ payload, resource })
  if (files.length >= MAX_FILES) throw new AppError('BAD_INPUT', { detail: `一项资源最多 ${MAX_FILES} 个文件` })
  const now = new Date()
  const { row } = await insertRow({
    payload,
    slug: SLUG.uploads,
    state: 'receiving',
    data: {
      tusId,
      resource,
      owner: actor.id,
      name,
      declaredMime: mime,
      size,
      sha256: '',
      mime: '',
      asset: '',
      probe: null,
      reasons: [],
      startedAt: now.toISOString(),
      touchedAt: now.toISOString(),
    },
    entries: [{ kind: 'event', type: 'upload.started', data: { name, size } }],
    actor,
    now,
    unique: { tusId: { equals: tusId } },
  })
  try {
    await checkQuota({ payload, owner: actor.id, wanted: 0, quotaBytes })
  } catch (error) {
    await discardUpload({ payload, actor, upload: row })
    throw error
  }
  const known = await payload.db.findOne({ collection: SLUG.resourceFiles, where: { upload: { equals: row.id } } })
  if (known) return row
  const order = Math.max(0, ...files.map((file) => file.order)) + 1
  await payload.db.create({
    collection: SLUG.resourceFiles,
    data: { resource, owner: actor.id, upload: row.id, name, kind, order },
  })
  return row
}

export const findUpload = async ({ payload, tusId }: { payload: Payload; tusId: string }): Promise<UploadRow | null> =>
  payload.db.findOne<UploadRow>({ collection: SLUG.uploads, where: { tusId: { equals: tusId } } })

/**
 * All bytes are here: receiving ▸ received, and a light job hashes them. Repeating it is harmless, also at the same time:
 * whoever was second gets the row as the first left it.
 */
export const receiveUpload = async ({
  payload,
  actor,
  upload,
  size,
}: {
  payload: Payload
  actor: Actor
  upload: UploadRow
  size: number
}): Promise<UploadRow> => {
  if (upload.state !== 'receiving') return upload
  try {
    return await transition({
      payload,
      slug: SLUG.uploads,
      row: upload,
      to: 'received',
      set: { size, touchedAt: new Date().toISOString() },
      entries: [
        { kind: 'event', type: 'upload.received', data: { size } },
        { kind: 'job', type: 'ingestUpload', input: { upload: upload.id } },
      ],
      actor,
    })
  } catch (error) {
    const now = isAppError(error, 'STAGE_CONFLICT') ? await readUpload({ payload, id: upload.id }) : null
    if (!now || now.state === 'receiving') throw error
    return now
  }
}

/** The bytes are stored as a blob under their measured hash: received ▸ stored; a job removes them from where they came in. */
export const settleUpload = async (args: {
  payload: Payload
  actor: Actor
  upload: UploadRow
  asset: AssetRow
  probe: Probe | null
  reasons: Reason[]
}): Promise<UploadRow> => {
  const { payload, actor, upload, asset, probe, reasons } = args
  return transition({
    payload,
    slug: SLUG.uploads,
    row: upload,
    to: 'stored',
    set: { asset: asset.id, sha256: asset.sha256, size: asset.size, mime: asset.mime, probe, reasons },
    entries: [
      { kind: 'event', type: 'upload.stored', data: { sha256: asset.sha256, size: asset.size } },
      { kind: 'job', type: 'releaseHolder', input: { tusId: upload.tusId } },
    ],
    actor,
  })
}

/**
 * The bytes cannot be used (empty, of another type than the name says): received ▸ rejected, the teacher is told, and a
 * job removes them.
 */
export const rejectUpload = async ({
  payload,
  actor,
  upload,
  reasons,
}: {
  payload: Payload
  actor: Actor
  upload: UploadRow
  reasons: Reason[]
}): Promise<UploadRow> =>
  transition({
    payload,
    slug: SLUG.uploads,
    row: upload,
    to: 'rejected',
    set: { reasons },
    entries: [
      { kind: 'event', type: 'upload.rejected', data: { codes: reasons.map((reason) => reason.code) } },
      { kind: 'job', type: 'releaseHolder', input: { holder: uploadHolder(upload.id), tusId: upload.tusId } },
      {
        kind: 'notice',
        type: 'uploadRejected',
        user: upload.owner,
        params: { name: upload.name, resource: upload.resource },
      },
    ],
    actor,
  })

/** Removes a file from a working copy: the upload is discarded, its blob released. Frozen revisions keep theirs. */
export const discardFile = async ({
  payload,
  actor,
  file,
}: {
  payload: Payload
  actor: Actor
  file: string
}): Promise<UploadRow | null> => {
  const doc = isRowId(file)
    ? await payload.db.findOne<ResourceFileDoc>({ collection: SLUG.resourceFiles, where: { id: { equals: file } } })
    : null
  if (!doc) throw new AppError('NOT_FOUND')
  if (doc.owner !== actor.id) throw new AppError('NOT_YOURS')
  const upload = await payload.db.findOne<UploadRow>({
    collection: SLUG.uploads,
    where: { id: { equals: doc.upload } },
  })
  const discarded =
    upload && upload.state !== 'expired' && upload.state !== 'discarded'
      ? await discardUpload({ payload, actor, upload })
      : upload
  await payload.db.deleteOne({ collection: SLUG.resourceFiles, where: { id: { equals: file } } })
  return discarded
}

/** Any state ▸ discarded; a job releases the blob and removes what the upload left behind. */
export const discardUpload = async ({
  payload,
  actor,
  upload,
}: {
  payload: Payload
  actor: Actor
  upload: UploadRow
}): Promise<UploadRow> =>
  transition({
    payload,
    slug: SLUG.uploads,
    row: upload,
    to: 'discarded',
    entries: [
      { kind: 'event', type: 'upload.discarded' },
      { kind: 'job', type: 'releaseHolder', input: { holder: uploadHolder(upload.id), tusId: upload.tusId } },
    ],
    actor,
  })

/** An unfinished upload without a byte for too long: receiving ▸ expired. */
export const expireUpload = async ({
  payload,
  actor,
  upload,
}: {
  payload: Payload
  actor: Actor
  upload: UploadRow
}): Promise<UploadRow> =>
  transition({
    payload,
    slug: SLUG.uploads,
    row: upload,
    to: 'expired',
    entries: [
      { kind: 'event', type: 'upload.expired' },
      { kind: 'job', type: 'releaseHolder', input: { holder: uploadHolder(upload.id), tusId: upload.tusId } },
    ],
    actor,
  })

/** Discards the uploads of a purged resource and releases their blobs at once. */
export const releaseUploadsOf = async ({
  payload,
  actor,
  resource,
}: {
  payload: Payload
  actor: Actor
  resource: string
}): Promise<void> => {
  const rows = await findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })
  for (const row of rows) {
    if (row.state !== 'discarded' && row.state !== 'expired') await discardUpload({ payload, actor, upload: row })
  }
  if (rows.length > 0) await releaseHolders({ payload, actor, holders: rows.map((row) => uploadHolder(row.id)) })
}

export const readUpload = ({ payload, id }: { payload: Payload; id: string }): Promise<UploadRow> =>
  readRow({ payload, slug: SLUG.uploads, id })
