import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { kindsOf } from '../domain/searchDocument'
import { SLUG } from '../slugs'
import { publishedFor } from './published'

/** Node (id, or '' for the whole book) → kind → how many resources hold it. */
export type NodeCounts = { total: number; byNode: ReadonlyMap<string, ReadonlyMap<string, number>> }

/** More resources than one book ever gets. */
const LIMIT = 20_000

/** What a viewer may see of one textbook, counted by one query. `textbook` are all names of the book: its id and key. */
export const countByNode = async ({
  payload,
  actor,
  textbook,
}: {
  payload: Payload
  actor: Actor | null
  textbook: string[]
}): Promise<NodeCounts> => {
  const { docs } = await payload.db.find<{ id: string; node?: string | null; kinds?: string | null }>({
    collection: SLUG.shelves,
    where: { and: [publishedFor(actor), { textbook: { in: textbook } }] },
    select: { node: true, kinds: true },
    limit: LIMIT,
    pagination: false,
  })
  const byNode = new Map<string, Map<string, number>>()
  for (const { node, kinds } of docs) {
    const counts = byNode.get(node ?? '') ?? new Map<string, number>()
    byNode.set(node ?? '', counts)
    for (const kind of kindsOf(kinds)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return { total: docs.length, byNode }
}
