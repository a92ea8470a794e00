import type { Payload } from 'payload'

import { isRowId } from '../domain/rowId'
import { AppError } from '../errors'
import { SLUG, type Slug } from '../slugs'
import type { ResourceDoc } from './uploads'

type Book = { key: string; title: string; stage: string; grade?: string | null; subject: string }
type Node = { textbook: string; title: string; path?: string[] }

export type CataloguePlace = { textbook: Book | null; node: Node | null }

const findBy = async <T>(payload: Payload, collection: Slug, column: string, value: string): Promise<T | null> =>
  value === '' || (column === 'id' && !isRowId(value))
    ? null
    : payload.db.findOne<T & { id: string }>({ collection, where: { [column]: { equals: value } } })

const exists = async (payload: Payload, collection: Slug, key: string): Promise<boolean> =>
  (await findBy(payload, collection, 'key', key)) !== null

/**
 * Where a working copy hangs in the catalogue (R1, R4). Channel, stage and subject are keys of the vocabularies; a
 * textbook says stage, grade and subject itself and a node belongs to its textbook, so that nobody chooses whose queue a
 * submission falls into. @throws INCOMPLETE
 */
export const requirePlace = async ({
  payload,
  doc,
}: {
  payload: Payload
  doc: ResourceDoc
}): Promise<CataloguePlace> => {
  const stage = doc.stage ?? ''
  const subject = doc.subject ?? ''
  const textbook = await findBy<Book>(payload, SLUG.textbooks, 'id', doc.textbook ?? '')
  const node = await findBy<Node>(payload, SLUG.nodes, 'id', doc.node ?? '')
  const isKnown =
    (await exists(payload, SLUG.channels, doc.channel ?? '')) &&
    (await exists(payload, SLUG.stages, stage)) &&
    (await exists(payload, SLUG.subjects, subject)) &&
    (textbook !== null || !doc.textbook) &&
    (node !== null || !doc.node)
  const isBooks =
    textbook === null ||
    (textbook.stage === stage && textbook.subject === subject && (textbook.grade ?? '') === (doc.grade ?? ''))
  const isNodes = node === null || node.textbook === textbook?.key
  if (!isKnown || !isBooks || !isNodes) throw new AppError('INCOMPLETE', { detail: 'wrongPlace' })
  return { textbook, node }
}
