import type { Payload } from 'payload'

import { checkSettings } from './checkSettings'
import { stopWithOneLine } from './stopWithOneLine'

/** Whether `npm run migrate` was run: the first read of a table tells. */
const requireSchema = async (payload: Payload): Promise<void> => {
  await payload.count({ collection: 'users' }).catch((error: unknown) => {
    throw new Error('The database is not prepared: run npm run migrate first.', { cause: error })
  })
}

/**
 * Runs a script's work on this installation and ends the process; whatever goes wrong is one clear line. Nothing of the
 * installation is imported before its settings were found right: the config reads them when it is loaded.
 * @param isPreparing the work makes the schema itself, and every setting is looked at
 */
export const withPayload = async ({
  work,
  isPreparing = false,
}: {
  work: (args: { payload: Payload }) => Promise<void>
  isPreparing?: boolean
}): Promise<never> => {
  // A person waits for what the script says; the log is for the processes that go on.
  process.env.LOG_LEVEL ||= 'error'
  try {
    await checkSettings(isPreparing ? 'all' : 'script')
    const { getPayload } = await import('payload')
    const { default: config } = await import('../../payload.config')
    const payload = await getPayload({ config })
    if (!isPreparing) await requireSchema(payload)
    await work({ payload })
    await payload.destroy()
    return process.exit(0)
  } catch (error) {
    return stopWithOneLine(error)
  }
}
