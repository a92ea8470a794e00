import { readFileSync } from 'node:fs'

type AccountsFile = { apiKey: string; accounts: Record<string, { name: string; email: string; password: string }> }

/** The accounts of the running demo. */
export const demoAccounts = (): AccountsFile =>
  JSON.parse(readFileSync(process.env.E2E_ACCOUNTS!, 'utf8')) as AccountsFile

/** A session token of one demo person. */
export const tokenOf = async (key: string): Promise<string> => {
  const { email, password } = demoAccounts().accounts[key]!
  const answer = await fetch(`${process.env.E2E_URL}/api/users/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const { token } = (await answer.json()) as { token?: string }
  if (!token) throw new Error(`${key} cannot sign in: ${answer.status}`)
  return token
}

export type Caller = <T>(
  path: string,
  init?: { method?: string; body?: unknown },
) => Promise<{ status: number; body: T }>

/** Calls the JSON interfaces as one demo person. */
export const callerOf = async (key: string): Promise<Caller> => {
  const headers = { Authorization: `JWT ${await tokenOf(key)}`, 'Content-Type': 'application/json' }
  return async <T>(path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) => {
    const answer = await fetch(`${process.env.E2E_URL}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as T }
  }
}

/** Asks until there is an answer; what is waited for happens in other processes. */
export const until = async <T>(
  ask: () => Promise<T | null | undefined | false>,
  seconds: number,
  what: string,
): Promise<T> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const answer = await ask()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${what}: not within ${seconds} s`)
}
