import { randomBytes } from 'node:crypto'

import type { Payload } from 'payload'

import { env } from './env'
import { SLUG } from './slugs'

/**
 * The one step that runs before anything starts: SQLite migrations (MongoDB builds its indexes when the adapter
 * connects), and a first, disabled user, which closes Payload's public first-register page.
 */
export const prepareDatabase = async ({ payload }: { payload: Payload }): Promise<void> => {
  if (!env().isMongo) await payload.db.migrate()
  const { totalDocs } = await payload.count({ collection: SLUG.users })
  if (totalDocs > 0) return
  await payload.create({
    collection: SLUG.users,
    data: {
      email: 'system@localhost.invalid',
      password: randomBytes(32).toString('hex'),
      name: '系统',
      isDisabled: true,
    },
  })
}
