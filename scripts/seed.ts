import path from 'node:path'

import { readOptions } from './lib/readOptions.mjs'
import { fromCaller } from './lib/setUp.mjs'
import { withPayload } from './lib/withPayload'

const { values } = readOptions({
  usage: 'npm run seed -- [--accounts FILE] [--url URL] [--reset]',
  options: {
    accounts: { type: 'string' },
    url: { type: 'string' },
    reset: { type: 'boolean', default: false },
  },
})

// Catalogue, demo county and demo people; their random passwords lie in a file that only its owner can read.
await withPayload({
  work: async ({ payload }) => {
    const { env } = await import('../src/env')
    const { importCatalogue } = await import('../seed/importCatalogue')
    const { seedAccounts } = await import('../seed/seedAccounts')
    const file = values.accounts ? fromCaller(values.accounts) : path.join(env().DATA_DIR, 'accounts.json')
    await importCatalogue({ payload, isReset: values.reset })
    await seedAccounts({ payload, file, url: values.url ?? env().SERVER_URL })
    if (!values.accounts) console.log(`账号 Accounts: ${file}`)
  },
})
