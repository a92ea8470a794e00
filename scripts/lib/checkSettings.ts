import type { Env } from '../../src/env'
import { checkDatabase, checkMedia, checkSearch } from './checks'

/**
 * Every setting, and whether what it names is there: database, store, search, ffmpeg. Changes nothing but a probe file in
 * the store, and its bucket where it is missing. @throws Error of one line
 */
export const checkSettings = async (): Promise<Env> => {
  const { env } = await import('../../src/env')
  const settings = env()
  const { storage } = await import('../../src/storage')
  await checkDatabase(settings)
  await storage().check()
  await checkSearch(settings)
  await checkMedia(settings)
  return settings
}
