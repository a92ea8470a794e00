import type { CollectionConfig } from 'payload'

import { anyOf } from '../access/combinators'
import { isOwn, isSystemAdmin } from '../access/rules'
import { SLUG } from '../slugs'
import { number, text } from './columns'

const never = () => false

/**
 * One file of a working copy. Created when its upload starts; a form changes kind, order and title only. What became of
 * the bytes stands in `uploads`, so that a finished upload and a form save never overwrite each other.
 */
export const ResourceFiles: CollectionConfig = {
  slug: SLUG.resourceFiles,
  labels: { singular: { zh: '资源文件', en: 'Resource file' }, plural: { zh: '资源文件', en: 'Resource files' } },
  admin: { hidden: true, useAsTitle: 'name' },
  access: { create: never, read: anyOf(isSystemAdmin, isOwn('owner')), update: anyOf(isOwn('owner')), delete: never },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  fields: [
    { ...text('resource', { index: true, required: true }), access: { update: never } } as never,
    { ...text('owner', { index: true, required: true }), access: { update: never } } as never,
    { ...text('upload', { unique: true, required: true }), access: { update: never } } as never,
    { ...text('name', { required: true }), access: { update: never } } as never,
    text('kind', { label: { zh: '类型', en: 'Kind' }, required: true }),
    number('order', { required: true }),
  ],
}
