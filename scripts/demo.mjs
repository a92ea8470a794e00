// npm run demo [-- --port N --data DIR --bare]: sets everything up and starts web, media worker and Meilisearch.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { readSecrets } from './demo/secrets.mjs'
import { showAccounts } from './demo/showAccounts.mjs'
import { startMeilisearch } from './demo/startMeilisearch.mjs'
import { ensureBuild, isBuilt } from './lib/ensureBuild.mjs'
import { ensureFfmpeg } from './lib/ensureFfmpeg.mjs'
import { ensurePackages } from './lib/ensurePackages.mjs'
import { takeLock } from './lib/lock.mjs'
import { isFree } from './lib/ports.mjs'
import { readOptions } from './lib/readOptions.mjs'
import { fromCaller, inRoot, requireNode, ROOT, say, SetUpError } from './lib/setUp.mjs'
import { supervise } from './lib/supervisor.mjs'

const { values } = readOptions({
  usage: 'npm run demo -- [--port N] [--data DIR] [--bare]',
  options: {
    port: { type: 'string', default: '3000' },
    data: { type: 'string' },
    bare: { type: 'boolean', default: false },
  },
})
const port = Number(values.port)
const dataDir = values.data ? fromCaller(values.data) : inRoot('data', 'demo')
const url = `http://localhost:${port}`
const logFile = (name) => path.join(dataDir, 'logs', `${name}.log`)
const started = Date.now()
const step = (text) => say(`[${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s] ${text}`)

const requireFreePort = async () => {
  if (await isFree(port)) return
  throw new SetUpError(
    `端口 ${port} 已被占用。请换一个：npm run demo -- --port ${port + 1}。 Port ${port} is taken; choose another.`,
  )
}

/** One demo a folder: two would write one database and one search index. @returns what gives the folder back */
const takeFolder = () => {
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
  chmodSync(dataDir, 0o700)
  const { release, holder } = takeLock(path.join(dataDir, 'demo.lock'))
  if (release) return release
  throw new SetUpError(
    `${dataDir} 正由另一个演示使用（进程 ${holder}）。请换一个目录：npm run demo -- --port ${port + 1} --data ${values.data ?? 'data/demo'}2。 Another demo uses this folder; choose another by --data.`,
  )
}

/** The address that people use; one of .env that is meant for another port is not ours. */
const serverUrl = () => {
  const given = process.env.SERVER_URL
  if (!given) return url
  // What is no address at all is for the check of the settings to name.
  if (!URL.canParse(given)) return given
  const { port: own, protocol } = new URL(given)
  return Number(own || (protocol === 'https:' ? 443 : 80)) === port ? given : url
}

const environmentOf = ({ payloadSecret }) => ({
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DATA_DIR: dataDir,
  PAYLOAD_SECRET: process.env.PAYLOAD_SECRET || payloadSecret,
  SERVER_URL: serverUrl(),
  LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
})

/** Runs a script of ours to its end; what it says in the end is what a person reads when it fails. */
const runScript = ({ supervisor, name, args = [], env }) =>
  supervisor.run({
    what: name,
    command: process.execPath,
    args: ['--disable-warning=NodeVersionSupportWarning', '--import', 'tsx', `scripts/${name}.ts`, ...args],
    cwd: ROOT,
    // What they report is for the person who waits; warnings are the log's.
    env: { ...env, LOG_LEVEL: process.env.LOG_LEVEL || 'error' },
    isShown: true,
    tail: 3,
  })

const startSystem = async ({ supervisor, env }) => {
  await requireFreePort()
  const start = (name, args) =>
    supervisor.start({ name, command: process.execPath, args, env, cwd: ROOT, logFile: logFile(name) })
  const web = start('web', [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'start', '-p', String(port)])
  const worker = start('worker', ['--import', 'tsx', 'media-worker/main.ts'])
  const probe = () =>
    fetch(`${url}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
  await supervisor.waitUntil({ probe, seconds: 120, watched: [web, worker], what: 'web and worker' })
  return [web, worker]
}

let releaseFolder = () => {}

const main = async ({ supervisor, fail }) => {
  requireNode()
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SetUpError('--port 应为 1–65535。 --port must be 1–65535.')
  releaseFolder = takeFolder()
  await requireFreePort()
  if (existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'))
  const { payloadSecret, meiliKey } = readSecrets({ dataDir })
  const plain = environmentOf({ payloadSecret })

  step('检查依赖和设置… Checking packages and settings')
  await ensurePackages({ supervisor })
  await ensureFfmpeg({ supervisor })
  // Before minutes of building; without one, the next step looks at the settings soon enough.
  if (!isBuilt()) await runScript({ supervisor, name: 'checkSettings', env: plain })
  await ensureBuild({ supervisor })

  step('启动检索服务… Starting Meilisearch')
  const search = process.env.MEILI_URL
    ? null
    : await startMeilisearch({ supervisor, dataDir, logFile: logFile('meilisearch'), key: meiliKey })
  if (!search && !process.env.MEILI_URL)
    step('这台机器没有内置的 Meilisearch：检索将直接查数据库。 No bundled Meilisearch here: search uses the database.')
  const env = { ...plain, ...search?.settings }

  const accountsFile = path.join(dataDir, 'accounts.json')
  step('准备数据库、教材目录和演示人员… Preparing database, catalogue and people')
  const places = ['--accounts', accountsFile, '--url', url]
  const isFilled = search?.isFilled ?? true
  await runScript({ supervisor, name: 'prepareDemo', args: [...places, ...(isFilled ? [] : ['--reindex'])], env })
  if (!isFilled) search.markFilled()

  step('启动网页服务和媒体处理… Starting web and worker')
  const system = await startSystem({ supervisor, env })
  const contentMark = path.join(dataDir, 'content-seeded')
  if (!values.bare && !existsSync(contentMark)) {
    step('制作并发布演示资源（约 1 分钟）… Making demo resources')
    await runScript({ supervisor, name: 'seedContent', env })
    writeFileSync(contentMark, new Date().toISOString())
  }
  showAccounts({ dataDir, accountsFile })
  step(`就绪 Ready: ${url}  （管理端 admin ${url}/admin，按 Ctrl-C 停止）`)
  for (const each of [...system, ...(search ? [search.running] : [])]) {
    void each.exited.then(({ code, by }) =>
      fail(new SetUpError(`${each.name} 意外退出 ended by itself（${code ?? by}），日志 log: ${each.logFile}`)),
    )
  }
}

supervise({
  main,
  onStop: () => step('正在停止… Stopping'),
  onEnd: () => releaseFolder(),
  stopCode: 0,
})
