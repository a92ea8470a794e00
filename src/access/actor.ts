import type { Payload, PayloadRequest } from 'payload'

import type { Actor } from '../domain/actor'
import { NOWHERE, type Place, viewerTokens } from '../domain/audience'
import { type Grant, hasRole, type Role } from '../domain/roles'
import { AppError } from '../errors'
import { SLUG } from '../slugs'

const placeOf = (doc: Partial<Place>, school: string): Place => ({
  school,
  county: doc.county ?? '',
  city: doc.city ?? '',
  province: doc.province ?? '',
})

/** The place of a school, else of a district given by code, else nowhere. */
export const findPlace = async ({
  payload,
  school,
  district,
}: {
  payload: Payload
  school: string
  district: string
}): Promise<Place> => {
  if (school !== '') {
    const doc = (await payload.findByID({
      collection: SLUG.schools,
      id: school,
      depth: 0,
      disableErrors: true,
    })) as Partial<Place> | null
    if (doc) return placeOf(doc, school)
  }
  if (district !== '') {
    const found = await payload.find({
      collection: SLUG.districts,
      where: { code: { equals: district } },
      depth: 0,
      limit: 1,
    })
    const doc = found.docs[0] as Partial<Place> | undefined
    if (doc) return placeOf(doc, '')
  }
  return NOWHERE
}

const grantsOf = async (payload: Payload, user: string): Promise<Grant[]> => {
  const { docs } = await payload.find({
    collection: SLUG.roleGrants,
    where: { and: [{ user: { equals: user } }, { state: { equals: 'granted' } }] },
    depth: 0,
    limit: 200,
    pagination: false,
  })
  return docs as unknown as Grant[]
}

type UserDoc = {
  id: string
  collection?: string
  name?: string
  school?: string | null
  district?: string | null
  isDisabled?: boolean
}

/** Reads an actor with its current grants (a revoked role is gone at the next request). */
export const loadActor = async ({ payload, user }: { payload: Payload; user: UserDoc }): Promise<Actor> => {
  const isClient = user.collection === SLUG.apiClients
  return {
    id: String(user.id),
    kind: isClient ? 'client' : 'user',
    name: user.name ?? '',
    grants: isClient || user.isDisabled ? [] : await grantsOf(payload, String(user.id)),
    place: await findPlace({ payload, school: user.school ?? '', district: user.district ?? '' }),
  }
}

/** The actor of a request, read once a request; null for anonymous visitors and for people disabled since they signed in. */
export const actorOf = async (req: PayloadRequest): Promise<Actor | null> => {
  if (!req.user || req.user.isDisabled) return null
  const cached = req.context.actor as { of: unknown; actor: Promise<Actor> } | undefined
  if (cached && cached.of === req.user) return cached.actor
  const actor = loadActor({ payload: req.payload, user: req.user as unknown as UserDoc })
  req.context.actor = { of: req.user, actor }
  return actor
}

/** The signed-in person of a request. @throws NOT_SIGNED_IN for anonymous visitors and API clients. */
export const requireActor = async (req: PayloadRequest): Promise<Actor> => {
  const actor = await actorOf(req)
  if (!actor || actor.kind !== 'user') throw new AppError('NOT_SIGNED_IN')
  return actor
}

/** @throws FORBIDDEN unless the actor holds the role somewhere. */
export const requireRole = (actor: Actor, role: Role): void => {
  if (!hasRole(actor.grants, role)) throw new AppError('FORBIDDEN')
}

/** The audience tokens of whoever asks (ARCHITECTURE.md "Audience"). */
export const tokensOf = (actor: Actor | null): string[] => viewerTokens(actor?.place ?? NOWHERE)
