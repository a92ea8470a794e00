// One running system for all end-to-end tests: `npm run demo -- --bare` on a port and folder of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { freePort } from '../../scripts/lib/ports.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Every setting set to nothing: a developer's own .env cannot get in, since variables come before it. */
const noSettings = () =>
  Object.fromEntries(
    [...readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => [
      name,
      '',
    ]),
  )

/** Starts a demo. `output` grows; `exited` resolves with its code. */
export const startDemo = ({ port, dataDir, args = [], env = {} }) => {
  const child = spawn(
    process.execPath,
    ['scripts/demo.mjs', '--port', String(port), '--data', dataDir, '--bare', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, ...noSettings(), NODE_ENV: 'production', NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const demo = {
    child,
    output: '',
    url: `http://localhost:${port}`,
    dataDir,
    accounts: path.join(dataDir, 'accounts.json'),
  }
  /** Resolves when the output holds a text. */
  demo.said = (text) =>
    new Promise((resolve, reject) => {
      const look = () => demo.output.includes(text) && resolve(demo)
      child.stdout.on('data', look)
      look()
      demo.exited.then(() => reject(new Error(`the demo never said “${text}”:\n${demo.output}`)))
    })
  demo.exited = new Promise((resolve) => child.on('exit', (code) => resolve(code)))
  demo.ready = new Promise((resolve, reject) => {
    const listen = (chunk) => {
      demo.output += chunk
      if (demo.output.includes('就绪 Ready')) resolve(demo)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    demo.exited.then((code) => reject(new Error(`the demo ended with ${code}:\n${demo.output.slice(-4000)}`)))
  })
  // A demo that is stopped on purpose before it is ready is waited for by nobody.
  demo.ready.catch(() => {})
  demo.stop = async () => {
    child.kill('SIGINT')
    return demo.exited
  }
  return demo
}

export const newDataDir = () => mkdtempSync(path.join(os.tmpdir(), 'library-e2e-'))

let demo

export const setup = async () => {
  demo = startDemo({ port: await freePort(), dataDir: newDataDir() })
  await demo.ready
  process.env.E2E_URL = demo.url
  process.env.E2E_ACCOUNTS = demo.accounts
  process.env.E2E_DATA = demo.dataDir
}

export const teardown = async () => {
  await demo?.stop()
  if (demo) rmSync(demo.dataDir, { recursive: true, force: true })
}
