import type { Endpoint } from 'payload'

import { SLUG } from '../slugs'

type Beat = { key: string; lane: string; at: string }

/** Seconds after which a silent worker lane counts as down. */
const SILENT_AFTER = 30

/**
 * `GET /api/ready`: whether this installation can work now. Public, and therefore says no more than lanes and yes or no.
 * 200 when the database answers and both lanes beat, else 503.
 */
export const readyEndpoint: Endpoint = {
  method: 'get',
  path: '/ready',
  handler: async (req) => {
    const since = new Date(Date.now() - SILENT_AFTER * 1000).toISOString()
    let docs: Beat[]
    try {
      docs = (
        await req.payload.db.find<Beat>({
          collection: SLUG.workerBeats,
          where: { at: { greater_than: since } },
          limit: 100,
          pagination: false,
        })
      ).docs
    } catch (error) {
      req.payload.logger.error({ err: error, msg: 'the database does not answer' })
      return Response.json(
        { ready: false, web: true, database: false, lanes: null },
        { status: 503, headers: { 'Cache-Control': 'no-store' } },
      )
    }
    const lanes = {
      media: docs.filter((beat) => beat.lane === 'media').length,
      light: docs.filter((beat) => beat.lane === 'light').length,
    }
    const isReady = lanes.media > 0 && lanes.light > 0
    return Response.json(
      { ready: isReady, web: true, database: true, lanes },
      { status: isReady ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
    )
  },
}
