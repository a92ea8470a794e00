import { createHash, randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { getPayload, type Payload } from 'payload'

type SqliteClient = { execute: (sql: string) => Promise<unknown>; close: () => void }
type MongoAdapter = { connection: { dropDatabase: () => Promise<void> } }
export type Running = { payload: Payload; stop: () => Promise<void>; dataDir: string }

const ROOT = path.resolve(import.meta.dirname, '../..')
const MIGRATIONS = path.join(ROOT, 'src/migrations')

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

const sqliteClient = (payload: Payload): SqliteClient => (payload.db as unknown as { client: SqliteClient }).client

/** Where the prepared SQLite file of this schema lies; another schema has another name. */
const templatePath = async (): Promise<string> => {
  const hash = createHash('sha256').update(await readFile(path.join(ROOT, 'src/prepareDatabase.ts')))
  for (const name of (await readdir(MIGRATIONS)).sort()) {
    hash.update(name).update(await readFile(path.join(MIGRATIONS, name)))
  }
  return path.join(tmpdir(), 'library-test-templates', `${hash.digest('hex').slice(0, 32)}.db`)
}

/** Keeps a copy of the prepared, still empty database: written beside, then renamed, since runs may overlap. */
const keepTemplate = async ({ payload, template }: { payload: Payload; template: string }): Promise<void> => {
  await mkdir(path.dirname(template), { recursive: true })
  const beside = `${template}.${randomUUID()}`
  await sqliteClient(payload).execute(`VACUUM INTO '${beside.replaceAll("'", "''")}'`)
  await rename(beside, template)
}

const mongoUrl = (): string => {
  const base = process.env.MONGODB_TEST_URL
  if (!base) throw new Error('TEST_DATABASE=mongo needs MONGODB_TEST_URL (services.sh start DIR mongo)')
  const url = new URL(base)
  url.pathname = `/test-${randomUUID()}`
  return url.href
}

/** Chooses database, store and search by TEST_* alone, so that a developer's own settings cannot get in. */
const setEnvironment = ({ dataDir, isMongo }: { dataDir: string; isMongo: boolean }): void => {
  const isS3 = process.env.TEST_STORAGE === 's3'
  if (isS3 && !process.env.S3_ENDPOINT) throw new Error('TEST_STORAGE=s3 needs S3_ENDPOINT (services.sh start DIR s3)')
  const variables: Record<string, string | undefined> = {
    PAYLOAD_SECRET: 'a-secret-of-the-tests-only-0123456789',
    DATA_DIR: dataDir,
    DATABASE_URL: isMongo ? mongoUrl() : `file:${path.join(dataDir, 'library.db')}`,
    MONGODB_COMPATIBILITY: isMongo ? process.env.MONGODB_COMPATIBILITY : undefined,
    SERVER_URL: 'http://localhost:3000',
    S3_BUCKET: isS3 ? (process.env.S3_BUCKET ?? 'library-tests') : undefined,
    S3_PREFIX: isS3 ? `run-${randomUUID()}` : undefined,
    MEILI_URL: process.env.TEST_MEILI_URL,
    MEILI_KEY: process.env.TEST_MEILI_KEY,
    MEILI_PREFIX: `test-${randomUUID()}`,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  }
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

let isStarted = false

/**
 * Starts Payload on an empty, prepared database of its own, with a data folder of its own; `stop` removes both.
 * Once a test file, since a process parses its environment and builds its config once. What it sets in `process.env`
 * is seen by child processes too; settings such as UPLOAD_STALE_HOURS are set by the test before it starts.
 * Variables: TEST_DATABASE=mongo (with MONGODB_TEST_URL), TEST_STORAGE=s3 (with S3_ENDPOINT and keys), TEST_MEILI_URL,
 * TEST_MEILI_KEY, TEST_LOG=info.
 */
export const startPayload = async ({ name }: { name: string }): Promise<Running> => {
  if (isStarted) throw new Error('startPayload runs once a test file')
  isStarted = true
  const dataDir = await mkdtemp(path.join(tmpdir(), `library-${name}-`))
  const isMongo = process.env.TEST_DATABASE === 'mongo'
  setEnvironment({ dataDir, isMongo })

  const template = await templatePath()
  const hasTemplate = !isMongo && (await exists(template))
  if (hasTemplate) await copyFile(template, path.join(dataDir, 'library.db'))

  const { default: config } = await import('../../payload.config')
  const { prepareDatabase } = await import('../../src/prepareDatabase')
  const payload = await getPayload({ config })
  await prepareDatabase({ payload })
  if (process.env.S3_BUCKET) await (await import('../../src/storage')).storage().check()
  if (!isMongo && !hasTemplate) await keepTemplate({ payload, template })

  const stop = async (): Promise<void> => {
    if (isMongo) await (payload.db as unknown as MongoAdapter).connection.dropDatabase()
    await payload.destroy()
    // Payload's SQLite adapter forgets its client without closing it.
    if (!isMongo) sqliteClient(payload).close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { payload, stop, dataDir }
}
