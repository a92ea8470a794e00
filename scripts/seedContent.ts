import { getPayload } from 'payload'

import config from '../payload.config'
import { seedDemoContent } from '../seed/demoContent'
import { stopWithOneLine } from './lib/stopWithOneLine'

const payload = await getPayload({ config })
await seedDemoContent({ payload }).then(() => process.exit(0), stopWithOneLine)
