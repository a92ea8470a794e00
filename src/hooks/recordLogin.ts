import type { CollectionAfterLoginHook } from 'payload'

import { recordStreamEvent } from '../audit/recordStreamEvent'

/** Every log-in is an audit event (等保: who, when, success). */
export const recordLogin: CollectionAfterLoginHook = async ({ req, user }) => {
  await recordStreamEvent({ payload: req.payload, type: 'session.login', actor: String(user.id) })
}
