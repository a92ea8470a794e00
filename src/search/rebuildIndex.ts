import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import { searchDocument } from '../domain/searchDocument'
import { labelsOf } from '../library/labels'
import { ON_SHELF } from '../library/published'
import { SLUG } from '../slugs'
import type { ShelfRow } from '../workflow/rows'
import { findRows } from '../workflow/transition'
import { type SearchIndex, searchIndex } from './client'
import { finishTask } from './finishTask'
import { createIndex } from './prepareIndex'
import { showRow } from './showRow'

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

/** What moved while the new index was filled: its own job may have written into the old one. */
const catchUp = async ({
  payload,
  index,
  written,
}: {
  payload: Payload
  index: SearchIndex
  written: Map<string, number>
}): Promise<void> => {
  const now = new Map((await onShelf(payload)).map(({ id, seq }) => [id, seq]))
  const moved = [...new Set([...now.keys(), ...written.keys()])].filter((id) => now.get(id) !== written.get(id))
  for (const id of moved) {
    for (;;) {
      const row = await payload.db.findOne<ShelfRow>({ collection: SLUG.shelves, where: { id: { equals: id } } })
      if (!row) break
      await showRow({ payload, index, row })
      const after = await payload.db.findOne<ShelfRow>({ collection: SLUG.shelves, where: { id: { equals: id } } })
      if (after?.seq === row.seq) break
    }
  }
}

/**
 * For operators, and when the index is lost: writes everything on the shelf into a fresh index, swaps it in at once,
 * so that search goes on meanwhile, then repeats what moved in between. May run at any time and any number of times.
 * @returns how many documents; null when MEILI_URL is unset
 */
export const rebuildIndex = async ({ payload }: { payload: Payload }): Promise<{ documents: number } | null> => {
  const index = searchIndex('write')
  if (!index) return null
  const { client, uid } = index
  const fresh: SearchIndex = { client, uid: `${uid}-${randomUUID().slice(0, 8)}` }
  try {
    await createIndex(fresh)
    const written = await fill({ payload, index: fresh })
    const created = await client.createIndex(uid, { primaryKey: 'id' })
    await finishTask({ client, task: created, tolerate: ['index_already_exists'] })
    await finishTask({ client, task: await client.swapIndexes([{ indexes: [uid, fresh.uid], rename: false }]) })
    await catchUp({ payload, index, written })
    return { documents: written.size }
  } finally {
    // What it held before the swap. Should this fail, the first error counts and an unused index stays.
    await client.deleteIndex(fresh.uid).catch((err: unknown) => payload.logger.warn({ err, msg: fresh.uid }))
  }
}
