import { withPayload } from './lib/withPayload'

const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => stopping.abort(new Error('stopped')))

// The demo's resources, with web and worker running; what was interrupted goes on.
await withPayload({
  work: async ({ payload }) => {
    const { seedDemoContent } = await import('../seed/demoContent')
    await seedDemoContent({
      payload,
      signal: stopping.signal,
      onItem: ({ title, number, count }) => console.log(`        ${number}/${count} ${title}`),
    })
  },
})
