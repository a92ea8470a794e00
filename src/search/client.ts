import { Meilisearch } from 'meilisearch'

import { env } from '../env'

export type SearchIndex = { client: Meilisearch; uid: string }

/** Milliseconds that a visitor waits for Meilisearch before the database answers. */
export const SEARCH_TIMEOUT_MS = 2000
const WRITE_TIMEOUT_MS = 30_000

let kept: { read: SearchIndex; write: SearchIndex } | null | undefined

const connect = () => {
  const { MEILI_URL, MEILI_KEY, MEILI_PREFIX } = env()
  if (MEILI_URL === undefined) return null
  const uid = `${MEILI_PREFIX.replace(/[^A-Za-z0-9_-]/g, '-')}-shelves`
  const open = (timeout: number): SearchIndex => ({
    client: new Meilisearch({ host: MEILI_URL, ...(MEILI_KEY ? { apiKey: MEILI_KEY } : {}), timeout }),
    uid,
  })
  return { read: open(SEARCH_TIMEOUT_MS), write: open(WRITE_TIMEOUT_MS) }
}

/** The index of this installation for searching (2 s) or writing (30 s); null when MEILI_URL is unset. */
export const searchIndex = (use: 'read' | 'write'): SearchIndex | null => {
  if (kept === undefined) kept = connect()
  return kept?.[use] ?? null
}
