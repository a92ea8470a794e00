import { readOptions } from './lib/readOptions.mjs'
import { withPayload } from './lib/withPayload'

const { values } = readOptions({
  usage: 'scripts/prepareDemo.ts --accounts FILE --url URL [--reindex]',
  options: {
    accounts: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    reindex: { type: 'boolean', default: false },
  },
})

// npm run migrate, seed and reindex in one process: loading the config takes longer than their work.
await withPayload({
  isPreparing: true,
  work: async ({ payload }) => {
    const { prepareDatabase } = await import('../src/prepareDatabase')
    const { importCatalogue } = await import('../seed/importCatalogue')
    const { seedAccounts } = await import('../seed/seedAccounts')
    await prepareDatabase({ payload })
    await importCatalogue({ payload })
    await seedAccounts({ payload, file: values.accounts, url: values.url })
    if (!values.reindex) return
    const { rebuildIndex } = await import('../src/search/rebuildIndex')
    await rebuildIndex({ payload })
  },
})
