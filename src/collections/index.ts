import type { CollectionConfig } from 'payload'

import { clampLimit } from '../hooks/clampLimit'
import { ApiClients } from './ApiClients'
import {
  AssetKinds,
  CatalogueNodes,
  Channels,
  Districts,
  EditionAdoptions,
  Grades,
  Schools,
  Stages,
  Subjects,
  Textbooks,
} from './catalogue'
import { ResourceFiles } from './ResourceFiles'
import { Resources } from './Resources'
import { Users } from './Users'
import {
  AssetRefs,
  AuditEvents,
  ClientKeys,
  Jobs,
  MediaAssets,
  Notices,
  Reviews,
  Revisions,
  RoleGrants,
  Shelves,
  UploadLocks,
  Uploads,
  WorkerBeats,
} from './workflow'

const all: CollectionConfig[] = [
  Users,
  ApiClients,
  Districts,
  Schools,
  Stages,
  Grades,
  Subjects,
  Textbooks,
  CatalogueNodes,
  EditionAdoptions,
  AssetKinds,
  Channels,
  Resources,
  ResourceFiles,
  Uploads,
  UploadLocks,
  Revisions,
  Reviews,
  Shelves,
  MediaAssets,
  AssetRefs,
  RoleGrants,
  ClientKeys,
  Jobs,
  WorkerBeats,
  Notices,
  AuditEvents,
]

export const collections = all.map((collection) => ({
  ...collection,
  hooks: { ...collection.hooks, beforeOperation: [...(collection.hooks?.beforeOperation ?? []), clampLimit] },
}))
