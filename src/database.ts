import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { compatibilityOptions, mongooseAdapter } from '@payloadcms/db-mongodb'
import { sqliteAdapter } from '@payloadcms/db-sqlite'

import type { Env } from './env'

const migrationDir = path.join(path.dirname(fileURLToPath(import.meta.url)), 'migrations')

const compatibility = (settings: Env) =>
  settings.MONGODB_COMPATIBILITY
    ? compatibilityOptions[settings.MONGODB_COMPATIBILITY as keyof typeof compatibilityOptions]
    : {}

/** MongoDB or SQLite, by DATABASE_URL alone (ARCHITECTURE.md "Databases"). */
export const database = (settings: Env) => {
  if (settings.isMongo) {
    return mongooseAdapter({ url: settings.databaseUrl, migrationDir, ensureIndexes: true, ...compatibility(settings) })
  }
  mkdirSync(path.dirname(path.resolve(settings.databaseUrl.slice('file:'.length))), { recursive: true })
  return sqliteAdapter({
    client: { url: settings.databaseUrl },
    idType: 'uuidv7',
    wal: true,
    busyTimeout: 5000,
    push: false,
    migrationDir,
  })
}
