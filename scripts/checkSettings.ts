import { checkSettings } from './lib/checkSettings'
import { stopWithOneLine } from './lib/stopWithOneLine'

// Before web and worker start, and before the demo builds.
await checkSettings().then(() => process.exit(0), stopWithOneLine)
