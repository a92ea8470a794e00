import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import { oneLineOf } from '../lib/oneLineOf'

export type Account = { email: string; password: string }

/** A refusal of the server, with its code. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    /** The server's own words. */
    readonly text: string,
    readonly status: number,
  ) {
    super(`${code}: ${text}`)
  }
}

type ErrorBody = {
  errors?: { code?: string; message?: string; data?: { code?: string }; extensions?: { code?: string } }[]
}

const refusalOf = async (answer: Response): Promise<Refusal> => {
  const body = (await answer.json().catch(() => ({}))) as ErrorBody
  const first = body.errors?.[0]
  const code = first?.code ?? first?.data?.code ?? first?.extensions?.code ?? `HTTP_${answer.status}`
  return new Refusal(code, first?.message ?? answer.statusText, answer.status)
}

/** Nobody answered at an address. */
export class NoAnswer extends Error {
  readonly code: string

  constructor({ url, cause }: { url: string; cause: unknown }) {
    const code = /\(([A-Z_]+)\)$/.exec(oneLineOf(cause))?.[1] ?? 'NO_ANSWER'
    super(`${url}: no answer (${code})`, { cause })
    this.code = code
  }
}

export type Client = {
  headers: Record<string, string>
  json: <T>(path: string, init?: { method?: string; body?: unknown }) => Promise<T>
  raw: (path: string, init?: RequestInit) => Promise<Response>
}

type ClientArgs = {
  url: string
  headers?: Record<string, string>
  /** Asked for new headers when a session ran out: a long encode outlives it. */
  renew?: () => Promise<Record<string, string>>
}

/** A caller of the public HTTP interfaces of one installation with one set of headers. */
export const createClient = ({ url, headers = {}, renew }: ClientArgs): Client => {
  const ask = (path: string, init: RequestInit) =>
    fetch(new URL(path, url), {
      ...init,
      headers: { ...client.headers, ...(init.headers as Record<string, string> | undefined) },
    }).catch((cause: unknown) => {
      throw new NoAnswer({ url, cause })
    })
  const client: Client = {
    headers,
    raw: async (path, init = {}) => {
      const answer = await ask(path, init)
      if (answer.status !== 401 || !renew) return answer
      await answer.body?.cancel()
      client.headers = await renew()
      return ask(path, init)
    },
    json: async <T>(path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) => {
      const answer = await client.raw(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      })
      if (!answer.ok) throw await refusalOf(answer)
      return (await answer.json()) as T
    },
  }
  return client
}

/** Signs in and answers a client with that session, which signs in again when the session ran out. */
export const signIn = async ({ url, account }: { url: string; account: Account }): Promise<Client> => {
  const { email, password } = account
  const renew = async () => {
    const body = { email, password }
    const { token } = await createClient({ url }).json<{ token: string }>('/api/users/login', { method: 'POST', body })
    return { Authorization: `JWT ${token}` }
  }
  return createClient({ url, headers: await renew(), renew })
}

/** A server that restarts or is overloaded for a moment. */
const isPassing = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Refusal && (error.status >= 500 || error.status === 429))

/**
 * Repeats `ask` until it answers something, at most `seconds`; the interval grows from 0.3 to 2 s. What passes (no answer,
 * 5xx) is asked again; it is thrown when the time is over.
 */
export const poll = async <T>({
  ask,
  seconds,
  what,
}: {
  ask: () => Promise<T | null>
  seconds: number
  what: string
}): Promise<T> => {
  const until = Date.now() + seconds * 1000
  for (let wait = 300; ; wait = Math.min(2000, wait * 1.3)) {
    let last: unknown = new Error(`${what}: nothing within ${seconds} s`)
    const answer = await ask().catch((error: unknown) => {
      if (!isPassing(error)) throw error
      last = error
      return null
    })
    if (answer !== null) return answer
    if (Date.now() > until) throw last
    await pause(wait)
  }
}

/** SHA-256 and size of a body, read as a stream. */
export const measureBody = async ({
  answer,
  onChunk,
}: {
  answer: Response
  onChunk?: (chunk: Uint8Array) => Promise<void>
}) => {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    size += chunk.length
    await onChunk?.(chunk)
  }
  return { sha256: hash.digest('hex'), size }
}
