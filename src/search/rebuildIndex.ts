import type { Payload } from 'payload'

import { searchDocument } from '../domain/searchDocument'
import { labelsOf } from '../library/labels'
import { ON_SHELF } from '../library/published'
import { SLUG } from '../slugs'
import type { ShelfRow } from '../workflow/rows'
import { markIndexed } from '../workflow/shelves'
import { findRows } from '../workflow/transition'
import { type SearchIndex, searchIndex } from './client'
import { finishTask } from './finishTask'
import { createIndex } from './prepareIndex'
import { showRow } from './showRow'
import { staleIndexes, temporaryUid } from './staleIndexes'

const BATCH = 500

type Place = { id: string; seq: number }

/** Id and seq of everything on the shelf, without the rest of the row. */
const onShelf = async (payload: Payload): Promise<Place[]> => {
  const { docs } = await payload.db.find<Place>({
    collection: SLUG.shelves,
    where: { state: { in: ON_SHELF } },
    select: { seq: true },
    limit: 0,
    pagination: false,
  })
  return docs
}

/** Writes every live shelf into an index. @returns the seq of each row as it was written */
const fill = async ({ payload, index }: { payload: Payload; index: SearchIndex }): Promise<Map<string, number>> => {
  const labels = await labelsOf({ payload })
  const written = new Map<string, number>()
  const ids = (await onShelf(payload)).map(({ id }) => id)
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await findRows({
      payload,
      slug: SLUG.shelves,
      where: { and: [{ id: { in: ids.slice(from, from + BATCH) } }, { state: { in: ON_SHELF } }] },
    })
    if (rows.length === 0) continue
    const documents = rows.map((shelf) => searchDocument({ shelf, labels }))
    await finishTask({ client: index.client, task: await index.client.index(index.uid).addDocuments(documents) })
    for (const row of rows) written.set(row.id, row.seq)
  }
  return written
}

type Caught = { payload: Payload; written: Map<string, number> }

/** Rows that moved since they were written: their own job may have written into the old index. */
const movedSince = async ({ payload, written }: Caught): Promise<string[]> => {
  const now = new Map((await onShelf(payload)).map(({ id, seq }) => [id, seq]))
  return [...new Set([...now.keys(), ...written.keys()])].filter((id) => now.get(id) !== written.get(id))
}

const rowOf = (payload: Payload, id: string) =>
  payload.db.findOne<ShelfRow>({ collection: SLUG.shelves, where: { id: { equals: id } } })

/** Says so in the rows themselves, so that the sweep indexes them again should this process die after the swap. */
const markMoved = async ({ payload, written }: Caught): Promise<void> => {
  for (const id of await movedSince({ payload, written })) {
    for (;;) {
      const row = await rowOf(payload, id)
      if (!row) break
      const won = await payload.db.updateOne({
        collection: SLUG.shelves,
        where: { and: [{ id: { equals: id } }, { seq: { equals: row.seq } }] },
        data: { indexDue: true },
        options: { atomic: true },
      })
      if (won) break
    }
  }
}

const catchUp = async ({ payload, index, written }: Caught & { index: SearchIndex }): Promise<void> => {
  for (const id of await movedSince({ payload, written })) {
    for (;;) {
      const row = await rowOf(payload, id)
      if (!row) break
      await showRow({ payload, index, row })
      if (await markIndexed({ payload, row })) break
    }
  }
}

/**
 * Gives the filled index its name at once. Where there is none yet it is renamed: an empty one would pass for ready.
 * @returns whether an index was swapped out and lies under the temporary name
 */
const takePlace = async ({ client, uid, fresh }: SearchIndex & { fresh: string }): Promise<boolean> => {
  const place = async (rename: boolean) =>
    finishTask({
      client,
      task: await client.swapIndexes([{ indexes: [fresh, uid], rename }]),
      // Another rebuild was first.
      tolerate: rename ? ['index_already_exists'] : [],
    })
  const isThere = (await client.getRawIndexes({ limit: 1000 })).results.some((each) => each.uid === uid)
  if (!isThere && (await place(true)).status === 'succeeded') return false
  await place(false)
  return true
}

const remove = async ({ payload, client, uid }: SearchIndex & { payload: Payload }): Promise<void> => {
  // Should this fail, what was done counts and an unused index stays: the next rebuild removes it.
  await client.deleteIndex(uid).catch((err: unknown) => payload.logger.warn({ err, msg: `Index ${uid} stays` }))
}

/**
 * For operators, and when the index is lost: writes everything on the shelf into a fresh index, swaps it in at once,
 * so that search goes on meanwhile, then repeats what moved in between. May run at any time and any number of times, and
 * die anywhere: rows that moved before the swap are marked, and until the end its temporary index tells `ensureIndex`.
 * @returns how many documents; null when MEILI_URL is unset
 * @throws Error when Meilisearch cannot be reached or its task fails
 */
export const rebuildIndex = async ({ payload }: { payload: Payload }): Promise<{ documents: number } | null> => {
  const index = searchIndex('write')
  if (!index) return null
  const { client, uid } = index
  const stale = await staleIndexes(index)
  const fresh: SearchIndex = { client, uid: temporaryUid(uid) }
  let isInPlace = false
  try {
    await createIndex(fresh)
    const written = await fill({ payload, index: fresh })
    await markMoved({ payload, written })
    const isSwapped = await takePlace({ client, uid, fresh: fresh.uid })
    isInPlace = true
    await catchUp({ payload, index, written })
    for (const each of isSwapped ? [fresh.uid, ...stale] : stale) await remove({ payload, client, uid: each })
    return { documents: written.size }
  } catch (error) {
    if (!isInPlace) await remove({ payload, client, uid: fresh.uid })
    throw error
  }
}
