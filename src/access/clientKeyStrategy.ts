import { createHash } from 'node:crypto'

import type { AuthStrategy } from 'payload'

import { SLUG } from '../slugs'

/** SHA-256 of a client key in hex; keys are random 256-bit values, so that no slow hash is needed. */
export const hashClientKey = (key: string): string => createHash('sha256').update(key).digest('hex')

const HEADER = /^api-clients API-Key (\S{20,200})$/

/** Reads `Authorization: api-clients API-Key <key>` and finds the client whose granted key has that hash. */
export const clientKeyStrategy: AuthStrategy = {
  name: 'client-key',
  authenticate: async ({ headers, payload }) => {
    const key = HEADER.exec(headers.get('authorization') ?? '')?.[1]
    if (!key) return { user: null }
    const found = await payload.find({
      collection: SLUG.clientKeys,
      where: { and: [{ keyHash: { equals: hashClientKey(key) } }, { state: { equals: 'granted' } }] },
      limit: 1,
      depth: 0,
    })
    const row = found.docs[0] as unknown as { client: string } | undefined
    if (!row) return { user: null }
    const client = await payload.findByID({
      collection: SLUG.apiClients,
      id: row.client,
      depth: 0,
      disableErrors: true,
    })
    if (!client || client.isDisabled) return { user: null }
    return { user: { ...client, collection: SLUG.apiClients, _strategy: 'client-key' } as never }
  },
}
