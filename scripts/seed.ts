import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { getPayload } from 'payload'

import config from '../payload.config'
import { importCatalogue } from '../seed/importCatalogue'
import { seedPeople } from '../seed/people'
import { systemActor } from '../src/domain/actor'
import { stopWithOneLine } from './lib/stopWithOneLine'

const { values } = parseArgs({
  options: { accounts: { type: 'string' }, url: { type: 'string', default: 'http://localhost:3000' } },
})

type AccountsFile = {
  url: string
  accounts: Record<string, { name: string; email: string; password: string; roles: string[] }>
  apiKey: string
}

/** Catalogue and demo people; random passwords, kept in a file that only its owner can read. */
const seed = async () => {
  const payload = await getPayload({ config })
  await importCatalogue({ payload })
  const { accounts, apiKey } = await seedPeople({
    payload,
    actor: systemActor('seed'),
    passwordFor: () => randomBytes(9).toString('base64url'),
  })
  if (values.accounts) {
    const known: AccountsFile = existsSync(values.accounts)
      ? (JSON.parse(readFileSync(values.accounts, 'utf8')) as AccountsFile)
      : { url: values.url, accounts: {}, apiKey: '' }
    known.url = values.url
    for (const { key, name, email, password, roles } of accounts)
      if (password) known.accounts[key] = { name, email, password, roles }
    if (apiKey) known.apiKey = apiKey
    writeFileSync(values.accounts, JSON.stringify(known, null, 2), { mode: 0o600 })
  }
  await payload.destroy()
}

await seed().then(() => process.exit(0), stopWithOneLine)
