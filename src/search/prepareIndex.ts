import { MeilisearchApiError, type Settings } from 'meilisearch'

import type { SearchIndex } from './client'
import { finishTask } from './finishTask'
import { hasSettings, SETTINGS } from './settings'

/** Whether Meilisearch says that there is no such index. */
export const isMissingIndex = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found'

/** Creates an index with our settings. Another process may have been first. */
export const createIndex = async ({ client, uid }: SearchIndex): Promise<void> => {
  const created = await client.createIndex(uid, { primaryKey: 'id' })
  await finishTask({ client, task: created, tolerate: ['index_already_exists'] })
  await finishTask({ client, task: await client.index(uid).updateSettings(SETTINGS as unknown as Settings) })
}

/**
 * Brings the settings of an existing index up to date and writes nothing when they are (a change of settings makes
 * Meilisearch index everything again). @returns 'missing' when there is no index: it has to be rebuilt
 */
export const prepareIndex = async ({ client, uid }: SearchIndex): Promise<'ready' | 'updated' | 'missing'> => {
  try {
    if (hasSettings(await client.index(uid).getSettings())) return 'ready'
  } catch (error) {
    if (isMissingIndex(error)) return 'missing'
    throw error
  }
  await finishTask({ client, task: await client.index(uid).updateSettings(SETTINGS as unknown as Settings) })
  return 'updated'
}
