import { appendFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

import { getPayload } from 'payload'

import config from '../payload.config'
import type { Handler, Handlers } from '../src/jobs/handler'
import { claimJob, enqueue } from '../src/jobs/queue'
import { runJob } from '../src/jobs/runJob'
import { prepareDatabase } from '../src/prepareDatabase'

const [role = '', log = ''] = process.argv.slice(2)
const payload = await getPayload({ config })

/** Work of 40 ms that says when it is in the middle. */
const work: Handler = async () => {
  await pause(20)
  process.send?.('working')
  await pause(20)
}
const handlers = new Proxy({} as Handlers, { get: () => work })
const options = { payload, leaseSeconds: 2, maxClaims: 10 }

const doneCount = async (): Promise<number> =>
  (
    await payload.db.count({
      collection: 'jobs',
      where: { and: [{ key: { like: 'bench:' } }, { state: { equals: 'done' } }] },
    })
  ).totalDocs

if (role.startsWith('setup:')) {
  const wanted = Number(role.slice('setup:'.length))
  await prepareDatabase({ payload })
  for (let n = 0; n < wanted; n++) await enqueue({ payload, key: `bench:${n}`, type: 'advanceRevision' })
  process.send?.('ready')
  const until = Date.now() + 120_000
  while ((await doneCount()) < wanted && Date.now() < until) await pause(100)
  writeFileSync(`${log}.missing`, String(wanted - (await doneCount())))
  process.send?.('finished')
  await pause(600_000)
} else {
  process.send?.('ready')
  await new Promise((resolve) => process.once('message', resolve))
  const stop = new AbortController().signal
  for (;;) {
    const claimed = await claimJob({ ...options, lane: 'light', worker: String(process.pid) })
    if (!claimed) await pause(50)
    else if (
      !claimed.isDead &&
      (await runJob({ ...options, job: claimed.job, handlers, stop, onDead: async () => {} })) === 'done'
    ) {
      appendFileSync(log, `${claimed.job.key}\n`)
    }
  }
}
