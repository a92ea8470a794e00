import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { MongoClient } from 'mongodb'

import type { Env } from '../../src/env'
import { oneLineOf } from './oneLineOf'

const hint = '(see .env.example)'
const SQLITE_HEAD = 'SQLite format 3'

const checkMongo = async ({ databaseUrl }: Env): Promise<void> => {
  const shown = databaseUrl.replace(/\/\/[^@/]*@/, '//…@')
  try {
    const client = new MongoClient(databaseUrl, { serverSelectionTimeoutMS: 5000 })
    try {
      await client.db().command({ ping: 1 })
    } finally {
      await client.close()
    }
  } catch (error) {
    throw new Error(`DATABASE_URL ${shown}: no MongoDB answers there: ${oneLineOf(error)} ${hint}`, { cause: error })
  }
}

const checkSqlite = async ({ databaseUrl }: Env): Promise<void> => {
  const file = path.resolve(databaseUrl.slice('file:'.length))
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await access(path.dirname(file), constants.W_OK)
    const found = await stat(file).catch(() => null)
    if (!found || found.size === 0) return
    const handle = await open(file, 'r+')
    try {
      const { buffer } = await handle.read(Buffer.alloc(SQLITE_HEAD.length), 0, SQLITE_HEAD.length, 0)
      if (buffer.toString('latin1') !== SQLITE_HEAD) throw new Error('not an SQLite file')
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new Error(`DATABASE_URL ${databaseUrl}: cannot be used: ${oneLineOf(error)} ${hint}`, { cause: error })
  }
}

/** Whether the database answers within 5 s; SQLite: whether its file can be written. @throws Error of one line */
export const checkDatabase = (settings: Env): Promise<void> =>
  settings.isMongo ? checkMongo(settings) : checkSqlite(settings)

/** Whether Meilisearch answers and takes the key. @throws Error of one line */
export const checkSearch = async ({ MEILI_URL, MEILI_KEY }: Env): Promise<void> => {
  if (!MEILI_URL) return
  const ask = (place: string) =>
    fetch(new URL(place, MEILI_URL), {
      headers: MEILI_KEY ? { Authorization: `Bearer ${MEILI_KEY}` } : {},
      signal: AbortSignal.timeout(5000),
    })
  const health = await ask('/health').catch(() => null)
  if (!health?.ok) throw new Error(`MEILI_URL ${MEILI_URL}: no Meilisearch answers there ${hint}`)
  const { status } = await ask('/indexes?limit=1')
  if (status === 401 || status === 403)
    throw new Error(`MEILI_KEY ${MEILI_KEY ? 'is not a key of' : 'is not set and is wanted by'} ${MEILI_URL} ${hint}`)
  if (status !== 200) throw new Error(`MEILI_URL ${MEILI_URL}: answered ${status} ${hint}`)
}

/** Whether ffmpeg and ffprobe run. @throws Error of one line */
export const checkMedia = async ({ FFMPEG_PATH, FFPROBE_PATH }: Env): Promise<void> => {
  for (const [name, command] of Object.entries({ FFMPEG_PATH, FFPROBE_PATH })) {
    await promisify(execFile)(command, ['-version'], { timeout: 20_000 }).catch((error: unknown) => {
      throw new Error(`${name} ${command}: does not run: ${oneLineOf(error)} ${hint}`, { cause: error })
    })
  }
}
