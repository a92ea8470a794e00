import type { Handler } from '../../src/jobs/handler'
import { ensureIndex } from '../../src/search/ensureIndex'
import { syncShelf } from '../../src/search/syncShelf'

/** Brings the search index to what the shelf says now. */
export const indexShelf: Handler = ({ payload, job, signal }) =>
  syncShelf({ payload, shelf: String(job.input.shelf), signal })

/** Makes the index when there is none (a new installation, a lost disk) and keeps its settings up to date. */
export const prepareSearch: Handler = async ({ payload }) => {
  await ensureIndex({ payload })
}
