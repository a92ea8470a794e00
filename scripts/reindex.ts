import { withPayload } from './lib/withPayload'

// The search index anew from the shelves; search goes on meanwhile.
await withPayload({
  work: async ({ payload }) => {
    const { rebuildIndex } = await import('../src/search/rebuildIndex')
    const rebuilt = await rebuildIndex({ payload })
    if (!rebuilt) throw new Error('MEILI_URL is not set: there is no index, search asks the database.')
    console.log(`Search index: ${rebuilt.documents} documents`)
  },
})
