import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import type { Payload } from 'payload'

import { createLocker } from '../../src/api/uploads/locker'
import { SLUG } from '../../src/slugs'
import { type Child, prepareChildren } from '../support/kill'
import type { LockTask } from '../support/lockChild'
import { type Running, startPayload } from '../support/payload'

// Run alone: npm test -- int --only locker
let running: Running
let payload: Payload
let prepared: Awaited<ReturnType<typeof prepareChildren>>
let other: Child

beforeAll(async () => {
  running = await startPayload({ name: 'locker' })
  payload = running.payload
  prepared = await prepareChildren('lockChild.ts')
  other = await prepared.start()
}, 120_000)
afterAll(async () => {
  await other?.kill()
  await prepared?.remove()
  await running.stop()
})

type Asked = { key: string; patience?: number; onWanted?: () => Promise<void> }
const take = async ({ key, patience = 30_000, onWanted = async () => undefined }: Asked) => {
  const lock = createLocker({ payload }).newLock(key)
  await lock.lock(AbortSignal.timeout(patience), onWanted as never)
  return lock
}
const ask = (task: LockTask, child = other) => child.ask<number>(task)

describe('the lock of an upload', () => {
  it('should be held by one of two processes at a time', async () => {
    const key = randomUUID()
    await ask({ do: 'lock', key, isStubborn: true })
    await expect(take({ key, patience: 1000 })).rejects.toBeDefined()
    const waiting = take({ key })
    const freedAt = await ask({ do: 'unlock', key })
    const lock = await waiting
    expect(Date.now()).toBeGreaterThanOrEqual(freedAt)
    const next = ask({ do: 'lock', key })
    expect(await Promise.race([next, pause(1000, 'still held')])).toBe('still held')
    await lock.unlock()
    await next
    await ask({ do: 'unlock', key })
    const { totalDocs } = await payload.db.count({ collection: SLUG.uploadLocks, where: { key: { equals: key } } })
    expect(totalDocs).toBe(0)
  })

  it('should be let go by a holder who is asked from another process', async () => {
    const key = randomUUID()
    await ask({ do: 'lock', key })
    const lock = await take({ key, patience: 10_000 })
    await lock.unlock()
  })

  it('should tell its holder when another process wants it', async () => {
    const key = randomUUID()
    let isWanted: () => void = () => undefined
    const wanted = new Promise<void>((resolve) => (isWanted = resolve))
    const lock = await take({ key, onWanted: async () => isWanted() })
    const next = ask({ do: 'lock', key })
    await wanted
    await lock.unlock()
    await next
    await ask({ do: 'unlock', key })
  })

  it('should end with its lease when its holder died', async () => {
    const key = randomUUID()
    const dying = await prepared.start()
    const heldAt = await ask({ do: 'lock', key, isStubborn: true }, dying)
    await dying.kill()
    await expect(take({ key, patience: 1000 })).rejects.toBeDefined()
    const lock = await take({ key, patience: 40_000 })
    // The lease is 15 s, and was perhaps renewed once.
    expect(Date.now() - heldAt).toBeGreaterThan(10_000)
    await lock.unlock()
  }, 60_000)
})
