import type { Handler } from '../../src/jobs/handler'
import { syncShelf } from '../../src/search/syncShelf'

/** Brings the search index to what the shelf says now. */
export const indexShelf: Handler = ({ payload, job, signal }) =>
  syncShelf({ payload, shelf: String(job.input.shelf), signal })
