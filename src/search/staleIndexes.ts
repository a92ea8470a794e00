import { randomBytes } from 'node:crypto'

import type { SearchIndex } from './client'

/** Longer than any rebuild takes: what is younger another process may be filling. */
const STALE_MS = 3_600_000
/** More indexes than one Meilisearch serves. */
const LIMIT = 1000

/** The name of an index that a rebuild fills before it takes the place of `uid`. */
export const temporaryUid = (uid: string): string => `${uid}-${randomBytes(4).toString('hex')}`

/** Temporary indexes of rebuilds that died: older than an hour, or swapped out (Meilisearch keeps the age of what it swaps). */
export const staleIndexes = async ({ client, uid }: SearchIndex): Promise<string[]> => {
  const { results } = await client.getRawIndexes({ limit: LIMIT })
  return results
    .filter(({ uid: each, createdAt }) => {
      const isTemporary = each.startsWith(`${uid}-`) && /^[0-9a-f]{8}$/.test(each.slice(uid.length + 1))
      return isTemporary && Date.parse(String(createdAt)) < Date.now() - STALE_MS
    })
    .map((each) => each.uid)
}
