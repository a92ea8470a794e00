import { NOWHERE, type Place } from './audience'
import type { Grant } from './roles'

/** Who acts: a signed-in person with grants and place, or an API client that only reads. */
export type Actor = { id: string; kind: 'user' | 'client'; name: string; grants: Grant[]; place: Place }

/** An actor for what the machine itself does; `name` goes into the audit event. */
export const systemActor = (name: string): Actor => ({
  id: `system:${name}`,
  kind: 'user',
  name,
  grants: [],
  place: NOWHERE,
})
