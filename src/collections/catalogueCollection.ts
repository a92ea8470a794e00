import type { CollectionConfig, Field } from 'payload'

import { anyOf, everybody } from '../access/combinators'
import { isSystemAdmin } from '../access/rules'
import type { Slug } from '../slugs'

type Args = {
  slug: Slug
  labels: { zh: string; en: string }
  useAsTitle: string
  fields: Field[]
  columns?: readonly string[]
  group?: 'catalogue' | 'vocabulary'
  hooks?: CollectionConfig['hooks']
}

const GROUPS = { catalogue: { zh: '目录', en: 'Catalogue' }, vocabulary: { zh: '字典', en: 'Vocabularies' } }

/** Plain data that everybody reads and a system admin edits with ordinary Payload operations. Nothing is deleted. */
export const catalogueCollection = ({
  slug,
  labels,
  useAsTitle,
  fields,
  columns,
  group = 'catalogue',
  hooks,
}: Args): CollectionConfig => ({
  slug,
  labels: { singular: labels, plural: labels },
  admin: { useAsTitle, group: GROUPS[group], ...(columns ? { defaultColumns: [...columns] } : {}) },
  access: {
    read: anyOf(everybody),
    create: anyOf(isSystemAdmin),
    update: anyOf(isSystemAdmin),
    delete: () => false,
  },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  ...(hooks ? { hooks } : {}),
  fields,
})
