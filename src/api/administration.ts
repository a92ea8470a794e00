import { z } from 'zod'

import { findPlace } from '../access/actor'
import { ROLES } from '../domain/roles'
import { env } from '../env'
import { SLUG } from '../slugs'
import { issueClientKey, revokeClientKey } from '../workflow/clientKeys'
import { grantRole, requireAdministrator, revokeRole } from '../workflow/grants'
import { restoreShelf, RETIRE_REASONS, retire } from '../workflow/shelves'
import { findRows } from '../workflow/transition'
import { bodyOf, endpoint } from './endpoint'
import { shelfView } from './views'

const scope = z.string().max(64).default('')

/** The IT office's side: roles, client keys, taking off the shelf and back. */
export const administrationEndpoints = [
  endpoint({
    method: 'get',
    path: '/administration/grants/:user',
    handler: async ({ req, actor, params }) => {
      requireAdministrator(actor)
      const rows = await findRows({
        payload: req.payload,
        slug: SLUG.roleGrants,
        where: { user: { equals: params.user } },
      })
      return {
        grants: rows.map(({ id, role, state, school, district, subject, stage, grantedAt, revokedAt }) => ({
          id,
          role,
          state,
          school,
          district,
          subject,
          stage,
          grantedAt,
          revokedAt,
        })),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/administration/grants',
    handler: async ({ req, actor }) => {
      const body = await bodyOf(
        req,
        z.object({
          user: z.string().max(64),
          role: z.enum(ROLES),
          school: scope,
          district: scope,
          subject: scope,
          stage: scope,
        }),
      )
      const { id, state } = await grantRole({ payload: req.payload, actor, ...body })
      return { grant: { id, state } }
    },
  }),
  endpoint({
    method: 'post',
    path: '/administration/grants/:id/revoke',
    handler: async ({ req, actor, params }) => {
      const { id, state } = await revokeRole({ payload: req.payload, actor, grant: params.id! })
      return { grant: { id, state } }
    },
  }),
  endpoint({
    method: 'post',
    path: '/administration/clients/:id/keys',
    handler: async ({ req, actor, params }) => {
      const { key, row } = await issueClientKey({ payload: req.payload, actor, client: params.id! })
      return { key, id: row.id, hint: row.hint }
    },
  }),
  endpoint({
    method: 'post',
    path: '/administration/keys/:id/revoke',
    handler: async ({ req, actor, params }) => {
      const { id, state } = await revokeClientKey({ payload: req.payload, actor, key: params.id! })
      return { id, state }
    },
  }),
  endpoint({
    method: 'post',
    path: '/shelf/:id/retire',
    handler: async ({ req, actor, params }) => {
      const body = await bodyOf(
        req,
        z.object({ reason: z.enum(RETIRE_REASONS), note: z.string().max(2000).default('') }),
      )
      return {
        shelf: shelfView(
          await retire({ payload: req.payload, actor, shelf: params.id!, ...body, graceDays: env().RETIRE_GRACE_DAYS }),
        ),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/shelf/:id/restore',
    handler: async ({ req, actor, params }) => ({
      shelf: shelfView(await restoreShelf({ payload: req.payload, actor, shelf: params.id! })),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/me',
    handler: async ({ req, actor }) => ({
      id: actor.id,
      name: actor.name,
      roles: [...new Set(actor.grants.map((grant) => grant.role))],
      place: await findPlace({ payload: req.payload, school: actor.place.school, district: actor.place.county }),
    }),
  }),
]
