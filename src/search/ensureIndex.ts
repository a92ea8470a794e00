import type { Payload } from 'payload'

import { ON_SHELF } from '../library/published'
import { SLUG } from '../slugs'
import { type SearchIndex, searchIndex } from './client'
import { prepareIndex } from './prepareIndex'
import { rebuildIndex } from './rebuildIndex'
import { staleIndexes } from './staleIndexes'

/** Fewer documents than rows that the index is said to show: it was lost and begun anew by a single write. */
const isShort = async ({ payload, index }: { payload: Payload; index: SearchIndex }): Promise<boolean> => {
  const { numberOfDocuments } = await index.client.index(index.uid).getStats()
  const { totalDocs } = await payload.db.count({
    collection: SLUG.shelves,
    where: { and: [{ state: { in: ON_SHELF } }, { indexDue: { equals: false } }] },
  })
  return numberOfDocuments < totalDocs
}

/**
 * Brings the index back where it is lost: nothing else would before the next publication. Rebuilds it when it is missing,
 * when a rebuild died between its swap and its end (its temporary index is still there) or when documents are missing,
 * and brings its settings up to date. For operators, the start of a worker and once an hour; harmless at any time.
 * @returns 'off' without MEILI_URL
 * @throws Error when Meilisearch cannot be reached or its task fails
 */
export const ensureIndex = async ({
  payload,
}: {
  payload: Payload
}): Promise<'ready' | 'updated' | 'rebuilt' | 'off'> => {
  const index = searchIndex('write')
  if (!index) return 'off'
  const found = await prepareIndex(index)
  // Asked twice: between its two counts a resource may be published or retired.
  const isLost =
    found === 'missing' ||
    (await staleIndexes(index)).length > 0 ||
    ((await isShort({ payload, index })) && (await isShort({ payload, index })))
  if (!isLost) return found
  await rebuildIndex({ payload })
  return 'rebuilt'
}
