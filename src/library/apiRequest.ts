import { MAX_BODY_BYTES, readBody } from './readBody'
import { readingHeaders } from './readingHeaders'

const READS = ['GET', 'HEAD']

const remake = ({ request, headers, body }: { request: Request; headers: Headers; body?: Uint8Array<ArrayBuffer> }) =>
  new Request(request.url, {
    method: request.method,
    headers,
    signal: request.signal,
    ...(body ? { body } : {}),
  })

/**
 * What Payload's REST API gets to see of a request. A read keeps its session cookie (see `readingHeaders`), except one
 * that names an origin: there Payload's own comparison decides. Any other body is read whole first, up to
 * `MAX_BODY_BYTES`. @returns null when the body is larger
 */
export const apiRequest = async (request: Request): Promise<Request | null> => {
  const { method, headers } = request
  if (READS.includes(method)) {
    return headers.has('origin') ? request : remake({ request, headers: readingHeaders(headers) })
  }
  if (!request.body) return request
  const body = await readBody({ request, maxBytes: MAX_BODY_BYTES })
  return body && remake({ request, headers, body })
}
