import type { CollectionConfig } from 'payload'

import { anyOf } from '../access/combinators'
import { isOwn, isSystemAdmin } from '../access/rules'
import { hideLock } from '../hooks/hideLock'
import { recordLogin } from '../hooks/recordLogin'
import { refuseDisabled } from '../hooks/refuseDisabled'
import { SLUG } from '../slugs'
import { text, yesNo } from './columns'

const adminOnly = async ({ req }: { req: Parameters<typeof isSystemAdmin>[0]['req'] }) =>
  (await isSystemAdmin({ req })) === true

/** People. Roles are `role-grants`, never a field here: an overlapping save would give a revoked role back. */
export const users = ({ isHttps }: { isHttps: boolean }): CollectionConfig => ({
  slug: SLUG.users,
  labels: { singular: { zh: '用户', en: 'User' }, plural: { zh: '用户', en: 'Users' } },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'school', 'district', 'isDisabled'],
    group: { zh: '人员', en: 'People' },
  },
  auth: {
    tokenExpiration: 8 * 3600,
    maxLoginAttempts: 5,
    lockTime: 15 * 60 * 1000,
    useSessions: true,
    cookies: { sameSite: 'Lax', secure: isHttps },
  },
  access: {
    admin: async ({ req }) => req.user?.collection === SLUG.users && !req.user.isDisabled,
    create: anyOf(isSystemAdmin),
    read: anyOf(isSystemAdmin, isOwn('id')),
    update: anyOf(isSystemAdmin, isOwn('id')),
    delete: () => false,
    unlock: anyOf(isSystemAdmin),
  },
  hooks: { beforeLogin: [refuseDisabled], afterLogin: [recordLogin], afterError: [hideLock] },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  fields: [
    { ...text('name', { label: { zh: '姓名', en: 'Name' }, required: true }), access: { update: adminOnly } } as never,
    {
      name: 'school',
      type: 'relationship',
      relationTo: SLUG.schools,
      label: { zh: '学校', en: 'School' },
      access: { update: adminOnly },
    },
    {
      ...text('district', { label: { zh: '区划代码（教研室、电教馆人员）', en: 'District code (office staff)' } }),
      access: { update: adminOnly },
    } as never,
    {
      ...text('staffNumber', { label: { zh: '工号', en: 'Staff number' }, index: true }),
      access: { update: adminOnly },
    } as never,
    { ...yesNo('isDisabled', { label: { zh: '已停用', en: 'Disabled' } }), access: { update: adminOnly } } as never,
  ],
})
