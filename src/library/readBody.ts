/** Bytes of the largest JSON or form body that the REST API reads: the longest working copy has a tenth of it. */
export const MAX_BODY_BYTES = 1_000_000

/**
 * Reads a body of at most `maxBytes`, counting what comes, since a chunked one says no length and another may lie.
 * @returns null when it is larger; the rest is not read
 */
export const readBody = async ({
  request,
  maxBytes,
}: {
  request: Request
  maxBytes: number
}): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  const body = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return body
}
