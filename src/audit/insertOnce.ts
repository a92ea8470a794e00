import type { Payload } from 'payload'

import type { Slug } from '../slugs'

/** Whether a row with this unique `key` exists. */
export const keyExists = async ({
  payload,
  slug,
  key,
}: {
  payload: Payload
  slug: Slug
  key: string
}): Promise<boolean> => (await payload.db.findOne({ collection: slug, where: { key: { equals: key } } })) !== null

/** A row that made an insert fail may be gone when it is looked for (a lock given back): then there is room again. */
const TRIES = 3

/**
 * Inserts a row under its unique `key`; a row that is there already is left alone. The error of a duplicate differs by
 * database and its path cannot be trusted, so that after any error the key itself is looked up.
 * @returns whether this call inserted it
 */
export const insertOnce = async ({
  payload,
  slug,
  key,
  data,
}: {
  payload: Payload
  slug: Slug
  key: string
  data: Record<string, unknown>
}): Promise<boolean> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await payload.db.create({ collection: slug, data: { ...data, key } })
      return true
    } catch (error) {
      if (await keyExists({ payload, slug, key })) return false
      if (attempt >= TRIES) throw error
    }
  }
}
