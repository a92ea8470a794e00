import {
  createLocalReq,
  executeAuthStrategies,
  generateExpiredPayloadCookie,
  logoutOperation,
  type Payload,
} from 'payload'

import { env } from '../env'
import { SLUG } from '../slugs'
import { isOwnForm } from './isOwnForm'
import { readingHeaders } from './readingHeaders'

/** Ends the session on the server and removes the cookie; a form of another site is not heard. */
export const signOut = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Response> => {
  const answer = new Response(null, { status: 303, headers: { Location: '/', 'Cache-Control': 'no-store' } })
  if (!isOwnForm({ headers: request.headers, serverUrl: env().SERVER_URL })) return answer
  const headers = readingHeaders(request.headers)
  const { user } = await executeAuthStrategies({ payload, headers })
  if (user?.collection === SLUG.users) {
    const req = await createLocalReq({ user }, payload)
    await logoutOperation({ collection: payload.collections[SLUG.users], req })
  }
  const cookie = generateExpiredPayloadCookie({
    collectionAuthConfig: payload.collections[SLUG.users].config.auth,
    cookiePrefix: payload.config.cookiePrefix,
  })
  answer.headers.set('Set-Cookie', String(cookie))
  return answer
}
