import { isRowId } from '../domain/rowId'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { endpoint, pageOf } from './endpoint'

type Notice = {
  id: string
  user: string
  type: string
  params: Record<string, string | number>
  at: string
  readAt: string
}

/** A person's notices, newest first; the sentence is built from type and params where it is shown. */
export const noticeEndpoints = [
  endpoint({
    method: 'get',
    path: '/work/notices',
    handler: async ({ req, actor, query }) => {
      const { page, limit } = pageOf(query, 50)
      const own = { user: { equals: actor.id } }
      const found = await req.payload.db.find<Notice>({
        collection: SLUG.notices,
        where: own,
        sort: '-at',
        page,
        limit,
        pagination: true,
      })
      const unread = await req.payload.db.count({
        collection: SLUG.notices,
        where: { and: [own, { readAt: { equals: '' } }] },
      })
      return {
        items: found.docs.map(({ id, type, params, at, readAt }) => ({ id, type, params, at, readAt })),
        unread: unread.totalDocs,
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/work/notices/:id/read',
    handler: async ({ req, actor, params }) => {
      if (!isRowId(params.id)) throw new AppError('NOT_FOUND')
      const won = await req.payload.db.updateOne({
        collection: SLUG.notices,
        where: { and: [{ id: { equals: params.id } }, { user: { equals: actor.id } }] },
        data: { readAt: new Date().toISOString() },
        options: { atomic: true },
      })
      if (!won) throw new AppError('NOT_FOUND')
    },
  }),
]
