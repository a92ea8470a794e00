import type { Endpoint, PayloadRequest } from 'payload'
import type { z } from 'zod'

import { actorOf, requireActor } from '../access/actor'
import type { Actor } from '../domain/actor'
import { AppError, isAppError, type Language, messageOf } from '../errors'
import { withDetail } from './details'

/** The language of a request, Chinese unless English is asked for. */
export const languageOf = (req: Pick<PayloadRequest, 'i18n'>): Language => (req.i18n?.language === 'en' ? 'en' : 'zh')

/** The error output of every own endpoint and route: a code to quote, a sentence, the parameters. */
export const errorResponse = ({ code, params, status }: AppError, language: Language): Response =>
  Response.json(
    { errors: [{ code, message: messageOf(code, withDetail(params, language), language), params }] },
    { status },
  )

type Asked<Who> = { req: PayloadRequest; actor: Who; params: Record<string, string>; query: URLSearchParams }
export type Call = Asked<Actor>
/** A call of anybody: null for anonymous visitors, an API client has no roles. */
export type PublicCall = Asked<Actor | null>

type Args<Who> = {
  method: Endpoint['method']
  path: string
  handler: (call: Asked<Who>) => Promise<unknown>
}

const jsonEndpoint =
  <Who>(findWho: (req: PayloadRequest) => Promise<Who>) =>
  ({ method, path, handler }: Args<Who>): Endpoint => ({
    method,
    path,
    handler: async (req) => {
      try {
        const actor = await findWho(req)
        const params = Object.fromEntries(
          Object.entries(req.routeParams ?? {}).map(([name, value]) => [name, String(value)]),
        )
        const query = new URL(req.url ?? '/', 'http://localhost').searchParams
        return Response.json((await handler({ req, actor, params, query })) ?? { ok: true }, {
          headers: { 'Cache-Control': 'no-store' },
        })
      } catch (error) {
        if (isAppError(error)) return errorResponse(error, languageOf(req))
        req.payload.logger.error({ err: error, msg: `${method} ${path}` })
        throw error
      }
    },
  })

/** A thin JSON endpoint for signed-in people (custom endpoints are public unless they check). */
export const endpoint = jsonEndpoint<Actor>(requireActor)

/** A thin JSON endpoint for everybody; the handler narrows by the audience of whoever asks. */
export const publicEndpoint = jsonEndpoint<Actor | null>(actorOf)

/** Parses a JSON body. @throws BAD_INPUT that names the wrong fields */
export const bodyOf = async <T>(req: PayloadRequest, schema: z.ZodType<T>): Promise<T> => {
  let body: unknown
  try {
    body = await req.json?.()
  } catch {
    throw new AppError('BAD_INPUT', { detail: 'JSON' })
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new AppError('BAD_INPUT', {
    detail: parsed.error.issues.map((issue) => issue.path.join('.') || issue.message).join(', '),
  })
}

/** A page number and size from the address, clamped (a size of 0 would be unbounded). */
export const pageOf = (query: URLSearchParams, most = 100): { page: number; limit: number } => {
  const whole = (name: string, fallback: number) => {
    const value = Number(query.get(name) ?? fallback)
    return Number.isInteger(value) && value > 0 ? value : fallback
  }
  return { page: Math.min(whole('page', 1), 10_000), limit: Math.min(whole('limit', 20), most) }
}
