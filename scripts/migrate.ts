import { getPayload } from 'payload'

import { stopWithOneLine } from './lib/stopWithOneLine'

/** The one step before anything starts: settings, database, store; each failure is one clear line. */
const migrate = async () => {
  const { env } = await import('../src/env')
  const settings = env()
  const { default: config } = await import('../payload.config')
  const { prepareDatabase } = await import('../src/prepareDatabase')
  const { storage } = await import('../src/storage')
  const payload = await getPayload({ config })
  await prepareDatabase({ payload })
  await storage().check()
  if (settings.MEILI_URL) {
    const answer = await fetch(`${settings.MEILI_URL}/health`).catch(() => null)
    if (!answer?.ok) throw new Error(`MEILI_URL ${settings.MEILI_URL}: no Meilisearch answers there`)
  }
  await payload.destroy()
}

await migrate().then(() => process.exit(0), stopWithOneLine)
