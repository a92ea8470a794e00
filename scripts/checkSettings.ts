import { checkSettings, isProcess } from './lib/checkSettings'
import { stopWithOneLine } from './lib/stopWithOneLine'

// Before web and worker start, and before the demo builds: scripts/checkSettings.ts [web|worker|all]
const given = process.argv[2] ?? 'all'
await checkSettings(isProcess(given) ? given : 'all').then(() => process.exit(0), stopWithOneLine)
