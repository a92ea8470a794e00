import type { Payload } from 'payload'

import { canonicalHash } from '../domain/canonical'
import type { EventType } from '../domain/entries'
import { SLUG } from '../slugs'
import { insertOnce } from './insertOnce'

export type AuditEvent = {
  entity: string
  seq: number
  n: number
  type: EventType
  actor: string
  at: string
  data: Record<string, unknown>
}

/** Orders the events of one entity: at most 1000 entries a transition. */
export const positionOf = ({ seq, n }: { seq: number; n: number }): number => seq * 1000 + n

/** The hash of an event: its entry as canonical JSON and the previous event's hash, never a database time (R78). */
export const eventHash = (event: AuditEvent, previousHash: string): string => canonicalHash({ event, previousHash })

/**
 * Appends one event to its entity's chain; calling it again with the same (entity, seq, n) changes nothing. Events of an
 * entity must come in order: the caller has appended all lower positions before.
 * @returns whether this call inserted it
 */
export const appendEvent = async ({ payload, event }: { payload: Payload; event: AuditEvent }): Promise<boolean> => {
  const position = positionOf(event)
  const before = await payload.db.find<{ hash: string }>({
    collection: SLUG.auditEvents,
    where: { and: [{ entity: { equals: event.entity } }, { position: { less_than: position } }] },
    sort: '-position',
    limit: 1,
    pagination: false,
  })
  const previousHash = before.docs[0]?.hash ?? ''
  return insertOnce({
    payload,
    slug: SLUG.auditEvents,
    key: `${event.entity}:${event.seq}:${event.n}`,
    data: { ...event, position, previousHash, hash: eventHash(event, previousHash) },
  })
}
