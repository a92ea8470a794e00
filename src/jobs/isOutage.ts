import { isAppError } from '../errors'
import { isSearchAway } from '../search/isSearchAway'

/** NO_SPACE, TOOL_MISSING: the worker's own trouble (`MediaError` lives in the worker, which nobody imports). */
const isMachineFault = (error: unknown): boolean =>
  error instanceof Error && error.name === 'MediaError' && (error as { isFileFault?: boolean }).isFileFault === false

/**
 * Whether a job failed because something around it is away (store, search, disk space). That says nothing about the job,
 * so that it does not count as an attempt: an hour without S3 must not send a teacher's video back. ASSET_GONE: the same
 * bytes are just being deleted, and may be stored again in a moment.
 */
export const isOutage = (error: unknown): boolean =>
  isAppError(error, 'STORE_DOWN') || isAppError(error, 'ASSET_GONE') || isMachineFault(error) || isSearchAway(error)
