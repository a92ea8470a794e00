import type { Where } from 'payload'

import { REVIEWABLE } from '../domain/review'
import { type Grant, hasRole, type Role, TRACK_ROLE, TRACKS, type Track } from '../domain/roles'
import { actorOf } from './actor'
import type { Rule } from './combinators'

/** Any signed-in person (not an API client). */
export const isSignedIn: Rule = async ({ req }) => (await actorOf(req))?.kind === 'user'

export const has =
  (role: Role): Rule =>
  async ({ req }) =>
    hasRole((await actorOf(req))?.grants ?? [], role)

export const isSystemAdmin = has('systemAdmin')

/** Rows whose column `column` holds the person's id. */
export const isOwn =
  (column: string): Rule =>
  async ({ req }) => {
    const actor = await actorOf(req)
    return actor?.kind === 'user' ? { [column]: { equals: actor.id } } : false
  }

const scopeOf = (grant: Grant): Where => {
  const parts: Where[] = []
  if (grant.school !== '') parts.push({ school: { equals: grant.school } })
  if (grant.subject !== '') parts.push({ subject: { equals: grant.subject } })
  if (grant.stage !== '') parts.push({ stage: { equals: grant.stage } })
  if (grant.district !== '') {
    parts.push({ or: ['county', 'city', 'province'].map((column) => ({ [column]: { equals: grant.district } })) })
  }
  return { and: parts }
}

/** The rows that a role's grants cover, as a query over the row's own columns; false without such a grant. */
export const scopeQuery = (grants: Grant[], role: Role): Where | boolean => {
  const mine = grants.filter((grant) => grant.role === role)
  if (mine.length === 0) return false
  const queries = mine.map(scopeOf)
  return queries.some((query) => (query.and as Where[]).length === 0) ? true : { or: queries }
}

/** Reviews of the person's own tracks within scope. */
export const isInMyQueue: Rule = async ({ req }) => {
  const grants = (await actorOf(req))?.grants ?? []
  const parts = TRACKS.map((track: Track): Where | false => {
    const scope = scopeQuery(grants, TRACK_ROLE[track])
    if (scope === false) return false
    const own: Where = { track: { equals: track } }
    return scope === true ? own : { and: [own, scope] }
  }).filter((part): part is Where => part !== false)
  return parts.length === 0 ? false : { or: parts }
}

/** Revisions that a reviewer may open: within the scope of either role, once they are under review or later. */
export const isForReview: Rule = async ({ req }) => {
  const grants = (await actorOf(req))?.grants ?? []
  const scopes = TRACKS.map((track) => scopeQuery(grants, TRACK_ROLE[track])).filter((scope) => scope !== false)
  if (scopes.length === 0) return false
  const state: Where = { state: { in: [...REVIEWABLE] } }
  const queries = scopes.filter((scope): scope is Where => scope !== true)
  return queries.length < scopes.length ? state : { and: [state, { or: queries }] }
}
