import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

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

/** 200 small jobs on one database with four worker processes, two of which are killed in the middle of a job. */
const onDatabase = async (isMongo: boolean): Promise<Tally> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-bench-jobs-'))
  Object.assign(process.env, {
    DATA_DIR: folder,
    PAYLOAD_SECRET: 'a-secret-of-the-benchmark-only-01234',
    DATABASE_URL: isMongo ? `${process.env.MONGODB_TEST_URL}/bench-${Date.now()}` : `file:${folder}/library.db`,
    LOG_LEVEL: 'silent',
    S3_BUCKET: '',
    MEILI_URL: '',
  })
  const log = path.join(folder, 'done.log')
  try {
    const setup = startChild(log, `setup:${JOBS}`)
    await messageOf(setup, 'ready')
    const children = Array.from({ length: WORKERS }, () => startChild(log, 'work'))
    await Promise.all(children.map((child) => messageOf(child, 'ready')))
    let killedMidWork = 0
    const seconds = await secondsOf(async () => {
      for (const child of children) child.send('go')
      for (const victim of children.slice(0, 2)) {
        await messageOf(victim, 'working')
        victim.kill('SIGKILL')
        killedMidWork += 1
      }
      await messageOf(setup, 'finished')
    })
    for (const child of children.slice(2)) child.kill('SIGTERM')
    const done = (await readFile(log, 'utf8')).trim().split('\n')
    const counts = new Map<string, number>()
    for (const key of done) counts.set(key, (counts.get(key) ?? 0) + 1)
    const doubled = [...counts.values()].filter((count) => count > 1).length
    const missing = Number(await readFile(`${log}.missing`, 'utf8'))
    setup.kill('SIGTERM')
    await pause(200)
    return { missing, doubled, seconds, killedMidWork }
  } finally {
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
    results: [{ name: 'jobs', value: wrong, limit: 0 }],
  }
}
