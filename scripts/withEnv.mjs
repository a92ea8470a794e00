// Runs node with the settings of ./.env, where there is one: node scripts/withEnv.mjs [--check=web|worker] [node options] FILE [arguments]
// --check: looks at the settings that such a process needs first, so that a wrong one is one clear line and not a stack.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

if (existsSync('.env')) process.loadEnvFile('.env')
const [, checked] = /^--check=(\w+)$/.exec(process.argv[2] ?? '') ?? []

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

const isWrong = checked ? await run(['--import', 'tsx', 'scripts/checkSettings.ts', checked]) : 0
process.exit(isWrong || isStopped ? isWrong : await run(process.argv.slice(checked ? 3 : 2)))
