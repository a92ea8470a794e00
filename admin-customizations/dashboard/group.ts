import type { ReasonJson, WorkJson } from '../lib/types'

/** A file that could not be used, as `uploads` says it. */
export type RejectedFile = { id: string; resource: string; name: string; reasons: ReasonJson[] }

export type Group = 'needsYou' | 'inProgress' | 'drafts' | 'published'

const UNDER_WAY = ['frozen', 'checking', 'inReview']

export const isUnderWay = (work: WorkJson): boolean => {
  const { revision, shelf } = work
  if (!revision) return false
  if (UNDER_WAY.includes(revision.state)) return true
  return revision.state === 'approved' && (shelf?.liveNumber ?? 0) < revision.number
}

/** Machines answer within seconds; offices within days. */
const isAtMachine = (work: WorkJson): boolean =>
  isUnderWay(work) && work.revision !== null && work.revision.state !== 'inReview'

/** Seconds after which it is worth to look again, null when nothing is under way. */
export const pollSeconds = (items: WorkJson[]): number | null =>
  items.some(isAtMachine) ? 3 : items.some(isUnderWay) ? 30 : null

export const isPublished = (work: WorkJson): boolean => (work.shelf?.liveNumber ?? 0) > 0

/** Where an item stands in the teacher's list; what needs the teacher comes first, whatever else is true. */
export const groupOf = (work: WorkJson, rejected: RejectedFile[]): Group => {
  if (isUnderWay(work)) return 'inProgress'
  if (work.revision?.state === 'returned' || work.revision?.state === 'unfit') return 'needsYou'
  if (rejected.some((file) => file.resource === work.id)) return 'needsYou'
  return isPublished(work) ? 'published' : 'drafts'
}
