import { z } from 'zod'

import { findPlace } from '../access/actor'
import { recordStreamEvent } from '../audit/recordStreamEvent'
import { ROLES } from '../domain/roles'
import { isRowId } from '../domain/rowId'
import { env } from '../env'
import { AppError } from '../errors'
import { reviveJob } from '../jobs/queue'
import { SLUG } from '../slugs'
import { issueClientKey, revokeClientKey } from '../workflow/clientKeys'
import { grantRole, requireAdministrator, revokeRole } from '../workflow/grants'
import type { JobRow } from '../workflow/jobRow'
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
    path: '/administration/jobs/:id/revive',
    handler: async ({ req: { payload }, actor, params }) => {
      requireAdministrator(actor)
      const where = { id: { equals: params.id } }
      const job = isRowId(params.id) ? await payload.db.findOne<JobRow>({ collection: SLUG.jobs, where }) : null
      if (!job) throw new AppError('NOT_FOUND')
      if (job.state !== 'dead' || !(await reviveJob({ payload, job }))) throw new AppError('STAGE_CONFLICT')
      const { id, key, type, entity } = job
      await recordStreamEvent({ payload, type: 'job.revived', actor: actor.id, data: { job: id, key, type, entity } })
      return { job: { id, state: 'queued' } }
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
