import { executeAuthStrategies, parseCookies, type Payload } from 'payload'

import { loadActor } from '../access/actor'
import type { Actor } from '../domain/actor'

/**
 * Payload takes its cookie only beside an Origin or Sec-Fetch-Site header that it trusts; browsers send neither with a GET
 * over plain http, nor a trusted one with a link from another site. A read needs no such guard: the cookie is SameSite=Lax
 * and no other site can see the answer.
 */
export const readingHeaders = ({ payload, headers }: { payload: Payload; headers: Headers }): Headers => {
  const token = parseCookies(headers).get(`${payload.config.cookiePrefix}-token`)
  const own = new Headers(headers)
  if (token && !headers.has('authorization')) own.set('authorization', `JWT ${token}`)
  return own
}

/**
 * Who asks for a page or a file: a person by cookie or token, an API client by key; null for anonymous visitors and for
 * people disabled since they signed in. For GET and HEAD only, which change nothing.
 */
export const viewerOf = async ({ payload, headers }: { payload: Payload; headers: Headers }): Promise<Actor | null> => {
  const { user } = await executeAuthStrategies({ payload, headers: readingHeaders({ payload, headers }) })
  if (!user || (user as { isDisabled?: boolean | null }).isDisabled) return null
  return loadActor({ payload, user: user as never })
}
