import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import { hasConflictOfInterest } from '../domain/review'
import type { Track } from '../domain/roles'
import { SLUG } from '../slugs'
import { copiesFrom } from './copies'
import { shelfOf } from './publish'
import type { ReviewRow, RevisionRow } from './rows'
import { findRows, insertRow } from './transition'

/**
 * The newest verdict of this resource and track on the very same subject: an approval is a key that is still good, unless
 * the resource is off the shelf, from where only fresh eyes bring it back.
 */
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
          { state: { in: ['approved', 'returned'] } },
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
  const isOffShelf = (await shelfOf({ payload, resource: revision.resource })).state === 'offShelf'
  const isGood =
    standing?.state === 'approved' &&
    !isOffShelf &&
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
      decidedAt: carried?.decidedAt ?? '',
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
