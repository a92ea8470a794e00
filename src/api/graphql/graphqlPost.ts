import { createPayloadRequest, headersWithCors, type SanitizedConfig } from 'payload'

import { readBody } from '../../library/readBody'
import { answerQuery } from './answerQuery'

/** Longest body that is read, in bytes. */
const MAX_BYTES = 64 * 1024

const refusal = (status: number, code: string, message: string) => ({
  status,
  body: { errors: [{ message, extensions: { code } }] },
})

const answer = async (request: Request, context: Parameters<typeof answerQuery>[0]['context']) => {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return refusal(415, 'BAD_INPUT', 'Send application/json.')
  }
  const bytes = await readBody({ request, maxBytes: MAX_BYTES })
  if (!bytes) return refusal(413, 'QUERY_TOO_LARGE', `At most ${MAX_BYTES} bytes are read.`)
  let input: unknown
  try {
    input = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return refusal(400, 'BAD_INPUT', 'The body is no JSON.')
  }
  return answerQuery({ input, context })
}

/** An answer even to what nobody thought of: with a code, and without what went wrong. */
const answerAlways = async (request: Request, context: Parameters<typeof answerQuery>[0]['context']) => {
  try {
    return await answer(request, context)
  } catch (error) {
    context.req.payload.logger.error({ err: error, msg: 'GraphQL' })
    return refusal(500, 'INTERNAL', 'Something went wrong.')
  }
}

/**
 * `POST /api/graphql` for client apps, with Payload's own sign-in and schema. Instead of Payload's handler, because that
 * one answers 500 to a variable of the wrong type and gives errors without a code. Client keys go into the header
 * `Authorization: api-clients API-Key …`; who sends neither key nor session sees what is national.
 */
export const graphqlPost =
  (config: Promise<SanitizedConfig> | SanitizedConfig) =>
  async (request: Request): Promise<Response> => {
    const req = await createPayloadRequest({ canSetHeaders: true, config, request })
    const { status, body } = await answerAlways(request, { req })
    const headers = headersWithCors({ headers: new Headers(req.responseHeaders), req })
    headers.set('Content-Type', 'application/json; charset=utf-8')
    headers.set('Cache-Control', 'no-store')
    return new Response(JSON.stringify(body), { status, headers })
  }
