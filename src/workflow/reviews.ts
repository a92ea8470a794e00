import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { isReasonCode, type ReasonCode, reasonsOf } from '../domain/reasons'
import { hasConflictOfInterest } from '../domain/review'
import { covers, TRACK_ROLE } from '../domain/roles'
import { AppError, isAppError } from '../errors'
import { SLUG } from '../slugs'
import { advanceRevision, seatsOf } from './advanceRevision'
import type { ReviewRow, RevisionRow } from './rows'
import { readRow, transition } from './transition'

type Args = { payload: Payload; actor: Actor; review: string }

const isHeld = (review: ReviewRow, now: Date): boolean =>
  review.state === 'claimed' && review.leaseUntil > now.toISOString()

/**
 * Whether this person may judge this seat at all: within scope, not a maker (回避), and not the holder of the other key.
 * @throws OUT_OF_SCOPE, SELF_REVIEW, TWO_KEYS
 */
const requireEntitled = async ({
  payload,
  actor,
  review,
  revision,
}: {
  payload: Payload
  actor: Actor
  review: ReviewRow
  revision: RevisionRow
}) => {
  const grants = actor.grants.filter((grant) => grant.role === TRACK_ROLE[review.track])
  if (!grants.some((grant) => covers({ grant, item: review }))) throw new AppError('OUT_OF_SCOPE')
  if (hasConflictOfInterest({ person: actor.id, owner: revision.owner, contributors: revision.contributors }))
    throw new AppError('SELF_REVIEW')
  const others = (await seatsOf({ payload, revision })).filter(
    (seat) => seat.id !== review.id && seat.state !== 'void' && seat.state !== 'open',
  )
  if (others.some((seat) => seat.reviewer === actor.id)) throw new AppError('TWO_KEYS')
}

const load = async ({ payload, review }: { payload: Payload; review: string }) => {
  const row = await readRow({ payload, slug: SLUG.reviews, id: review })
  return { row, revision: await readRow({ payload, slug: SLUG.revisions, id: row.revision }) }
}

/**
 * Takes an open seat, one whose lease ran out, or renews one's own, for `leaseSeconds`.
 * Two claims of both seats by one person at the same instant: whoever finds the other seat in the same hand lets go.
 * @throws OUT_OF_SCOPE, SELF_REVIEW, TWO_KEYS, ALREADY_CLAIMED, STAGE_CONFLICT
 */
export const claimReview = async ({
  payload,
  actor,
  review,
  leaseSeconds,
  now = new Date(),
}: Args & { leaseSeconds: number; now?: Date }): Promise<ReviewRow> => {
  const { row, revision } = await load({ payload, review })
  await requireEntitled({ payload, actor, review: row, revision })
  const isOwn = row.reviewer === actor.id
  if (isHeld(row, now) && !isOwn) throw new AppError('ALREADY_CLAIMED', { name: row.reviewerName })
  const claimed = await transition({
    payload,
    slug: SLUG.reviews,
    row,
    to: 'claimed',
    set: {
      reviewer: actor.id,
      reviewerName: actor.name,
      leaseUntil: new Date(now.getTime() + leaseSeconds * 1000).toISOString(),
    },
    entries: [
      {
        kind: 'event',
        type: row.state === 'claimed' && isOwn ? 'review.renewed' : 'review.claimed',
        data: { track: row.track },
      },
    ],
    actor,
    now,
  })
  try {
    await requireEntitled({ payload, actor, review: claimed, revision })
  } catch (error) {
    if (isAppError(error, 'TWO_KEYS')) await releaseReview({ payload, actor, review })
    throw error
  }
  return claimed
}

/** Gives a claimed seat back: claimed ▸ open. @throws NOT_CLAIMED, STAGE_CONFLICT */
export const releaseReview = async ({
  payload,
  actor,
  review,
  now = new Date(),
}: Args & { now?: Date }): Promise<ReviewRow> => {
  const row = await readRow({ payload, slug: SLUG.reviews, id: review })
  const isExpired = row.state === 'claimed' && !isHeld(row, now)
  if (row.state !== 'claimed' || (row.reviewer !== actor.id && !(isExpired && actor.id.startsWith('system:'))))
    throw new AppError('NOT_CLAIMED')
  return transition({
    payload,
    slug: SLUG.reviews,
    row,
    to: 'open',
    set: { reviewer: '', reviewerName: '', leaseUntil: '' },
    entries: [{ kind: 'event', type: 'review.released', data: { by: actor.id, held: row.reviewer } }],
    actor,
    now,
  })
}

export type Decision = { verdict: 'approved' } | { verdict: 'returned'; reasons: ReasonCode[]; comment: string }

/** @throws REASON_NEEDED unless a return carries one of its office's codes and a text */
const requireReasons = (decision: Decision, review: ReviewRow) => {
  if (decision.verdict === 'approved') return
  const allowed = reasonsOf(review.track)
  const isCoded =
    decision.reasons.length > 0 && decision.reasons.every((code) => isReasonCode(code) && allowed.includes(code))
  if (!isCoded || decision.comment.trim().length < 2) throw new AppError('REASON_NEEDED')
}

/**
 * Records one office's verdict on one revision; the second approval publishes, one return sends it back. A decided seat
 * never changes.
 * @throws NOT_CLAIMED, OUT_OF_SCOPE, SELF_REVIEW, TWO_KEYS, REASON_NEEDED, STAGE_CONFLICT
 */
export const decideReview = async ({
  payload,
  actor,
  review,
  decision,
}: Args & { decision: Decision }): Promise<{ review: ReviewRow; revision: RevisionRow }> => {
  const { row, revision } = await load({ payload, review })
  if (row.state !== 'claimed' || row.reviewer !== actor.id)
    throw new AppError(row.state === 'open' || row.state === 'claimed' ? 'NOT_CLAIMED' : 'STAGE_CONFLICT')
  await requireEntitled({ payload, actor, review: row, revision })
  requireReasons(decision, row)
  const returned = decision.verdict === 'returned'
  const decided = await transition({
    payload,
    slug: SLUG.reviews,
    row,
    to: decision.verdict,
    set: {
      leaseUntil: '',
      decidedAt: new Date().toISOString(),
      reasons: returned ? decision.reasons : [],
      comment: returned ? decision.comment.trim().slice(0, 4000) : '',
    },
    entries: [
      {
        kind: 'event',
        type: returned ? 'review.returned' : 'review.approved',
        data: { track: row.track, subjectHash: row.subjectHash, ...(returned ? { reasons: decision.reasons } : {}) },
      },
      { kind: 'job', type: 'advanceRevision', input: { revision: row.revision } },
    ],
    actor,
  })
  return { review: decided, revision: await advanceRevision({ payload, revision: row.revision }) }
}
