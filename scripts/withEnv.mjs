// Runs node with the settings of ./.env, where there is one: node scripts/withEnv.mjs [--check] [node options] FILE [arguments]
// --check: looks at the settings first, so that a wrong one is one clear line and not a stack.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

if (existsSync('.env')) process.loadEnvFile('.env')
const isChecked = process.argv[2] === '--check'

// The AWS SDK says at each start that it will want a newer Node one day: README names one.
const QUIET = '--disable-warning=NodeVersionSupportWarning'

let child
/** @returns the exit status */
const run = (args) =>
  new Promise((resolve) => {
    child = spawn(process.execPath, [QUIET, ...args], {
      stdio: 'inherit',
      env: { NODE_ENV: 'production', ...process.env },
    })
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })

let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isStopped = true
    child?.kill(signal)
  })
}

const checked = isChecked ? await run(['--import', 'tsx', 'scripts/checkSettings.ts']) : 0
process.exit(checked !== 0 || isStopped ? checked : await run(process.argv.slice(isChecked ? 3 : 2)))
