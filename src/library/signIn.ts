import { generatePayloadCookie, type Payload } from 'payload'

import { env } from '../env'
import { SLUG } from '../slugs'
import { addressOf } from './address'
import { isOwnForm } from './isOwnForm'
import { localPath } from './localPath'

type Failure = 'wrong' | 'disabled' | 'origin' | 'failed'

/** Bytes of a login form: no more is read. */
const MAX_BYTES = 20_000

const seeOther = (location: string, headers: Record<string, string> = {}) =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', ...headers } })

const failed = (error: Failure, next: string) =>
  seeOther(addressOf({ path: '/login', values: { error, next: next === '/' ? '' : next } }))

/**
 * Why Payload refused, read from what the error carries: a build holds its classes several times, under short names, so
 * that `instanceof` says nothing about an error from inside it. A locked account answers like a wrong password: whoever
 * guesses addresses would else learn which of them exist. That an account is disabled is said after the right password.
 */
const failureOf = (error: unknown): Failure | null => {
  const { status = 500, code } = error as { status?: number; code?: string }
  if (code === 'FORBIDDEN') return 'disabled'
  return status >= 500 ? null : 'wrong'
}

/**
 * The login form of the public pages: sets Payload's own cookie and goes on to a path of this server. Every refusal leads
 * back to the form with a code; Payload counts the attempts. Only forms of our own pages are heard.
 */
export const signIn = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Response> => {
  const { headers } = request
  if (!isOwnForm({ headers, serverUrl: env().SERVER_URL })) return failed('origin', '/')
  if (!(Number(headers.get('content-length') ?? Infinity) <= MAX_BYTES)) return failed('failed', '/')
  const form = await request.formData().catch(() => new FormData())
  const field = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const next = localPath(field('next'))
  try {
    const { token } = await payload.login({
      collection: SLUG.users,
      data: { email: field('email').trim().toLowerCase(), password: field('password') },
    })
    if (!token) return failed('failed', next)
    const cookie = generatePayloadCookie({
      collectionAuthConfig: payload.collections[SLUG.users].config.auth,
      cookiePrefix: payload.config.cookiePrefix,
      token,
    })
    return seeOther(next, { 'Set-Cookie': String(cookie) })
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) payload.logger.error({ err: error, msg: 'login' })
    return failed(failure ?? 'failed', next)
  }
}
