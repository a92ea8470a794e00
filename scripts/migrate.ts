import { withPayload } from './lib/withPayload'

// The one step before anything starts: settings, database, store; each failure is one clear line.
await withPayload({
  isPreparing: true,
  work: async ({ payload }) => {
    const { prepareDatabase } = await import('../src/prepareDatabase')
    await prepareDatabase({ payload })
  },
})
