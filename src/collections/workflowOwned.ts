import type { Access, CollectionConfig, Field } from 'payload'

import { refuseForms } from '../hooks/refuseForms'
import type { Slug } from '../slugs'

type Args = {
  slug: Slug
  labels: { zh: string; en: string }
  read: Access
  fields: Field[]
  useAsTitle?: string
  indexes?: CollectionConfig['indexes']
}

/**
 * A collection that only workflow verbs (or jobs, or the drain) write: forms, REST, GraphQL, bulk, duplicate and the
 * Local API are refused twice, by access and by `refuseForms`. Scalars and JSON only (one row = one statement).
 */
export const workflowOwned = ({ slug, labels, read, fields, useAsTitle, indexes }: Args): CollectionConfig => ({
  slug,
  labels: { singular: labels, plural: labels },
  admin: { hidden: true, ...(useAsTitle ? { useAsTitle } : {}) },
  access: { read, create: () => false, update: () => false, delete: () => false, unlock: () => false },
  hooks: { beforeOperation: [refuseForms] },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  ...(indexes ? { indexes } : {}),
  fields,
})
