import { getPayload } from 'payload'

import config from '../../payload.config'
import { mortal } from './kill'
import { type Ids, type People, SCENARIOS } from './killScenarios'

/** One task of the parent: run a verb up to its n-th write, then stand still there, or end this process by SIGKILL. */
export type Task = { verb: string; ids: Ids; people: People; dieAt: number; isRealDeath: boolean }

const payload = await getPayload({ config })

const run = ({ verb, ids, people, dieAt, isRealDeath }: Task): Promise<void> =>
  new Promise((resolve, reject) => {
    const die = isRealDeath ? () => process.kill(process.pid, 'SIGKILL') : resolve
    const dying = mortal({ payload, dieAt, die })
    SCENARIOS[verb]!.run({ payload: dying.payload, people, ids }).then(
      () => reject(new Error(`${verb} ended after ${dying.count.writes} writes, not at ${dieAt}`)),
      reject,
    )
  })

process.on('message', (task: Task) => {
  run(task).then(
    () => process.send?.({ result: null }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
