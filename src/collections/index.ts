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
import { users } from './Users'
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

type Settings = { isHttps: boolean }

const all = (settings: Settings): CollectionConfig[] => [
  users(settings),
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

/** Every collection of the installation; `isHttps` keeps session cookies to TLS. */
export const collections = (settings: Settings): CollectionConfig[] =>
  all(settings).map((collection) => ({
    ...collection,
    hooks: { ...collection.hooks, beforeOperation: [...(collection.hooks?.beforeOperation ?? []), clampLimit] },
  }))
