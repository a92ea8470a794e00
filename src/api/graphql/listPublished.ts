import type { Payload, Where } from 'payload'

import type { Actor } from '../../domain/actor'
import { AppError } from '../../errors'
import { findPublished, type Published, publishedFor } from '../../library/published'
import { isId } from '../../search/isId'
import { questionOf, whereOf } from '../../search/question'
import { SLUG } from '../../slugs'

export type ListArgs = Partial<
  Record<'stage' | 'grade' | 'subject' | 'kind' | 'channel' | 'textbook' | 'node' | 'updatedSince', string | null>
> & { ids?: string[] | null; page?: number | null; limit?: number | null }

export type PublishedPage = { items: Published[]; total: number; page: number; limit: number; totalPages: number }

const MOST_IDS = 50

const since = (value: string): Where => {
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw new AppError('BAD_INPUT', { detail: 'updatedSince' })
  return { updatedAt: { greater_than_equal: new Date(time).toISOString() } }
}

/**
 * A page of what is published for the actor, by filters; four queries however long the page. With `updatedSince` in
 * order of change, so that rows which change while a client pages move to its end and none is skipped.
 * @throws BAD_INPUT for a time that is none, or more than 50 ids
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
  const { ids, updatedSince, page: askedPage, limit: askedLimit, ...filters } = args
  if (ids && ids.length > MOST_IDS) throw new AppError('BAD_INPUT', { detail: `ids > ${MOST_IDS}` })
  const asked = { filters, page: askedPage ?? 1, limit: askedLimit ?? 20 }
  const question = await questionOf({ payload, asked })
  const { page, limit } = question
  if (ids && !ids.some(isId)) return { items: [], total: 0, page, limit, totalPages: 0 }
  const found = await payload.db.find<{ id: string }>({
    collection: SLUG.shelves,
    where: {
      and: [
        publishedFor(actor),
        whereOf({ filters: question.filters }),
        ...(ids ? [{ id: { in: ids.filter(isId) } }] : []),
        ...(updatedSince ? [since(updatedSince)] : []),
      ],
    },
    select: { publishedAt: true },
    sort: updatedSince ? ['updatedAt', 'id'] : ['-publishedAt', 'id'],
    page,
    limit,
  })
  const order = found.docs.map((row) => row.id)
  const rows =
    order.length === 0 ? [] : await findPublished({ payload, actor, where: { id: { in: order } }, limit: order.length })
  const byId = new Map(rows.map((row) => [row.shelf.id, row]))
  return {
    items: order.flatMap((id) => byId.get(id) ?? []),
    total: found.totalDocs,
    page,
    limit,
    totalPages: found.totalDocs === 0 ? 0 : found.totalPages,
  }
}
