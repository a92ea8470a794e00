import { readOptions } from './lib/readOptions.mjs'
import { withPayload } from './lib/withPayload'

const { values } = readOptions({
  usage: 'npm run catalogue -- [--reset]',
  options: { reset: { type: 'boolean', default: false } },
})

// Vocabularies, districts and textbooks, without the demo's schools and people.
await withPayload({
  work: async ({ payload }) => {
    const { importCatalogue } = await import('../seed/importCatalogue')
    const { created, updated, kept, unchanged } = await importCatalogue({
      payload,
      isReset: values.reset,
      hasDemo: false,
    })
    console.log(
      `Catalogue: ${created} created, ${updated} updated, ${unchanged} as they were, ${kept} kept as edited here`,
    )
  },
})
