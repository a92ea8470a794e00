import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import { reviewOutcome } from '../domain/review'
import { TRACKS } from '../domain/roles'
import { isAppError } from '../errors'
import { SLUG } from '../slugs'
import { releaseHolders, revisionHolder } from './assets'
import { openReview } from './openReview'
import { publish } from './publish'
import type { ReviewRow, RevisionRow } from './rows'
import { findRows, readRow, transition } from './transition'

const machine = systemActor('workflow')

/** The seats of a revision's present round. */
export const seatsOf = ({ payload, revision }: { payload: Payload; revision: RevisionRow }): Promise<ReviewRow[]> =>
  findRows({
    payload,
    slug: SLUG.reviews,
    where: { and: [{ revision: { equals: revision.id } }, { round: { equals: revision.round } }] },
  })

const voidSeats = async ({ payload, revision }: { payload: Payload; revision: RevisionRow }) => {
  for (const seat of await seatsOf({ payload, revision })) {
    if (seat.state !== 'open' && seat.state !== 'claimed') continue
    await transition({
      payload,
      slug: SLUG.reviews,
      row: seat,
      to: 'void',
      set: { leaseUntil: '' },
      entries: [{ kind: 'event', type: 'review.void', data: { because: revision.state } }],
      actor: machine,
    })
  }
}

const supersedeOlder = async ({ payload, revision }: { payload: Payload; revision: RevisionRow }) => {
  const older = await findRows({
    payload,
    slug: SLUG.revisions,
    where: {
      and: [
        { resource: { equals: revision.resource } },
        { state: { equals: 'approved' } },
        { number: { less_than: revision.number } },
      ],
    },
  })
  for (const row of older) {
    await transition({
      payload,
      slug: SLUG.revisions,
      row,
      to: 'superseded',
      entries: [{ kind: 'event', type: 'revision.superseded', data: { by: revision.number } }],
      actor: machine,
    })
  }
}

/** What is over for good, and what a newer live revision has replaced, need not be stored any more. */
const releaseOver = async ({ payload, revision }: { payload: Payload; revision: RevisionRow }) => {
  const over = await findRows({
    payload,
    slug: SLUG.revisions,
    where: {
      and: [
        { resource: { equals: revision.resource } },
        { state: { in: ['unfit', 'withdrawn', 'returned', 'superseded'] } },
        { number: { less_than: revision.number } },
      ],
    },
  })
  await releaseHolders({ payload, actor: machine, holders: over.map(revisionHolder) })
}

const decide = async ({
  payload,
  revision,
  to,
}: {
  payload: Payload
  revision: RevisionRow
  to: 'approved' | 'returned'
}) =>
  transition({
    payload,
    slug: SLUG.revisions,
    row: revision,
    to,
    set: { decidedAt: new Date().toISOString() },
    entries: [
      { kind: 'event', type: to === 'approved' ? 'revision.approved' : 'revision.returned' },
      { kind: 'job', type: 'advanceRevision', input: { revision: revision.id } },
      {
        kind: 'notice',
        type: to === 'approved' ? 'revisionApproved' : 'revisionReturned',
        user: revision.owner,
        params: { title: revision.title, resource: revision.resource },
      },
    ],
    actor: machine,
  })

/** One step that the present state calls for. @returns whether there may be another */
const step = async ({ payload, revision }: { payload: Payload; revision: RevisionRow }): Promise<boolean> => {
  if (revision.state === 'inReview') {
    const seats = await seatsOf({ payload, revision })
    const missing = TRACKS.filter((track) => !seats.some((seat) => seat.track === track))
    for (const track of missing) seats.push(await openReview({ payload, revision, track, taken: seats }))
    if (missing.length > 0) return true
    const outcome = reviewOutcome(seats)
    if (outcome === 'approved' || outcome === 'returned') {
      await decide({ payload, revision, to: outcome })
      return true
    }
    if (outcome === 'twoKeys')
      payload.logger.error({ msg: `revision ${revision.id}: one person holds both keys; not published` })
    return false
  }
  if (revision.state === 'returned' || revision.state === 'withdrawn') await voidSeats({ payload, revision })
  if (revision.state === 'unfit' || revision.state === 'withdrawn')
    await releaseHolders({ payload, actor: machine, holders: [revisionHolder(revision)] })
  if (revision.state === 'approved') {
    const shelf = await publish({ payload, revision, seats: await seatsOf({ payload, revision }) })
    if (shelf.liveNumber < revision.number) return false
    await supersedeOlder({ payload, revision })
    await releaseOver({ payload, revision })
  }
  return false
}

/**
 * Brings a revision as far as its rows allow: opens the seats, counts the keys, returns or approves, publishes, gives
 * back what is not needed any more. Every
 * step is a compare-and-set derived from what is stored, so that verbs and the job may all call it at once; who loses
 * a race reads again.
 */
export const advanceRevision = async ({
  payload,
  revision,
}: {
  payload: Payload
  revision: string
}): Promise<RevisionRow> => {
  for (let conflicts = 0; ;) {
    const row = await readRow({ payload, slug: SLUG.revisions, id: revision })
    try {
      if (!(await step({ payload, revision: row })))
        return await readRow({ payload, slug: SLUG.revisions, id: revision })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT') || ++conflicts > 20) throw error
    }
  }
}
