import type { Handlers } from '../../src/jobs/handler'
import { checkRevision } from './checkRevision'
import { indexShelf, prepareSearch } from './indexShelf'
import { ingestUpload } from './ingestUpload'
import {
  advanceRevision,
  cleanJobs,
  cleanUploads,
  deleteAsset,
  purgeDue,
  purgeShelf,
  releaseHolder,
  sweep,
} from './upkeep'

export const handlers: Handlers = {
  checkRevision,
  ingestUpload,
  advanceRevision,
  indexShelf,
  prepareSearch,
  releaseHolder,
  deleteAsset,
  purgeDue,
  purgeShelf,
  sweep,
  cleanUploads,
  cleanJobs,
}
