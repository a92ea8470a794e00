import type { Payload, Where } from 'payload'

import type { Actor } from '../domain/actor'
import type { Entry, PendingEntry } from '../domain/entries'
import { ASSET, GRANT, mayFollow, REVIEW, REVISION, SHELF, UPLOAD } from '../domain/lifecycle'
import { isRowId } from '../domain/rowId'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { drainRow } from './drain'
import type { MovedSlug, NewRow, RowChange, Rows } from './rows'

const LIFECYCLES = {
  [SLUG.revisions]: REVISION,
  [SLUG.reviews]: REVIEW,
  [SLUG.shelves]: SHELF,
  [SLUG.mediaAssets]: ASSET,
  [SLUG.uploads]: UPLOAD,
  [SLUG.roleGrants]: GRANT,
  [SLUG.clientKeys]: GRANT,
} satisfies Record<MovedSlug, Record<string, readonly string[]>>

const stamp = (entries: Entry[], { seq, actor, now }: { seq: number; actor: Actor; now: Date }): PendingEntry[] =>
  entries.map((entry, n) => ({ ...entry, seq, n, actor: actor.id, at: now.toISOString() }))

/** Copies the row's entries out now; if that fails, the transition stands and the sweep copies them out later. */
const drainNow = async ({ payload, slug, id }: { payload: Payload; slug: MovedSlug; id: string }) => {
  try {
    await drainRow({ payload, slug, id })
  } catch (error) {
    payload.logger.error({ err: error, msg: `drain of ${slug}/${id} failed; the sweep will repeat it` })
  }
}

type InsertArgs<S extends MovedSlug> = {
  payload: Payload
  slug: S
  state: Rows[S]['state']
  data: NewRow<S>
  entries: Entry[]
  actor: Actor
  now?: Date
  /** What makes the row unique, for the look-up after a duplicate. */
  unique: Where
}

/**
 * Inserts a row with seq 1 and its own pending entries. A row with the same unique columns is returned as it is:
 * `inserted` says which of the two happened.
 */
export const insertRow = async <S extends MovedSlug>(
  args: InsertArgs<S>,
): Promise<{ row: Rows[S]; inserted: boolean }> => {
  const { payload, slug, state, data, entries, actor, now = new Date(), unique } = args
  try {
    const row = (await payload.db.create({
      collection: slug,
      data: { ...data, state, seq: 1, drainedSeq: 0, dirty: true, pending: stamp(entries, { seq: 1, actor, now }) },
    })) as Rows[S]
    await drainNow({ payload, slug, id: row.id })
    return { row, inserted: true }
  } catch (error) {
    const row = await payload.db.findOne<Rows[S]>({ collection: slug, where: unique })
    if (row) return { row, inserted: false }
    throw error
  }
}

type TransitionArgs<S extends MovedSlug> = {
  payload: Payload
  slug: S
  /** The row as it was read: its state and seq are what the compare-and-set compares with. */
  row: Rows[S]
  to: Rows[S]['state']
  set?: RowChange<S>
  /** Further columns of the same row that must still hold. */
  guard?: Where[]
  entries: Entry[]
  actor: Actor
  now?: Date
}

/**
 * The one way in which workflow state changes: one UPDATE of one row, compared with the state and seq that were read,
 * that carries its own audit event, jobs and notices in `pending` (ARCHITECTURE.md "Who writes what"). Works without a
 * transaction on MongoDB and SQLite; a kill before or after it loses nothing.
 * @returns the row after the change
 * @throws STAGE_CONFLICT when the row moved meanwhile or `to` may not follow its state
 */
export const transition = async <S extends MovedSlug>(args: TransitionArgs<S>): Promise<Rows[S]> => {
  const { payload, slug, row, to, set = {}, guard = [], entries, actor, now = new Date() } = args
  if (!mayFollow(LIFECYCLES[slug], row.state, to)) throw new AppError('STAGE_CONFLICT')
  const seq = row.seq + 1
  const kept = (row.pending ?? []).filter((entry) => entry.seq > row.drainedSeq)
  const won = await payload.db.updateOne({
    collection: slug,
    where: {
      and: [{ id: { equals: row.id } }, { state: { equals: row.state } }, { seq: { equals: row.seq } }, ...guard],
    },
    data: { ...set, state: to, seq, dirty: true, pending: [...kept, ...stamp(entries, { seq, actor, now })] },
    options: { atomic: true },
  })
  if (!won) throw new AppError('STAGE_CONFLICT')
  await drainNow({ payload, slug, id: row.id })
  return readRow({ payload, slug, id: row.id })
}

/** Reads one row with all its columns. @throws NOT_FOUND */
export const readRow = async <S extends MovedSlug>({
  payload,
  slug,
  id,
}: {
  payload: Payload
  slug: S
  id: string
}): Promise<Rows[S]> => {
  // MongoDB's adapter leaves out a condition on what is no id: it would find any row.
  const row = isRowId(id)
    ? await payload.db.findOne<Rows[S]>({ collection: slug, where: { id: { equals: id } } })
    : null
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

/** Reads the rows of a workflow-owned collection; `limit` 0 means all. */
export const findRows = async <S extends MovedSlug>({
  payload,
  slug,
  where,
  sort,
  limit = 0,
}: {
  payload: Payload
  slug: S
  where: Where
  sort?: string
  limit?: number
}): Promise<Rows[S][]> => {
  const { docs } = await payload.db.find<Rows[S]>({
    collection: slug,
    where,
    limit,
    pagination: false,
    ...(sort ? { sort } : {}),
  })
  return docs
}
