import type { Payload } from 'payload'

import type { EventType } from '../domain/entries'
import { SLUG } from '../slugs'
import { appendEvent } from './appendEvent'

type Args = { payload: Payload; type: EventType; actor: string; data?: Record<string, unknown>; now?: Date }

/**
 * Records an event that has no row of its own (a log-in, an export) under a daily stream entity with its own sequence.
 * @throws Error when 20 others took the next number each time
 */
export const recordStreamEvent = async ({ payload, type, actor, data = {}, now = new Date() }: Args): Promise<void> => {
  const at = now.toISOString()
  const entity = `stream/${at.slice(0, 10)}`
  for (let attempt = 0; attempt < 20; attempt++) {
    const last = await payload.db.find<{ seq: number }>({
      collection: SLUG.auditEvents,
      where: { entity: { equals: entity } },
      sort: '-position',
      limit: 1,
      pagination: false,
    })
    const seq = (last.docs[0]?.seq ?? 0) + 1
    if (await appendEvent({ payload, event: { entity, seq, n: 0, type, actor, at, data } })) return
  }
  throw new Error(`No free number in ${entity}`)
}
