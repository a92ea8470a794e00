import type { Payload } from 'payload'

import { appendEvent } from '../audit/appendEvent'
import { insertOnce } from '../audit/insertOnce'
import type { PendingEntry } from '../domain/entries'
import { SLUG } from '../slugs'
import { jobRow } from './jobRow'
import type { MovedSlug, Rows } from './rows'

type Target = { payload: Payload; slug: MovedSlug; id: string }

const copyOut = async ({ payload, slug, id }: Target, entry: PendingEntry): Promise<void> => {
  const entity = `${slug}/${id}`
  const key = `${entity}:${entry.seq}:${entry.n}`
  if (entry.kind === 'event') {
    const { seq, n, type, actor, at } = entry
    await appendEvent({ payload, event: { entity, seq, n, type, actor, at, data: entry.data ?? {} } })
  } else if (entry.kind === 'job') {
    await insertOnce({ payload, slug: SLUG.jobs, key, data: jobRow({ entry, entity, at: entry.at }) })
  } else {
    const { user, type, params, at } = entry
    await insertOnce({ payload, slug: SLUG.notices, key, data: { user, type, params, at, readAt: '' } })
  }
}

/**
 * Copies a row's pending entries with seq > drainedSeq out in order under their unique (entity, seq, n), then marks
 * the row clean if it has not moved meanwhile, else starts again. Any number of drains may run at once.
 */
export const drainRow = async ({ payload, slug, id }: Target): Promise<void> => {
  for (;;) {
    const row = await payload.db.findOne<Rows[MovedSlug]>({ collection: slug, where: { id: { equals: id } } })
    if (!row || !row.dirty) return
    const due = (row.pending ?? [])
      .filter((entry) => entry.seq > row.drainedSeq)
      .sort((a, b) => a.seq - b.seq || a.n - b.n)
    for (const entry of due) await copyOut({ payload, slug, id }, entry)
    const marked = await payload.db.updateOne({
      collection: slug,
      where: { and: [{ id: { equals: id } }, { seq: { equals: row.seq } }] },
      data: { drainedSeq: row.seq, dirty: false },
      options: { atomic: true },
    })
    if (marked) return
  }
}
