import type { Payload } from 'payload'

import { isRowId } from '../domain/rowId'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import type { RevisionRow, ShelfRow, UploadRow } from './rows'

/** Uploads whose bytes count: on their way, or stored. */
const HELD = ['receiving', 'received', 'stored']

type Held = Pick<UploadRow, 'id' | 'resource' | 'asset' | 'size'>

/** `resource|asset` of every file in the live revisions of these resources. */
const publishedFiles = async ({ payload, resources }: { payload: Payload; resources: string[] }) => {
  const shelves = await payload.db.find<Pick<ShelfRow, 'liveRevision'>>({
    collection: SLUG.shelves,
    where: { and: [{ resource: { in: resources } }, { liveRevision: { not_equals: '' } }] },
    select: { liveRevision: true },
    limit: 0,
    pagination: false,
  })
  const revisions = shelves.docs.map((shelf) => shelf.liveRevision).filter(isRowId)
  if (revisions.length === 0) return new Set<string>()
  const { docs } = await payload.db.find<Pick<RevisionRow, 'resource' | 'files'>>({
    collection: SLUG.revisions,
    where: { id: { in: revisions } },
    select: { resource: true, files: true },
    limit: 0,
    pagination: false,
  })
  return new Set(docs.flatMap(({ resource, files }) => files.map(({ asset }) => `${resource}|${asset}`)))
}

/** Bytes that a person's unpublished working copies hold, finished or not; what is published costs its owner nothing. */
export const usedBytes = async ({ payload, owner }: { payload: Payload; owner: string }): Promise<number> => {
  const { docs } = await payload.db.find<Held>({
    collection: SLUG.uploads,
    where: { and: [{ owner: { equals: owner } }, { state: { in: HELD } }] },
    select: { resource: true, asset: true, size: true },
    limit: 0,
    pagination: false,
  })
  const resources = [...new Set(docs.filter(({ asset }) => asset !== '').map(({ resource }) => resource))]
  const published = resources.length > 0 ? await publishedFiles({ payload, resources }) : new Set<string>()
  return docs.reduce((sum, { resource, asset, size }) => sum + (published.has(`${resource}|${asset}`) ? 0 : size), 0)
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

/** @param wanted bytes that are to come on top of those held @throws QUOTA_EXCEEDED */
export const checkQuota = async ({
  payload,
  owner,
  wanted,
  quotaBytes,
}: {
  payload: Payload
  owner: string
  wanted: number
  quotaBytes: number
}): Promise<void> => {
  const used = await usedBytes({ payload, owner })
  if (used + wanted > quotaBytes)
    throw new AppError('QUOTA_EXCEEDED', { used: gigabytes(used), quota: gigabytes(quotaBytes) })
}
