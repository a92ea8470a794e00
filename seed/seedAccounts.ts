import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

import type { Payload } from 'payload'

import { writePrivately } from '../scripts/lib/writePrivately.mjs'
import { systemActor } from '../src/domain/actor'
import type { Role } from '../src/domain/roles'
import { PEOPLE, seedPeople } from './people'

/** What `npm run journey` and the person who starts the demo read. */
export type AccountsFile = {
  /** Address of the installation. */
  url: string
  accounts: Record<string, { name: string; email: string; password: string; roles: Role[] }>
  /** Of the demo client app; '' until it is issued. */
  apiKey: string
  /** Keys of people whose password here may not be set yet: a seed that was killed goes on with them. */
  pending?: string[]
}

const readAccounts = (file: string): AccountsFile => {
  if (!existsSync(file)) return { url: '', accounts: {}, apiKey: '' }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as AccountsFile
  } catch (error) {
    throw new Error(`${file}: not an accounts file; move it away and start again`, { cause: error })
  }
}

/**
 * The demo people, with random passwords in a file that only its owner can read. The passwords are written before anybody
 * is made, so that no kill can lose one; who is there without a password in the file gets a new one, and so does the
 * client app its key.
 */
export const seedAccounts = async ({
  payload,
  file,
  url,
}: {
  payload: Payload
  file: string
  url: string
}): Promise<void> => {
  const known = readAccounts(file)
  const missing = PEOPLE.filter(({ key }) => !known.accounts[key]?.password)
  const pending = [...new Set([...(known.pending ?? []), ...missing.map(({ key }) => key)])]
  const fresh = missing.map(({ key, name, roles }) => {
    const password = randomBytes(9).toString('base64url')
    return [key, { name, email: `${key}@demo.example`, password, roles: roles.map(({ role }) => role) }]
  })
  const accounts: AccountsFile['accounts'] = { ...known.accounts, ...Object.fromEntries(fresh) }
  const write = (text: AccountsFile) => writePrivately({ file, text: `${JSON.stringify(text, null, 2)}\n` })
  write({ url, accounts, apiKey: known.apiKey, pending })
  const { apiKey } = await seedPeople({
    payload,
    actor: systemActor('seed'),
    passwordFor: (key) => accounts[key]?.password ?? '',
    isKnown: (key) => !pending.includes(key),
    hasClientKey: known.apiKey !== '',
  })
  write({ url, accounts, apiKey: apiKey ?? known.apiKey })
}
