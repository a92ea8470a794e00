import { sessionCookie } from '../cookies'
import { env } from '../env'

/**
 * Payload takes its cookie only beside an Origin or Sec-Fetch-Site header that it trusts; browsers send neither with a GET
 * over plain http, nor a trusted one with a link from another site. A read needs no such guard: the cookie is SameSite=Lax
 * and no other site can see the answer. For GET and HEAD only.
 */
export const readingHeaders = (headers: Headers): Headers => {
  const own = new Headers(headers)
  const start = `${sessionCookie(env().SERVER_URL)}=`
  const pair = (headers.get('cookie') ?? '').split(/; */).find((each) => each.startsWith(start))
  const token = pair?.slice(start.length) ?? ''
  if (/^[\w.-]+$/.test(token) && !headers.has('authorization')) own.set('authorization', `JWT ${token}`)
  return own
}
