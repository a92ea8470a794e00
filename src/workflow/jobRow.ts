import type { JobEntry, JobType } from '../domain/entries'

export type Lane = 'media' | 'light'

/** Which lane each job runs in: long encodes never delay indexing, notices or purges. */
export const LANE_OF: Record<JobType, Lane> = {
  checkRevision: 'media',
  ingestUpload: 'light',
  advanceRevision: 'light',
  indexShelf: 'light',
  releaseHolder: 'light',
  deleteAsset: 'light',
  purgeDue: 'light',
  purgeShelf: 'light',
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
  progress: { percent?: number; step?: string; secondsLeft?: number } | null
  lastError: string
  claimedBy: string
  finishedAt: string
  createdAt: string
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
}): Omit<JobRow, 'id' | 'key' | 'createdAt'> => ({
  type: entry.type,
  entity,
  lane: LANE_OF[entry.type],
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
