import type { Readable } from 'node:stream'

/** Milliseconds after which a running answer asks again whether it may go on. */
const CHECK_EVERY_MS = 3000

/**
 * A stored file's stream as the body of an answer. Reads only what the client takes, one chunk at a time; closes the
 * source when the client goes away. A long answer asks now and then whether it may go on, so that a take-down also ends
 * what is being played.
 */
export const deliveryStream = ({
  source,
  mayGoOn,
  checkEveryMs = CHECK_EVERY_MS,
}: {
  source: Readable
  mayGoOn: () => Promise<boolean>
  checkEveryMs?: number
}): ReadableStream<Uint8Array> => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  let checkedAt = Date.now()
  const check = async () => {
    if (Date.now() - checkedAt < checkEveryMs) return
    // Next takes an AbortError for a closed connection, which is what the client shall see.
    if (!(await mayGoOn())) throw new DOMException('The file is no longer delivered', 'AbortError')
    checkedAt = Date.now()
  }
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          await check()
          const next = await chunks.next()
          if (next.done) controller.close()
          else controller.enqueue(next.value)
        } catch (error) {
          source.destroy()
          controller.error(error)
        }
      },
      cancel: () => void source.destroy(),
    },
    { highWaterMark: 0 },
  )
}
