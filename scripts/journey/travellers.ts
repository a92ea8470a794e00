import type { Office } from './approve'
import { type Account, type Client, createClient, signIn } from './client'

/** What a journey reads of an accounts file; README says what else stands in it. */
export type Accounts = { url?: string; apiKey: string; accounts: Record<string, Account> }

export type Travellers = { teacher: Client; content: Office; technical: Office; school: Client; app: Client }

/** Signs in everybody that a journey needs. @throws Error that says who could not */
export const signInAll = async ({ url, accounts }: { url: string; accounts: Accounts }): Promise<Travellers> => {
  const as = (key: string) => {
    const account = accounts.accounts?.[key]
    if (!account) throw new Error(`The accounts file names nobody for “${key}”`)
    return signIn({ url, account })
  }
  return {
    teacher: await as('teacher'),
    content: { client: await as('content'), track: 'content' },
    technical: { client: await as('technical'), track: 'technical' },
    school: await as('viewer'),
    app: createClient({ url, headers: { Authorization: `api-clients API-Key ${accounts.apiKey}` } }),
  }
}
