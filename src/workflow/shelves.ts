import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { hasRole } from '../domain/roles'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { advanceRevision } from './advanceRevision'
import { releaseHolders, revisionHolder } from './assets'
import { requireAdministrator } from './grants'
import { isTakenDown } from './publish'
import type { ShelfRow, Tombstone } from './rows'
import { findRows, readRow, transition } from './transition'
import { releaseUploadsOf } from './uploads'

type Args = { payload: Payload; actor: Actor; shelf: string; now?: Date }

/** Why a resource leaves the shelf (出库, 教科信厅〔2024〕2号); the policy that proposes it comes later. */
export const RETIRE_REASONS = ['takeDown', 'outdated', 'superseded', 'lowPlay', 'ownerRequest', 'other'] as const
export type RetireReason = (typeof RETIRE_REASONS)[number]

/**
 * Takes a published resource off the shelf (出库): at once gone from pages, search, GraphQL and streaming; its files are
 * purged after `graceDays`. @throws FORBIDDEN, REASON via BAD_INPUT, NOT_LIVE, STAGE_CONFLICT
 */
export const retire = async (
  args: Args & { reason: RetireReason; note: string; graceDays: number },
): Promise<ShelfRow> => {
  const { payload, actor, shelf, reason, note, graceDays, now = new Date() } = args
  const row = await readRow({ payload, slug: SLUG.shelves, id: shelf })
  const isOwnersWish = reason === 'ownerRequest' && row.owner === actor.id && hasRole(actor.grants, 'teacher')
  if (!isOwnersWish) requireAdministrator(actor)
  if (!RETIRE_REASONS.includes(reason)) throw new AppError('BAD_INPUT', { detail: 'reason' })
  if (row.state !== 'live' && row.state !== 'noticed') throw new AppError('NOT_LIVE')
  const purgeAfter = new Date(now.getTime() + graceDays * 86_400_000).toISOString()
  return transition({
    payload,
    slug: SLUG.shelves,
    row,
    to: 'offShelf',
    set: { retireReason: reason, retireNote: note.slice(0, 2000), purgeAfter, indexDue: true },
    entries: [
      { kind: 'event', type: 'shelf.retired', data: { reason, note: note.slice(0, 2000), purgeAfter } },
      { kind: 'job', type: 'indexShelf', input: { shelf } },
      {
        kind: 'notice',
        type: 'shelfRetired',
        user: row.owner,
        params: { title: row.title, resource: row.resource, reason },
      },
    ],
    actor,
    now,
  })
}

/** A revision that was approved while the resource was taken down, and waits for its return. */
const findWaiting = async ({ payload, row }: { payload: Payload; row: ShelfRow }) =>
  (
    await findRows({
      payload,
      slug: SLUG.revisions,
      where: {
        and: [
          { resource: { equals: row.resource } },
          { state: { equals: 'approved' } },
          { number: { greater_than: row.liveNumber } },
        ],
      },
      sort: '-number',
      limit: 1,
    })
  )[0]

/**
 * Puts a retired resource back before it is purged: offShelf ▸ live; what was approved meanwhile is then published.
 * @throws FORBIDDEN, STAGE_CONFLICT
 */
export const restoreShelf = async ({ payload, actor, shelf, now = new Date() }: Args): Promise<ShelfRow> => {
  requireAdministrator(actor)
  const row = await readRow({ payload, slug: SLUG.shelves, id: shelf })
  if (row.state !== 'offShelf') throw new AppError('STAGE_CONFLICT')
  const waiting = await findWaiting({ payload, row })
  const restored = await transition({
    payload,
    slug: SLUG.shelves,
    row,
    to: 'live',
    set: { retireReason: '', retireNote: '', purgeAfter: '', indexDue: true },
    entries: [
      { kind: 'event', type: 'shelf.restored' },
      { kind: 'job', type: 'indexShelf', input: { shelf } },
      ...(waiting ? [{ kind: 'job', type: 'advanceRevision', input: { revision: waiting.id } } as const] : []),
    ],
    actor,
    now,
  })
  if (!waiting) return restored
  await advanceRevision({ payload, revision: waiting.id })
  return readRow({ payload, slug: SLUG.shelves, id: shelf })
}

const tombstoneOf = async ({
  payload,
  row,
  now,
}: {
  payload: Payload
  row: ShelfRow
  now: Date
}): Promise<Tombstone> => {
  const revisions = await findRows({ payload, slug: SLUG.revisions, where: { resource: { equals: row.resource } } })
  const parts = revisions.flatMap((revision) => [...revision.files, ...revision.outputs])
  const files = [...new Map(parts.map(({ sha256, size, name }) => [sha256, { sha256, size, name }])).values()]
  return {
    title: row.title,
    purgedAt: now.toISOString(),
    reason: row.retireReason,
    revisions: revisions.length,
    files,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
  }
}

const isUnderWay = async ({ payload, row }: { payload: Payload; row: ShelfRow }): Promise<boolean> => {
  const open = await findRows({
    payload,
    slug: SLUG.revisions,
    where: {
      and: [
        { resource: { equals: row.resource } },
        { state: { in: ['frozen', 'checking', 'inReview', 'approved'] } },
        { number: { greater_than: row.liveNumber } },
      ],
    },
    limit: 1,
  })
  return open.length > 0
}

/**
 * The end of a retired resource: offShelf ▸ purged with a tombstone (hashes, counts), once its grace is over. A job then
 * releases the blobs; one that another resource uses stays. Refused while a new revision of it is under way, unless it
 * was taken down: no new submission may put that off.
 * @throws FORBIDDEN, STAGE_CONFLICT
 */
export const purgeShelf = async ({ payload, actor, shelf, now = new Date() }: Args): Promise<ShelfRow> => {
  requireAdministrator(actor)
  const row = await readRow({ payload, slug: SLUG.shelves, id: shelf })
  if (row.state === 'purged') return row
  if (row.state !== 'offShelf' || row.purgeAfter > now.toISOString()) throw new AppError('STAGE_CONFLICT')
  if (!isTakenDown(row) && (await isUnderWay({ payload, row }))) throw new AppError('OPEN_REVISION')
  const tombstone = await tombstoneOf({ payload, row, now })
  return transition({
    payload,
    slug: SLUG.shelves,
    row,
    to: 'purged',
    set: { tombstone, audience: 'nobody', summary: '', keywords: '', indexDue: true },
    entries: [
      {
        kind: 'event',
        type: 'shelf.purged',
        data: {
          files: tombstone.files.length,
          bytes: tombstone.bytes,
          sha256: tombstone.files.map((file) => file.sha256),
        },
      },
      { kind: 'job', type: 'indexShelf', input: { shelf } },
      { kind: 'job', type: 'releaseHolder', input: { resource: row.resource } },
    ],
    actor,
    now,
  })
}

/**
 * Releases every blob of a purged resource: its revisions' and its working copy's. A revision that was submitted at the
 * very moment of the purge is withdrawn. Repeating it is harmless. @throws STAGE_CONFLICT: try again
 */
export const releasePurged = async ({
  payload,
  actor,
  resource,
}: {
  payload: Payload
  actor: Actor
  resource: string
}): Promise<void> => {
  const revisions = await findRows({ payload, slug: SLUG.revisions, where: { resource: { equals: resource } } })
  for (const row of revisions.filter(({ state }) => ['frozen', 'checking', 'inReview'].includes(state))) {
    await transition({
      payload,
      slug: SLUG.revisions,
      row,
      to: 'withdrawn',
      set: { decidedAt: new Date().toISOString() },
      entries: [
        { kind: 'event', type: 'revision.withdrawn' },
        { kind: 'job', type: 'advanceRevision', input: { revision: row.id } },
      ],
      actor,
    })
  }
  await releaseHolders({ payload, actor, holders: revisions.map(revisionHolder) })
  await releaseUploadsOf({ payload, actor, resource })
}

/** Records that the search index has seen this seq. @returns false when the row moved meanwhile: index it again */
export const markIndexed = async ({ payload, row }: { payload: Payload; row: ShelfRow }): Promise<boolean> => {
  const won = await payload.db.updateOne({
    collection: SLUG.shelves,
    where: { and: [{ id: { equals: row.id } }, { seq: { equals: row.seq } }] },
    data: { indexedSeq: row.seq, indexDue: false },
    options: { atomic: true },
  })
  return won !== null
}
