import { MeilisearchError } from 'meilisearch'
import type { Payload } from 'payload'

import { SLUG } from '../slugs'
import type { ShelfRow } from '../workflow/rows'
import { markIndexed } from '../workflow/shelves'
import { breaker } from './breaker'
import { type SearchIndex, searchIndex } from './client'
import { isSearchAway } from './isSearchAway'
import { prepareIndex } from './prepareIndex'
import { rebuildIndex } from './rebuildIndex'
import { showRow } from './showRow'

type Args = { payload: Payload; shelf: string; signal?: AbortSignal }

/** A row that moves this often within one job is left to the next one. */
const ROUNDS = 20

/** A Meilisearch that hangs must not hold up the whole lane for its timeout with every shelf. */
const writing = breaker({ coolMs: 30_000 })

const show = async ({ payload, index, row }: { payload: Payload; index: SearchIndex; row: ShelfRow }) => {
  if (!writing.mayTry()) throw new MeilisearchError('Meilisearch did not answer a moment ago')
  try {
    if ((await prepareIndex(index)) === 'missing') await rebuildIndex({ payload })
    await showRow({ payload, index, row })
    writing.reset()
  } catch (error) {
    if (isSearchAway(error)) writing.trip()
    throw error
  }
}

/**
 * Brings the search index to what the shelf says now, and goes round again when the row moved meanwhile: a late upsert
 * must not bring a retired item back (ARCHITECTURE.md "Search index"). A lost index is built anew. Without MEILI_URL the row is only
 * marked. @throws Error when Meilisearch cannot be reached or its task fails: the job is tried again
 */
export const syncShelf = async ({ payload, shelf, signal }: Args): Promise<void> => {
  const index = searchIndex('write')
  for (let round = 0; round < ROUNDS; round++) {
    signal?.throwIfAborted()
    const row = await payload.db.findOne<ShelfRow>({ collection: SLUG.shelves, where: { id: { equals: shelf } } })
    if (!row) return
    if (index) await show({ payload, index, row })
    signal?.throwIfAborted()
    if (await markIndexed({ payload, row })) return
  }
  throw new Error(`Shelf ${shelf} moves faster than it can be indexed`)
}
