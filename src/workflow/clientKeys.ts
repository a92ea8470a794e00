import { createHash, randomBytes } from 'node:crypto'

import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { SLUG } from '../slugs'
import { requireAdministrator } from './grants'
import type { ClientKeyRow } from './rows'
import { insertRow, readRow, transition } from './transition'

/**
 * Issues a key for a client app. Only its SHA-256 is stored: the returned `key` is shown once and never again.
 * @throws FORBIDDEN unless a system admin asks
 */
export const issueClientKey = async ({
  payload,
  actor,
  client,
}: {
  payload: Payload
  actor: Actor
  client: string
}): Promise<{ key: string; row: ClientKeyRow }> => {
  requireAdministrator(actor)
  const key = `lk_${randomBytes(32).toString('base64url')}`
  const keyHash = createHash('sha256').update(key).digest('hex')
  const { row } = await insertRow({
    payload,
    slug: SLUG.clientKeys,
    state: 'granted',
    data: { client, keyHash, hint: key.slice(-4), issuedAt: new Date().toISOString(), revokedAt: '' },
    entries: [{ kind: 'event', type: 'clientKey.issued', data: { client, hint: key.slice(-4) } }],
    actor,
    unique: { keyHash: { equals: keyHash } },
  })
  return { key, row }
}

/** Revokes a key; requests with it are anonymous from then on. @throws FORBIDDEN, NOT_FOUND, STAGE_CONFLICT */
export const revokeClientKey = async ({
  payload,
  actor,
  key,
}: {
  payload: Payload
  actor: Actor
  key: string
}): Promise<ClientKeyRow> => {
  requireAdministrator(actor)
  const row = await readRow({ payload, slug: SLUG.clientKeys, id: key })
  return transition({
    payload,
    slug: SLUG.clientKeys,
    row,
    to: 'revoked',
    set: { revokedAt: new Date().toISOString() },
    entries: [{ kind: 'event', type: 'clientKey.revoked', data: { client: row.client, hint: row.hint } }],
    actor,
  })
}
