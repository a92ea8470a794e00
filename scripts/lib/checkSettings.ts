import type { Env } from '../../src/env'
import { checkDatabase, checkMedia, checkSearch } from './checks'

/** What a process cannot do without. Search is not among a web server's: it answers from the database meanwhile. */
const NEEDS = {
  web: ['database'],
  worker: ['database', 'store', 'media'],
  script: ['database'],
  all: ['database', 'store', 'search', 'media'],
} as const
export type Process = keyof typeof NEEDS

const CHECKS = {
  database: checkDatabase,
  store: async () => (await import('../../src/storage')).storage().check(),
  search: checkSearch,
  media: checkMedia,
}

export const isProcess = (name: string): name is Process => name in NEEDS

/**
 * Every setting by itself, and whether what a process needs of them is there. Changes nothing but a probe file in the
 * store, and its bucket where it is missing. @throws Error of one line
 */
export const checkSettings = async (process: Process): Promise<Env> => {
  const { env } = await import('../../src/env')
  const settings = env()
  for (const need of NEEDS[process]) await CHECKS[need](settings)
  return settings
}
