import { getPayload } from 'payload'

import config from '../../payload.config'
import { type RaceTask, runRace } from './raceTasks'

/** A competitor: does what the parent tells it, at the instant it says. */
const payload = await getPayload({ config })
process.on('message', (task: RaceTask) => {
  runRace({ payload, task }).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
