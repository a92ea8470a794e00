import type { JobEntry, JobType, Lane } from '../domain/entries'

export type { Lane }

/** Which lane each job runs in. */
export const LANE_OF: Record<JobType, Lane> = {
  checkRevision: 'media',
  ingestUpload: 'light',
  advanceRevision: 'light',
  indexShelf: 'light',
  releaseHolder: 'light',
  deleteAsset: 'light',
  purgeDue: 'light',
  purgeShelf: 'light',
  prepareSearch: 'light',
  sweep: 'light',
  cleanUploads: 'light',
  cleanJobs: 'light',
}

export type JobState = 'queued' | 'running' | 'done' | 'dead'

export type JobRow = {
  id: string
  key: string
  type: JobType
  entity: string
  lane: Lane
  state: JobState
  input: Record<string, string | number>
  notBefore: string
  leaseUntil: string
  token: string
  claims: number
  /** `waitingSince`: ISO time since which something around the job is away (`isOutage`). */
  progress: { percent?: number; step?: string; secondsLeft?: number; waitingSince?: string } | null
  lastError: string
  claimedBy: string
  finishedAt: string
}

/** A new job row, every column given a value (a compare-and-set on NULL never wins). */
export const jobRow = ({
  entry,
  entity,
  at,
}: {
  entry: JobEntry
  entity: string
  at: string
}): Omit<JobRow, 'id' | 'key'> => ({
  type: entry.type,
  entity,
  lane: entry.lane ?? LANE_OF[entry.type],
  state: 'queued',
  input: entry.input,
  notBefore: new Date(Date.parse(at) + (entry.delaySeconds ?? 0) * 1000).toISOString(),
  leaseUntil: '',
  token: '',
  claims: 0,
  progress: null,
  lastError: '',
  claimedBy: '',
  finishedAt: '',
})
