import type { CollectionSlug, Payload } from 'payload'

import type { Slug } from '../src/slugs'
import { hashRow, type ImportRecord, readRecord, type Row, writeRecord } from './importRecord'

/** `kept`: changed or deleted by people since the last import, and left so. */
export type Counts = { created: number; updated: number; unchanged: number; kept: number }

/** Rows in flight at once: enough to hide the way to a database server, few enough for its pool. */
const BATCH = 25

export const addCounts = (a: Counts, b: Counts): Counts => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  kept: a.kept + b.kept,
})

type Step = keyof Counts

/** In place of the hash of a row that people changed: no hash is like it, so that the row stays theirs. */
const KEPT = 'kept'

/**
 * What an import does with one row. A row that people changed, or deleted, since the last import is theirs; one that
 * still is what that import wrote follows its source. A row of before there was a record counts as changed by people.
 */
export const stepFor = ({
  row,
  found,
  written,
  recordColumns,
  columns,
  isReset,
}: {
  row: Row
  found: Row | undefined
  /** The hash of what the last import wrote. */
  written: string | undefined
  recordColumns: string[]
  columns: string[]
  isReset: boolean
}): Step => {
  if (!found) return written === undefined || isReset ? 'created' : 'kept'
  if (hashRow({ row: found, columns }) === hashRow({ row, columns })) return 'unchanged'
  return isReset || hashRow({ row: found, columns: recordColumns }) === written ? 'updated' : 'kept'
}

const isSame = (a: ImportRecord, b: ImportRecord): boolean =>
  a.columns.join() === b.columns.join() &&
  Object.keys(a.hashes).length === Object.keys(b.hashes).length &&
  Object.entries(a.hashes).every(([key, hash]) => b.hashes[key] === hash)

/**
 * Brings the rows of a plain collection to what `rows` say, found again by their natural key, except where people changed
 * them. Rows that hold it already are not written, columns and rows that are not mentioned stay as they are, nothing is
 * deleted. Ordinary Payload operations, so that hooks and validation run. A kill in the middle is mended by the next run.
 * @param isReset what people changed or deleted is set back too
 * @param isInOrder one by one, since a row reads from those before it (a district its place from the one above)
 * @throws ValidationError, BAD_INPUT
 */
export const importRows = async <R extends Row>({
  payload,
  slug,
  rows,
  keyOf,
  isReset = false,
  isInOrder = false,
}: {
  payload: Payload
  slug: Slug
  rows: readonly R[]
  keyOf: (row: R) => string
  isReset?: boolean
  isInOrder?: boolean
}): Promise<Counts> => {
  const collection = slug as CollectionSlug
  const stored = await payload.find({ collection, limit: 0, pagination: false, depth: 0, showHiddenFields: true })
  const found = new Map((stored.docs as unknown as (R & { id: string })[]).map((doc) => [keyOf(doc), doc]))
  const record = await readRecord({ payload, slug })
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort()
  const counts: Counts = { created: 0, updated: 0, unchanged: 0, kept: 0 }
  const hashes: Record<string, string> = {}

  const bring = async (row: R): Promise<void> => {
    const key = keyOf(row)
    const before = found.get(key)
    const written = record.hashes[key]
    const step = stepFor({ row, found: before, written, recordColumns: record.columns, columns, isReset })
    if (step === 'created') await payload.create({ collection, data: row as never, depth: 0 })
    if (step === 'updated' && before) await payload.update({ collection, id: before.id, data: row as never, depth: 0 })
    counts[step]++
    hashes[key] = step === 'kept' ? KEPT : hashRow({ row, columns })
  }
  const batch = isInOrder ? 1 : BATCH
  for (let from = 0; from < rows.length; from += batch) await Promise.all(rows.slice(from, from + batch).map(bring))
  const now: ImportRecord = { columns, hashes }
  if (!isSame(record, now)) await writeRecord({ payload, slug, record: now })
  return counts
}
