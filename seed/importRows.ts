import type { CollectionSlug, Payload } from 'payload'

import { canonicalJson } from '../src/domain/canonical'
import type { Slug } from '../src/slugs'

export type Counts = { created: number; updated: number; unchanged: number }
type Row = Record<string, unknown>

/** Rows in flight at once: enough to hide the way to a database server, few enough for its pool. */
const BATCH = 25

export const addCounts = (a: Counts, b: Counts): Counts => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
})

const plain = (value: unknown) => (value === undefined || value === '' ? null : value)
const differs = (found: Row, row: Row): boolean =>
  Object.keys(row).some((column) => canonicalJson(plain(found[column])) !== canonicalJson(plain(row[column])))

/**
 * Brings the rows of a plain collection to what `rows` say, found again by their natural key. Rows that hold it already
 * are not written, columns and rows that are not mentioned stay as they are, nothing is deleted.
 * Ordinary Payload operations, so that hooks and validation run. @throws ValidationError, BAD_INPUT
 */
export const upsertRows = async <R extends Row>({
  payload,
  slug,
  rows,
  keyOf,
}: {
  payload: Payload
  slug: Slug
  rows: readonly R[]
  keyOf: (row: R) => string
}): Promise<Counts> => {
  const collection = slug as CollectionSlug
  const stored = await payload.find({ collection, limit: 0, pagination: false, depth: 0, showHiddenFields: true })
  const found = new Map((stored.docs as unknown as (R & { id: string })[]).map((doc) => [keyOf(doc), doc]))
  const counts: Counts = { created: 0, updated: 0, unchanged: 0 }
  const upsert = async (row: R): Promise<void> => {
    const before = found.get(keyOf(row))
    if (before && !differs(before, row)) {
      counts.unchanged++
    } else if (before) {
      await payload.update({ collection, id: before.id, data: row as never, depth: 0 })
      counts.updated++
    } else {
      await payload.create({ collection, data: row as never, depth: 0 })
      counts.created++
    }
  }
  for (let from = 0; from < rows.length; from += BATCH) {
    await Promise.all(rows.slice(from, from + BATCH).map(upsert))
  }
  return counts
}
