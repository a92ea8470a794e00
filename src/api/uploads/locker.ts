import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import { ERRORS, type Lock, type Locker } from '@tus/server'
import type { Payload } from 'payload'

import { insertOnce } from '../../audit/insertOnce'
import { SLUG } from '../../slugs'

type LockRow = { id: string; key: string; token: string; leaseUntil: string; isReleaseAsked: boolean }

/** Milliseconds for which a lock holds without renewal, and between two looks at it. */
const LEASE = 15_000
const LOOK = 300

const leaseEnd = () => new Date(Date.now() + LEASE).toISOString()

/**
 * Locks for `@tus/server` as rows with token and lease, shared by all web processes: a process that died holds nothing
 * for longer than its lease, and who wants an upload can ask its holder to let go.
 */
export const createLocker = ({ payload }: { payload: Payload }): Locker => {
  const update = ({ key, token, data }: { key: string; token: string; data: Partial<LockRow> }) =>
    payload.db.updateOne({
      collection: SLUG.uploadLocks,
      where: { and: [{ key: { equals: key } }, { token: { equals: token } }] },
      data,
      options: { atomic: true },
    })

  const acquire = async (key: string, token: string): Promise<boolean> => {
    const fresh = { token, leaseUntil: leaseEnd(), isReleaseAsked: false }
    if (await insertOnce({ payload, slug: SLUG.uploadLocks, key, data: fresh })) return true
    const held = await payload.db.findOne<LockRow>({ collection: SLUG.uploadLocks, where: { key: { equals: key } } })
    if (!held) return false
    if (held.leaseUntil < new Date().toISOString())
      return (await update({ key, token: held.token, data: fresh })) !== null
    if (!held.isReleaseAsked) await update({ key, token: held.token, data: { isReleaseAsked: true } })
    return false
  }

  const newLock = (key: string): Lock => {
    const token = randomUUID()
    let watch: NodeJS.Timeout | undefined
    return {
      lock: async (signal, cancelRequest) => {
        while (!(await acquire(key, token))) {
          if (signal.aborted) throw ERRORS.ERR_LOCK_TIMEOUT
          await pause(LOOK)
        }
        const look = async () => {
          const row = await update({ key, token, data: { leaseUntil: leaseEnd() } })
          if (!row || (row as unknown as LockRow).isReleaseAsked) await cancelRequest()
        }
        watch = setInterval(() => {
          look().catch((error: unknown) => payload.logger.warn({ err: error, msg: `lock of upload ${key}` }))
        }, LOOK * 5)
      },
      unlock: async () => {
        clearInterval(watch)
        await payload.db.deleteMany({
          collection: SLUG.uploadLocks,
          where: { and: [{ key: { equals: key } }, { token: { equals: token } }] },
        })
      },
    }
  }
  return { newLock }
}
