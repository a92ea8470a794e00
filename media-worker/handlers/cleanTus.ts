import type { Payload } from 'payload'

import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import { isTusId, removeTus } from '../../src/storage/tusStore'
import { findRows } from '../../src/workflow/transition'

/** Ids that are looked up together. */
const BATCH = 200

/** Ids of uploads of which something lies there that is older than `before` (ms). */
const idsInStore = async (before: number): Promise<string[]> => {
  const ids = new Set<string>()
  for await (const { key, modifiedAt } of storage().list({ prefix: 'uploads/' })) {
    const id = key.split('/')[1]?.split('.')[0] ?? ''
    if (isTusId(id) && modifiedAt.getTime() < before) ids.add(id)
  }
  return [...ids]
}

/**
 * Removes what lies in `uploads/` for longer than `olderThanMs` and belongs to no upload under way: parts that a cut request
 * still wrote after its upload had ended, copies that a killed job left. The row comes before the first byte, so that
 * nothing new is met.
 */
export const cleanTus = async ({ payload, olderThanMs }: { payload: Payload; olderThanMs: number }): Promise<void> => {
  const ids = await idsInStore(Date.now() - olderThanMs)
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH)
    const rows = await findRows({
      payload,
      slug: SLUG.uploads,
      where: { and: [{ tusId: { in: batch } }, { state: { in: ['receiving', 'received'] } }] },
    })
    const underWay = new Set(rows.map((row) => row.tusId))
    for (const id of batch) if (!underWay.has(id)) await removeTus({ id })
  }
}
