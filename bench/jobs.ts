import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { MongoClient } from 'mongodb'

import { type Bench, secondsOf } from './bench'

const WORKERS = 4
const JOBS = 200

type Tally = { missing: number; doubled: number; seconds: number; killedMidWork: number }

const startChild = (log: string, role: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'jobsChild.ts'), role, log], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: process.env,
  })

const messageOf = (child: ChildProcess, wanted: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message === wanted) resolve()
    })
    child.on('exit', (code) => reject(new Error(`a worker ended with ${code} before “${wanted}”`)))
  })

const mongoUrl = (): string => {
  const url = new URL(process.env.MONGODB_TEST_URL ?? '')
  url.pathname = `/bench-${process.pid}-${Date.now()}`
  return url.href
}

const dropDatabase = async (url: string): Promise<void> => {
  const client = new MongoClient(url)
  try {
    await client.db().dropDatabase()
  } finally {
    await client.close()
  }
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Starts the workers, kills two in the middle of a job and waits until the rest have done everything. */
const race = async ({ log, children }: { log: string; children: ChildProcess[] }): Promise<Tally> => {
  const start = (role: string) => {
    const child = startChild(log, role)
    children.push(child)
    return child
  }
  const setup = start(`setup:${JOBS}`)
  await messageOf(setup, 'ready')
  const workers = Array.from({ length: WORKERS }, () => start('work'))
  await Promise.all(workers.map((worker) => messageOf(worker, 'ready')))
  const victims = workers.slice(0, 2)
  const seconds = await secondsOf(async () => {
    for (const worker of workers) worker.send('go')
    for (const victim of victims) {
      await messageOf(victim, 'working')
      victim.kill('SIGKILL')
    }
    await messageOf(setup, 'finished')
  })
  const counts = new Map<string, number>()
  for (const key of (await readFile(log, 'utf8')).trim().split('\n')) counts.set(key, (counts.get(key) ?? 0) + 1)
  const doubled = [...counts.values()].filter((count) => count > 1).length
  const missing = Number(await readFile(`${log}.missing`, 'utf8'))
  return { missing, doubled, seconds, killedMidWork: victims.length }
}

/** 200 small jobs on one database with four worker processes, two of which are killed in the middle of a job. */
const onDatabase = async (isMongo: boolean): Promise<Tally> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-bench-jobs-'))
  const url = isMongo ? mongoUrl() : `file:${folder}/library.db`
  Object.assign(process.env, {
    DATA_DIR: folder,
    PAYLOAD_SECRET: 'a-secret-of-the-benchmark-only-01234',
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    S3_BUCKET: '',
    MEILI_URL: '',
  })
  const children: ChildProcess[] = []
  try {
    return await race({ log: path.join(folder, 'done.log'), children })
  } finally {
    for (const child of children) await end(child)
    if (isMongo) await dropDatabase(url)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every job done once and none doubled, on each database at hand (MongoDB where MONGODB_TEST_URL is set). */
export const jobs: Bench = async () => {
  const databases = [false, ...(process.env.MONGODB_TEST_URL ? [true] : [])]
  const rows: string[][] = []
  let wrong = 0
  for (const isMongo of databases) {
    const { missing, doubled, seconds, killedMidWork } = await onDatabase(isMongo)
    wrong += missing + doubled
    rows.push([
      isMongo ? 'MongoDB' : 'SQLite',
      String(WORKERS),
      String(JOBS),
      String(killedMidWork),
      String(missing),
      String(doubled),
      seconds.toFixed(1),
    ])
  }
  return {
    head: ['database', 'workers', 'jobs', 'killed', 'not done', 'doubled', 'seconds'],
    rows,
    results: [{ name: 'jobs', what: 'jobs not done or with a doubled result', value: wrong, limit: 0 }],
  }
}
