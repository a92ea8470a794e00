import { isAppError } from '../errors'
import { isSearchAway } from '../search/isSearchAway'

/**
 * The worker's own trouble (`MediaError` lives in the worker, which nobody imports). ABORTED is not among it: a file that
 * gets ffmpeg killed from outside each time must end as a dead letter.
 */
const isMachineFault = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'MediaError' &&
  ['NO_SPACE', 'TOOL_MISSING'].includes((error as { code?: string }).code ?? '')

/**
 * Whether a job failed because something around it is away (store, search, disk space). That says nothing about the job,
 * so that it does not count as an attempt: an hour without S3 must not send a teacher's video back. ASSET_GONE: the same
 * bytes are just being deleted, and may be stored again in a moment.
 */
export const isOutage = (error: unknown): boolean =>
  isAppError(error, 'STORE_DOWN') || isAppError(error, 'ASSET_GONE') || isMachineFault(error) || isSearchAway(error)
