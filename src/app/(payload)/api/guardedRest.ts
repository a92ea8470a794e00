import { messageOf } from '../../../errors'
import { apiRequest } from '../../../library/apiRequest'
import { MAX_BODY_BYTES } from '../../../library/readBody'

type Handler = (request: Request, args: { params: Promise<{ slug?: string[] }> }) => Promise<Response>

const tooLarge = (): Response => {
  const params = { detail: `> ${MAX_BODY_BYTES / 1_000_000} MB` }
  const error = { code: 'BAD_INPUT', message: messageOf('BAD_INPUT', params), params }
  return Response.json({ errors: [error] }, { status: 413, headers: { 'Cache-Control': 'no-store' } })
}

/** Payload's REST handler behind `apiRequest`; no answer may be kept unless its endpoint says so. */
export const guardedRest =
  (handler: Handler): Handler =>
  async (request, args) => {
    const asked = await apiRequest(request)
    if (!asked) return tooLarge()
    const response = await handler(asked, args)
    if (!response.headers.has('cache-control')) response.headers.set('Cache-Control', 'no-store')
    return response
  }
