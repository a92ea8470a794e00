import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import { hasConflictOfInterest } from '../domain/review'
import type { Track } from '../domain/roles'
import { SLUG } from '../slugs'
import { copiesFrom } from './copies'
import type { ReviewRow, RevisionRow } from './rows'
import { findRows, insertRow } from './transition'

/** The newest approval of this resource and track whose subject is the very same: that key is still good. */
const standingKey = async ({
  payload,
  revision,
  track,
  subjectHash,
}: {
  payload: Payload
  revision: RevisionRow
  track: Track
  subjectHash: string
}) =>
  (
    await findRows({
      payload,
      slug: SLUG.reviews,
      where: {
        and: [
          { resource: { equals: revision.resource } },
          { track: { equals: track } },
          { state: { equals: 'approved' } },
          { subjectHash: { equals: subjectHash } },
        ],
      },
      sort: '-number',
      limit: 1,
    })
  )[0]

/**
 * Opens the seat of one track, unique (revision, track, round, seat). What did not change keeps its key: the approval is
 * carried over with its holder, who may then not turn the other key, unless that would put both keys into one hand or
 * the holder has become a maker of it since (回避).
 */
export const openReview = async ({
  payload,
  revision,
  track,
  taken,
}: {
  payload: Payload
  revision: RevisionRow
  track: Track
  taken: ReviewRow[]
}): Promise<ReviewRow> => {
  const subjectHash = track === 'content' ? revision.contentHash : revision.technicalHash
  const standing = await standingKey({ payload, revision, track, subjectHash })
  const { owner, contributors } = revision
  const isGood =
    standing &&
    !taken.some((seat) => seat.reviewer === standing.reviewer) &&
    !hasConflictOfInterest({ person: standing.reviewer, owner, contributors })
  const carried = isGood ? standing : undefined
  const key = `${revision.id}:${track}:${revision.round}:1`
  const now = new Date()
  const { row } = await insertRow({
    payload,
    slug: SLUG.reviews,
    state: carried ? 'approved' : 'open',
    data: {
      ...copiesFrom(revision),
      key,
      revision: revision.id,
      resource: revision.resource,
      number: revision.number,
      track,
      round: revision.round,
      seat: 1,
      subjectHash,
      reviewer: carried?.reviewer ?? '',
      reviewerName: carried?.reviewerName ?? '',
      leaseUntil: '',
      reasons: [],
      comment: '',
      notes: [],
      carriedFrom: carried?.id ?? '',
      openedAt: now.toISOString(),
      decidedAt: carried ? now.toISOString() : '',
    },
    entries: [
      {
        kind: 'event',
        type: carried ? 'review.carriedOver' : 'review.opened',
        data: { track, subjectHash, from: carried?.id ?? '' },
      },
    ],
    actor: systemActor('workflow'),
    now,
    unique: { key: { equals: key } },
  })
  return row
}
