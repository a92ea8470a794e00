import { getPayload } from 'payload'

import config from '../../payload.config'
import { createLocker } from '../../src/api/uploads/locker'

/** What the parent may ask for: hold a key until somebody else wants it or for ever, and let it go. */
export type LockTask = { do: 'lock'; key: string; isStubborn?: boolean } | { do: 'unlock'; key: string }

const payload = await getPayload({ config })
const locker = createLocker({ payload })
const locks = new Map<string, ReturnType<typeof locker.newLock>>()

const work = async (task: LockTask): Promise<number> => {
  if (task.do === 'unlock') {
    await locks.get(task.key)?.unlock()
    return Date.now()
  }
  const lock = locker.newLock(task.key)
  locks.set(task.key, lock)
  await lock.lock(new AbortController().signal, async () => {
    if (!task.isStubborn) await lock.unlock()
  })
  return Date.now()
}

process.on('message', (task: LockTask) => {
  work(task).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
