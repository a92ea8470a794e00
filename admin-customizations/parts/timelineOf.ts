import type { ReviewJson, WorkJson } from '../lib/types'
import type { StepState } from './Shape'

export type TimelineStep = {
  key: 'upload' | 'machine' | 'content' | 'technical' | 'publish'
  state: StepState
  detail: '' | 'queued' | 'working' | 'unfit' | 'waiting' | 'claimed' | 'returned' | 'publishing'
  /** Percent of the machine's work, when known. */
  percent: number | null
  reviewer: string
  since: string
}

const step = (key: TimelineStep['key'], state: StepState, rest: Partial<TimelineStep> = {}): TimelineStep => ({
  key,
  state,
  detail: '',
  percent: null,
  reviewer: '',
  since: '',
  ...rest,
})

const machineStep = (work: WorkJson): TimelineStep => {
  const state = work.revision?.state
  if (!state) return step('machine', 'todo')
  if (state === 'unfit') return step('machine', 'bad', { detail: 'unfit' })
  if (state === 'frozen') return step('machine', 'now', { detail: 'queued', percent: work.progress?.percent ?? null })
  if (state === 'checking')
    return step('machine', 'now', { detail: 'working', percent: work.progress?.percent ?? null })
  return step('machine', work.revision!.machine.length > 0 || state !== 'withdrawn' ? 'done' : 'todo')
}

const officeStep = (key: 'content' | 'technical', seat: ReviewJson | undefined): TimelineStep => {
  if (!seat || seat.state === 'void') return step(key, 'todo')
  const who = { reviewer: seat.reviewerName, since: seat.openedAt }
  if (seat.state === 'approved') return step(key, 'done', { reviewer: seat.reviewerName, since: seat.decidedAt })
  if (seat.state === 'returned') return step(key, 'bad', { ...who, detail: 'returned', since: seat.decidedAt })
  if (seat.state === 'claimed') return step(key, 'now', { ...who, detail: 'claimed' })
  return step(key, 'now', { ...who, detail: 'waiting' })
}

/** Where a submission stands: 上传 ─ 机检 ─ 教研室 ─ 电教馆 ─ 发布. Both offices work at the same time. */
export const timelineOf = (work: WorkJson): TimelineStep[] => {
  const { revision, shelf, reviews } = work
  const isPublished = !!revision && !!shelf && shelf.liveNumber >= revision.number
  const seat = (track: 'content' | 'technical') => reviews.find((review) => review.track === track)
  return [
    step('upload', revision ? 'done' : 'now'),
    machineStep(work),
    officeStep('content', seat('content')),
    officeStep('technical', seat('technical')),
    isPublished
      ? step('publish', 'done', { since: shelf.publishedAt })
      : revision?.state === 'approved'
        ? step('publish', 'now', { detail: 'publishing' })
        : step('publish', 'todo'),
  ]
}
