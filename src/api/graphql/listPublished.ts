import type { Payload, Where } from 'payload'

import type { Actor } from '../../domain/actor'
import { AppError } from '../../errors'
import { findPublished, type Published, publishedFor } from '../../library/published'
import { isRowId } from '../../domain/rowId'
import { questionOf, whereOf } from '../../search/question'
import { SLUG } from '../../slugs'

export type ListArgs = Partial<
  Record<
    'stage' | 'grade' | 'subject' | 'kind' | 'channel' | 'textbook' | 'node' | 'updatedSince' | 'after',
    string | null
  >
> & { ids?: string[] | null; page?: number | null; limit?: number | null }

export type PublishedPage = {
  items: Published[]
  total: number
  page: number
  limit: number
  totalPages: number
  /** The cursor behind the last row, in order of change only; null at the end. */
  next: string | null
}
type Changed = { id: string; updatedAt: string }

const MOST_IDS = 50

const since = (value: string): Where => {
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw new AppError('BAD_INPUT', { detail: 'updatedSince' })
  return { updatedAt: { greater_than_equal: new Date(time).toISOString() } }
}

const cursorOf = ({ updatedAt, id }: Changed): string => `${new Date(updatedAt).toISOString()}|${id}`

/** Everything behind a cursor in the order of (updatedAt, id). */
const behind = (cursor: string): Where => {
  const [time = '', id = ''] = cursor.split('|')
  if (Number.isNaN(Date.parse(time)) || !isRowId(id)) throw new AppError('BAD_INPUT', { detail: 'after' })
  const updatedAt = new Date(time).toISOString()
  return {
    or: [
      { updatedAt: { greater_than: updatedAt } },
      { and: [{ updatedAt: { equals: updatedAt } }, { id: { greater_than: id } }] },
    ],
  }
}

/**
 * A page of what is published for the actor, by filters; four queries however long the page. With `updatedSince` or
 * `after` in order of change, page by page behind a cursor: rows that change while a client pages move to the end, so that
 * counting pages would skip others.
 * @throws BAD_INPUT for a time or cursor that is none, pages counted in order of change, or more than 50 ids
 */
export const listPublished = async ({
  payload,
  actor,
  args,
}: {
  payload: Payload
  actor: Actor | null
  args: ListArgs
}): Promise<PublishedPage> => {
  const { ids, updatedSince, after, page: askedPage, limit: askedLimit, ...filters } = args
  if (ids && ids.length > MOST_IDS) throw new AppError('BAD_INPUT', { detail: `ids > ${MOST_IDS}` })
  const isByChange = Boolean(updatedSince || after)
  if (isByChange && (askedPage ?? 1) > 1) throw new AppError('BAD_INPUT', { detail: 'page: after' })
  const asked = { filters, page: askedPage ?? 1, limit: askedLimit ?? 20 }
  const question = await questionOf({ payload, asked })
  const { page, limit } = question
  if (ids && !ids.some(isRowId)) return { items: [], total: 0, page, limit, totalPages: 0, next: null }
  const found = await payload.db.find<Changed>({
    collection: SLUG.shelves,
    where: {
      and: [
        publishedFor(actor),
        whereOf({ filters: question.filters }),
        ...(ids ? [{ id: { in: ids.filter(isRowId) } }] : []),
        ...(updatedSince ? [since(updatedSince)] : []),
        ...(after ? [behind(after)] : []),
      ],
    },
    select: { publishedAt: true, updatedAt: true },
    sort: isByChange ? ['updatedAt', 'id'] : ['-publishedAt', 'id'],
    page,
    limit,
    // Not the default of MongoDB's adapter: every page would be the first, and its length the total.
    pagination: true,
  })
  const order = found.docs.map((row) => row.id)
  const rows =
    order.length === 0 ? [] : await findPublished({ payload, actor, where: { id: { in: order } }, limit: order.length })
  const byId = new Map(rows.map((row) => [row.shelf.id, row]))
  const last = found.docs.at(-1)
  return {
    items: order.flatMap((id) => byId.get(id) ?? []),
    total: found.totalDocs,
    page,
    limit,
    totalPages: found.totalDocs === 0 ? 0 : found.totalPages,
    next: isByChange && last && found.hasNextPage ? cursorOf(last) : null,
  }
}
