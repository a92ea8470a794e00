import type { PayloadRequest, Where } from 'payload'
import { z } from 'zod'

import { scopeQuery } from '../access/rules'
import type { Actor } from '../domain/actor'
import { RETURN_REASONS, reasonsOf } from '../domain/reasons'
import { isReviewable } from '../domain/review'
import { overdueBefore, reviewDaysLeft } from '../domain/reviewDays'
import { TRACK_ROLE, TRACKS, type Track } from '../domain/roles'
import { isRowId } from '../domain/rowId'
import { env } from '../env'
import { AppError, isAppError, type Language } from '../errors'
import { SLUG } from '../slugs'
import { claimReview, decideReview, releaseReview } from '../workflow/reviews'
import type { ReviewRow } from '../workflow/rows'
import { findRows, readRow } from '../workflow/transition'
import { bodyOf, endpoint, languageOf, pageOf } from './endpoint'
import { fileUrl, revisionMarks } from './revisionMarks'
import { reviewView, revisionView } from './views'

const FILTERS = ['stage', 'grade', 'subject', 'kind', 'school'] as const
const SEARCHED = ['title', 'ownerName', 'nodePath'] as const

/** What the filter of a queue asks of a seat; unknown and empty values ask nothing. */
const filterQuery = (values: Record<string, string | undefined>): Where[] => {
  const words = (values.q ?? '').trim()
  return [
    ...FILTERS.flatMap((name): Where[] => (values[name] ? [{ [name]: { equals: values[name] } }] : [])),
    ...(words ? [{ or: SEARCHED.map((column) => ({ [column]: { contains: words } })) }] : []),
  ]
}

const filterText = z.string().max(200).optional()
const claimNextBody = z.object({
  track: z.enum(TRACKS),
  count: z.number().int().min(1).max(20).default(10),
  stage: filterText,
  grade: filterText,
  subject: filterText,
  kind: filterText,
  school: filterText,
  q: filterText,
})

const trackOf = (value: string | null): Track => {
  if (!TRACKS.includes(value as Track)) throw new AppError('BAD_INPUT', { detail: 'track' })
  return value as Track
}

/** The seats of one office that this person's grants cover. @throws FORBIDDEN without a grant of that office */
const officeQuery = (actor: Actor, track: Track): Where[] => {
  const scope = scopeQuery(actor.grants, TRACK_ROLE[track])
  if (scope === false) throw new AppError('FORBIDDEN')
  return [{ track: { equals: track } }, ...(scope === true ? [] : [scope])]
}

/** One review with what its reviewer needs to see. @throws NOT_FOUND for anybody whose grants do not cover it */
const readCovered = async ({
  req,
  actor,
  id,
}: {
  req: PayloadRequest
  actor: Actor
  id: string
}): Promise<ReviewRow> => {
  const tracks = TRACKS.filter((track) => scopeQuery(actor.grants, TRACK_ROLE[track]) !== false)
  const query: Where = { or: tracks.map((track) => ({ and: officeQuery(actor, track) })) }
  const found =
    tracks.length === 0 || !isRowId(id)
      ? []
      : await findRows({
          payload: req.payload,
          slug: SLUG.reviews,
          where: { and: [{ id: { equals: id } }, query] },
          limit: 1,
        })
  if (!found[0]) throw new AppError('NOT_FOUND')
  return found[0]
}

const count = async (req: PayloadRequest, where: Where[]): Promise<number> =>
  (await req.payload.db.count({ collection: SLUG.reviews, where: { and: where } })).totalDocs

/** A seat as its office sees it: whose it is, and the working days that are left while nobody has decided. */
const seatView = ({ row, actor, language }: { row: ReviewRow; actor: Actor; language: Language }) => ({
  ...reviewView({ row, language }),
  isMine: row.reviewer === actor.id,
  isOwnWork: row.owner === actor.id,
  daysLeft: ['open', 'claimed'].includes(row.state)
    ? reviewDaysLeft({ openedAt: row.openedAt, now: new Date() })
    : null,
})

/** The reviewer's side: queue, one item, claim, give back, approve, return. */
export const reviewEndpoints = [
  endpoint({
    method: 'get',
    path: '/review/queue',
    handler: async ({ req, actor, query }) => {
      const track = trackOf(query.get('track'))
      const office = officeQuery(actor, track)
      const { page, limit } = pageOf(query, 100)
      const filters = filterQuery(Object.fromEntries(query))
      const view = query.get('view') ?? ''
      const open: Where = { state: { in: ['open', 'claimed'] } }
      const mine: Where[] = [{ state: { equals: 'claimed' } }, { reviewer: { equals: actor.id } }]
      const decided: Where[] = [{ state: { in: ['approved', 'returned'] } }, { reviewer: { equals: actor.id } }]
      const overdue: Where[] = [open, { openedAt: { less_than: overdueBefore(new Date()).toISOString() } }]
      const chosen = view === 'mine' ? mine : view === 'decided' ? decided : view === 'overdue' ? overdue : [open]
      const found = await req.payload.db.find<ReviewRow>({
        collection: SLUG.reviews,
        where: { and: [...office, ...chosen, ...filters] },
        sort: view === 'decided' ? '-decidedAt' : 'openedAt',
        page,
        limit,
        pagination: true,
      })
      const language = languageOf(req)
      const marks = await revisionMarks({ payload: req.payload, ids: found.docs.map((row) => row.revision) })
      return {
        items: found.docs.map((row) => ({
          ...seatView({ row, actor, language }),
          notes: marks.get(row.revision)?.notes ?? 0,
          poster: marks.get(row.revision)?.poster ?? null,
        })),
        counts: {
          waiting: await count(req, [...office, open]),
          mine: await count(req, [...office, ...mine]),
          overdue: await count(req, [...office, ...overdue]),
        },
        page,
        totalPages: found.totalPages,
        total: found.totalDocs,
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/review/claim-next',
    handler: async ({ req, actor }) => {
      const { track, count: wanted, ...filter } = await bodyOf(req, claimNextBody)
      const candidates = await findRows({
        payload: req.payload,
        slug: SLUG.reviews,
        where: {
          and: [
            ...officeQuery(actor, track),
            { state: { equals: 'open' } },
            { owner: { not_equals: actor.id } },
            ...filterQuery(filter),
          ],
        },
        sort: 'openedAt',
        // Some of them may be refused: one's own work, or the other key already in the same hand.
        limit: 300,
      })
      const claimed: string[] = []
      for (const row of candidates) {
        if (claimed.length >= wanted) break
        try {
          await claimReview({ payload: req.payload, actor, review: row.id, leaseSeconds: env().REVIEW_LEASE_SECONDS })
          claimed.push(row.id)
        } catch (error) {
          if (!isAppError(error)) throw error
        }
      }
      return { claimed }
    },
  }),
  endpoint({
    method: 'get',
    path: '/review/reviews/:id',
    handler: async ({ req, actor, params }) => {
      const { payload } = req
      const language = languageOf(req)
      const row = await readCovered({ req, actor, id: params.id! })
      const revision = await readRow({ payload, slug: SLUG.revisions, id: row.revision })
      if (!isReviewable(revision.state)) throw new AppError('NOT_FOUND')
      const seats = await findRows({
        payload,
        slug: SLUG.reviews,
        where: { resource: { equals: row.resource } },
        sort: '-number',
      })
      return {
        review: seatView({ row, actor, language }),
        revision: revisionView({ row: revision, language }),
        metadata: revision.metadata,
        files: revision.files.map((file) => {
          const rendition = revision.outputs.find((output) => output.file === file.file && output.role === 'rendition')
          const poster = revision.outputs.find((output) => output.file === file.file && output.role === 'poster')
          return {
            id: file.file,
            name: file.name,
            kind: file.kind,
            group: file.group,
            mime: rendition?.mime ?? file.mime,
            size: rendition?.size ?? file.size,
            sourceSize: file.size,
            sha256: rendition?.sha256 ?? file.sha256,
            url: fileUrl(revision.id, rendition?.asset ?? file.asset),
            poster: poster ? fileUrl(revision.id, poster.asset) : null,
            sourceUrl: fileUrl(revision.id, file.asset, '?download=1'),
          }
        }),
        seats: seats
          .filter((seat) => seat.revision === row.revision)
          .map((seat) => reviewView({ row: seat, language })),
        history: seats
          .filter((seat) => seat.revision !== row.revision && seat.state !== 'open')
          .map((seat) => reviewView({ row: seat, language })),
        reasons: reasonsOf(row.track).map((code) => ({ code, label: RETURN_REASONS[code][language] })),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/review/reviews/:id/claim',
    handler: async ({ req, actor, params }) => {
      const row = await claimReview({
        payload: req.payload,
        actor,
        review: params.id!,
        leaseSeconds: env().REVIEW_LEASE_SECONDS,
      })
      return { review: reviewView({ row, language: languageOf(req) }) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/review/reviews/:id/release',
    handler: async ({ req, actor, params }) => {
      const row = await releaseReview({ payload: req.payload, actor, review: params.id! })
      return { review: reviewView({ row, language: languageOf(req) }) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/review/reviews/:id/approve',
    handler: async ({ req, actor, params }) => {
      const { review, revision } = await decideReview({
        payload: req.payload,
        actor,
        review: params.id!,
        decision: { verdict: 'approved' },
      })
      return {
        review: reviewView({ row: review, language: languageOf(req) }),
        revision: revisionView({ row: revision, language: languageOf(req) }),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/review/reviews/:id/return',
    handler: async ({ req, actor, params }) => {
      const body = await bodyOf(
        req,
        z.object({ reasons: z.array(z.string().max(40)).max(20), comment: z.string().max(4000) }),
      )
      const { review, revision } = await decideReview({
        payload: req.payload,
        actor,
        review: params.id!,
        decision: { verdict: 'returned', reasons: body.reasons as never, comment: body.comment },
      })
      return {
        review: reviewView({ row: review, language: languageOf(req) }),
        revision: revisionView({ row: revision, language: languageOf(req) }),
      }
    },
  }),
]
