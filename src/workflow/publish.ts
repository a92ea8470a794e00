import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import { audienceToken } from '../domain/audience'
import { subjectHash } from '../domain/review'
import { TRACKS } from '../domain/roles'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { copiesFrom } from './copies'
import type { ReviewRow, RevisionRow, ShelfRow } from './rows'
import { findRows, transition } from './transition'

/** The shelf of a resource. @throws NOT_FOUND before the first submission */
export const shelfOf = async ({ payload, resource }: { payload: Payload; resource: string }): Promise<ShelfRow> => {
  const shelf = await payload.db.findOne<ShelfRow>({
    collection: SLUG.shelves,
    where: { resource: { equals: resource } },
  })
  if (!shelf) throw new AppError('NOT_FOUND')
  return shelf
}

/** What an administrator took down comes back by `restoreShelf` alone, whatever was approved meanwhile. */
export const isTakenDown = (shelf: ShelfRow): boolean => shelf.state === 'offShelf' && shelf.retireReason === 'takeDown'

/**
 * Recomputes both subjects from what is stored: every file and output must still be an active blob of the hash that was
 * frozen, and each key must have been turned on exactly this. @throws SUBJECT_CHANGED
 */
const requireKeys = async ({
  payload,
  revision,
  seats,
}: {
  payload: Payload
  revision: RevisionRow
  seats: ReviewRow[]
}) => {
  const parts = [...revision.files, ...revision.outputs]
  const assets = await findRows({
    payload,
    slug: SLUG.mediaAssets,
    where: { id: { in: [...new Set(parts.map((part) => part.asset))] } },
  })
  const stored = new Map(assets.filter((asset) => asset.state === 'active').map((asset) => [asset.id, asset]))
  for (const part of parts) {
    const asset = stored.get(part.asset)
    if (!asset || asset.sha256 !== part.sha256 || asset.size !== part.size) throw new AppError('SUBJECT_CHANGED')
  }
  const subject = { metadata: revision.metadata, files: revision.files, outputs: revision.outputs }
  const keys = TRACKS.map((track) => seats.find((seat) => seat.track === track && seat.state === 'approved'))
  for (const [index, track] of TRACKS.entries()) {
    if (keys[index]?.subjectHash !== subjectHash({ track, subject })) throw new AppError('SUBJECT_CHANGED')
  }
  if (keys[0]?.reviewer === keys[1]?.reviewer) throw new AppError('TWO_KEYS')
}

/**
 * Puts an approved revision on the shelf: one compare-and-set that succeeds only where `liveNumber` is lower than this
 * revision's number, so that two second approvals publish once and an old revision never replaces a newer one. A purged
 * shelf stays purged, one that was taken down stays down. @throws SUBJECT_CHANGED, TWO_KEYS, STAGE_CONFLICT
 */
export const publish = async ({
  payload,
  revision,
  seats,
}: {
  payload: Payload
  revision: RevisionRow
  seats: ReviewRow[]
}): Promise<ShelfRow> => {
  const shelf = await shelfOf({ payload, resource: revision.resource })
  if (shelf.liveNumber >= revision.number || shelf.state === 'purged' || isTakenDown(shelf)) return shelf
  await requireKeys({ payload, revision, seats })
  const now = new Date()
  const place = { school: revision.school, county: revision.county, city: revision.city, province: revision.province }
  return transition({
    payload,
    slug: SLUG.shelves,
    row: shelf,
    to: 'live',
    guard: [{ liveNumber: { less_than: revision.number } }],
    set: {
      ...copiesFrom(revision),
      liveRevision: revision.id,
      liveNumber: revision.number,
      audience: audienceToken({ level: revision.level, place }),
      summary: String(revision.metadata.summary ?? ''),
      keywords: String(revision.metadata.keywords ?? ''),
      publishedAt: now.toISOString(),
      seals: TRACKS.map((track) => {
        const seat = seats.find((each) => each.track === track && each.state === 'approved')
        return { track, reviewer: seat?.reviewerName ?? '', at: seat?.decidedAt ?? '' }
      }),
      indexDue: true,
      retireReason: '',
      retireNote: '',
      purgeAfter: '',
    },
    entries: [
      {
        kind: 'event',
        type: 'shelf.published',
        data: { revision: revision.id, number: revision.number, level: revision.level },
      },
      { kind: 'job', type: 'indexShelf', input: { shelf: shelf.id } },
      {
        kind: 'notice',
        type: 'shelfPublished',
        user: revision.owner,
        params: { title: revision.title, resource: revision.resource, shelf: shelf.id },
      },
    ],
    actor: systemActor('workflow'),
    now,
  })
}
