import { createHash } from 'node:crypto'

import type { Payload } from 'payload'

import { canonicalJson } from '../src/domain/canonical'
import type { Slug } from '../src/slugs'

export type Row = Record<string, unknown>

/** What the last import wrote of each row, as hashes over `columns`, by natural key. */
export type ImportRecord = { columns: string[]; hashes: Record<string, string> }

const plain = (value: unknown) => (value === undefined || value === '' ? null : value)

/** A row's own values in some columns: what an unset one is called differs by database. */
export const hashRow = ({ row, columns }: { row: Row; columns: string[] }): string =>
  createHash('sha256')
    .update(canonicalJson(columns.map((column) => plain(row[column]))))
    .digest('base64url')
    .slice(0, 16)

const keyOf = (slug: Slug) => `import:${slug}`

/** Kept in Payload's own key and value store, which both databases have. */
export const readRecord = async ({ payload, slug }: { payload: Payload; slug: Slug }): Promise<ImportRecord> =>
  (await payload.kv.get<ImportRecord>(keyOf(slug))) ?? { columns: [], hashes: {} }

export const writeRecord = ({ payload, slug, record }: { payload: Payload; slug: Slug; record: ImportRecord }) =>
  payload.kv.set(keyOf(slug), record)
