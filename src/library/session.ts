import { executeAuthStrategies, type Payload } from 'payload'

import { loadActor } from '../access/actor'
import type { Actor } from '../domain/actor'
import { readingHeaders } from './readingHeaders'

/**
 * Who asks for a page or a file: a person by cookie or token, an API client by key; null for anonymous visitors and for
 * people disabled since they signed in. For GET and HEAD only, which change nothing.
 */
export const viewerOf = async ({ payload, headers }: { payload: Payload; headers: Headers }): Promise<Actor | null> => {
  const { user } = await executeAuthStrategies({ payload, headers: readingHeaders(headers) })
  if (!user || (user as { isDisabled?: boolean | null }).isDisabled) return null
  return loadActor({ payload, user: user as never })
}
