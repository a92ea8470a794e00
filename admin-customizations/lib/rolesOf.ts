import type { PayloadRequest } from 'payload'

import { ROLES, type Role } from '../../src/domain/roles'
import type { Me } from './types'

/** Who is signed in, with the roles held now; null for anonymous visitors. Reads as that person, never with more rights. */
export const meOf = async (req: PayloadRequest): Promise<Me | null> => {
  const { user } = req
  if (!user || user.collection !== 'users') return null
  const { docs } = await req.payload.find({
    collection: 'role-grants',
    where: { and: [{ user: { equals: user.id } }, { state: { equals: 'granted' } }] },
    depth: 0,
    limit: 200,
    pagination: false,
    overrideAccess: false,
    user,
  })
  const held = new Set(docs.map((grant) => grant.role))
  return {
    id: String(user.id),
    name: (user as { name?: string }).name ?? '',
    roles: ROLES.filter((role): role is Role => held.has(role)),
  }
}
