import type { CollectionConfig } from 'payload'

import { anyOf } from '../access/combinators'
import { clientKeyStrategy } from '../access/clientKeyStrategy'
import { isSystemAdmin } from '../access/rules'
import { SLUG } from '../slugs'
import { longText, text, yesNo } from './columns'

/** Client apps that read by GraphQL. Their keys are `client-keys`; their place says which levels they may see. */
export const ApiClients: CollectionConfig = {
  slug: SLUG.apiClients,
  labels: { singular: { zh: '客户端应用', en: 'API client' }, plural: { zh: '客户端应用', en: 'API clients' } },
  admin: { useAsTitle: 'name', group: { zh: '人员', en: 'People' } },
  auth: { disableLocalStrategy: true, strategies: [clientKeyStrategy] },
  access: {
    admin: () => false,
    create: anyOf(isSystemAdmin),
    read: anyOf(isSystemAdmin),
    update: anyOf(isSystemAdmin),
    delete: () => false,
  },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  fields: [
    text('name', { label: { zh: '名称', en: 'Name' }, required: true }),
    text('district', { label: { zh: '区划代码', en: 'District code' } }),
    text('school', { label: { zh: '学校', en: 'School id' } }),
    longText('purpose', { label: { zh: '用途', en: 'Purpose' } }),
    yesNo('isDisabled', { label: { zh: '已停用', en: 'Disabled' } }),
  ],
}
