import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

export type Account = { email: string; password: string }

/** A refusal of the server, with its code. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(`${code}: ${message}`)
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

export type Client = {
  headers: Record<string, string>
  json: <T>(path: string, init?: { method?: string; body?: unknown }) => Promise<T>
  raw: (path: string, init?: RequestInit) => Promise<Response>
}

/** A caller of the public HTTP interfaces of one installation with one set of headers. */
export const createClient = ({ url, headers = {} }: { url: string; headers?: Record<string, string> }): Client => {
  const raw: Client['raw'] = (path, init = {}) =>
    fetch(new URL(path, url), {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
    })
  return {
    headers,
    raw,
    json: async <T>(path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) => {
      const answer = await raw(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      })
      if (!answer.ok) throw await refusalOf(answer)
      return (await answer.json()) as T
    },
  }
}

/** Signs in and answers a client with that session. */
export const signIn = async ({ url, account }: { url: string; account: Account }): Promise<Client> => {
  const { token } = await createClient({ url }).json<{ token: string }>('/api/users/login', {
    method: 'POST',
    body: account,
  })
  return createClient({ url, headers: { Authorization: `JWT ${token}` } })
}

/** Repeats `ask` until it answers something, at most `seconds`; the interval grows from 0.3 to 2 s. */
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
    const answer = await ask()
    if (answer !== null) return answer
    if (Date.now() > until) throw new Error(`${what}: nothing within ${seconds} s`)
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
