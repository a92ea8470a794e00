import config from '@payload-config'
import { redirect, unstable_rethrow } from 'next/navigation'
import { getPayload } from 'payload'
import type { ReactNode } from 'react'

/** Logs a failure; a database that is away takes Payload's logger with it. */
const log = async (error: unknown): Promise<void> => {
  try {
    const payload = await getPayload({ config })
    payload.logger.error({ err: error, msg: 'A public page failed' })
  } catch {
    process.stderr.write(`A public page failed: ${error instanceof Error ? error.stack : String(error)}\n`)
  }
}

/** A page whose failure is shown without script (Next's own error page needs one). */
export const guarded =
  <Props>(render: (props: Props) => Promise<ReactNode>) =>
  async (props: Props): Promise<ReactNode> => {
    try {
      return await render(props)
    } catch (error) {
      unstable_rethrow(error)
      await log(error)
      redirect('/trouble')
    }
  }
