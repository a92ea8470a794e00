import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { type Grant, hasRole } from '../domain/roles'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import type { GrantRow } from './rows'
import { findRows, insertRow, readRow, transition } from './transition'

/** System admins grant; the machine does so when it sets up an installation. @throws FORBIDDEN */
export const requireAdministrator = (actor: Actor): void => {
  if (!actor.id.startsWith('system:') && !hasRole(actor.grants, 'systemAdmin')) throw new AppError('FORBIDDEN')
}

type GrantArgs = { payload: Payload; actor: Actor; user: string } & Pick<Grant, 'role'> & Partial<Grant>

/**
 * Grants one role within one scope (empty: any). Granting what is granted already returns the existing grant. A system
 * admin's rights know no scope, so that a scoped grant of them would promise a bound that does not hold: refused.
 * @throws FORBIDDEN unless a system admin asks, BAD_INPUT
 */
export const grantRole = async (args: GrantArgs): Promise<GrantRow> => {
  const { payload, actor, user, role, school = '', district = '', subject = '', stage = '' } = args
  requireAdministrator(actor)
  if (role === 'systemAdmin' && [school, district, subject, stage].some((each) => each !== ''))
    throw new AppError('BAD_INPUT', { detail: '系统管理员不能限定范围' })
  const scope = [user, role, school, district, subject, stage].join(':')
  const ofRole = await findRows({
    payload,
    slug: SLUG.roleGrants,
    where: { and: [{ user: { equals: user } }, { role: { equals: role } }] },
  })
  const same = ofRole.filter((row) => row.key.startsWith(`${scope}#`))
  const granted = same.find((row) => row.state === 'granted')
  if (granted) return granted
  const key = `${scope}#${same.length + 1}`
  const { row } = await insertRow({
    payload,
    slug: SLUG.roleGrants,
    state: 'granted',
    data: {
      key,
      user,
      role,
      school,
      district,
      subject,
      stage,
      grantedBy: actor.id,
      grantedAt: new Date().toISOString(),
      revokedAt: '',
    },
    entries: [{ kind: 'event', type: 'grant.granted', data: { user, role, school, district, subject, stage } }],
    actor,
    unique: { key: { equals: key } },
  })
  return row
}

/** Takes a grant back; it is gone at the person's next request. @throws FORBIDDEN, NOT_FOUND, STAGE_CONFLICT */
export const revokeRole = async ({
  payload,
  actor,
  grant,
}: {
  payload: Payload
  actor: Actor
  grant: string
}): Promise<GrantRow> => {
  requireAdministrator(actor)
  const row = await readRow({ payload, slug: SLUG.roleGrants, id: grant })
  return transition({
    payload,
    slug: SLUG.roleGrants,
    row,
    to: 'revoked',
    set: { revokedAt: new Date().toISOString() },
    entries: [{ kind: 'event', type: 'grant.revoked', data: { user: row.user, role: row.role } }],
    actor,
  })
}
