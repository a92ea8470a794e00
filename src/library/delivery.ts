import type { Payload } from 'payload'

import { env } from '../env'
import { AppError } from '../errors'
import { storage } from '../storage'
import { deliveredType, deliveryHeaders, etagOf, isUnchanged } from './deliveryHeaders'
import { deliveryStream } from './deliveryStream'
import { type Deliverable, findDeliverable, type Wanted } from './findDeliverable'
import { parseRange, type Range } from './parseRange'
import { viewerOf } from './session'

const PATH = /^\/media\/(shelves|revisions)\/([0-9a-f-]{24,36})\/([0-9a-f-]{24,36})$/i

/** Seconds for which a signed URL can be used: a take-down takes as long where files are redirected to. */
const SIGNED_SECONDS = 60

/** @throws NOT_FOUND for every other path */
const wantedOf = (url: URL): Wanted => {
  const [, place, id, asset] = PATH.exec(url.pathname) ?? []
  if (!place || !id || !asset) throw new AppError('NOT_FOUND')
  return { place: place as Wanted['place'], id, asset }
}

/** If-Range names other bytes: what the client has is no part of these, so it gets the whole file. */
const rangeOf = ({ headers, file }: { headers: Headers; file: Deliverable }): Range => {
  const condition = headers.get('if-range')
  if (condition !== null && condition.trim() !== etagOf(file.sha256)) return { kind: 'whole' }
  return parseRange({ header: headers.get('range'), size: file.size })
}

const redirect = async ({ file, isDownload }: { file: Deliverable; isDownload: boolean }): Promise<Response | null> => {
  const { mime, isShown } = deliveredType(file.mime)
  const url = await storage().signedUrl({
    key: file.storageKey,
    seconds: SIGNED_SECONDS,
    fileName: file.name,
    contentType: mime,
    isInline: isShown && !isDownload,
  })
  if (url === null) return null
  return new Response(null, { status: 302, headers: { Location: url, 'Cache-Control': 'no-store' } })
}

/**
 * GET and HEAD of a stored file: `/media/shelves/:shelf/:asset` for whoever may see what is published there,
 * `/media/revisions/:revision/:asset` for its owner, its reviewers and system admins; `?download=1` saves it under its
 * name. One range, conditions by ETag. Asks at every request, and again while it streams.
 * @throws NOT_FOUND, also for those who may not know; STORE_DOWN
 */
export const deliver = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Response> => {
  const url = new URL(request.url)
  const wanted = wantedOf(url)
  const actor = await viewerOf({ payload, headers: request.headers })
  const file = await findDeliverable({ payload, actor, wanted })
  if (!file) throw new AppError('NOT_FOUND')

  const isDownload = url.searchParams.get('download') === '1'
  // A signed URL is signed for GET: the store would refuse a HEAD that follows there.
  if (env().MEDIA_DELIVERY === 'redirect' && request.method !== 'HEAD') {
    const redirected = await redirect({ file, isDownload })
    if (redirected) return redirected
  }

  const headers = deliveryHeaders({ ...file, isDownload })
  if (isUnchanged({ header: request.headers.get('if-none-match'), etag: etagOf(file.sha256) })) {
    for (const name of ['Content-Type', 'Content-Disposition']) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
  const range = rangeOf({ headers: request.headers, file })
  if (range.kind === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { 'Content-Range': `bytes */${file.size}`, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' },
    })
  }
  const part = range.kind === 'part' ? range : { start: 0, end: file.size - 1 }
  headers.set('Content-Length', String(part.end - part.start + 1))
  if (range.kind === 'part') headers.set('Content-Range', `bytes ${part.start}-${part.end}/${file.size}`)
  const status = range.kind === 'part' ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })

  const opened = await storage().open({
    key: file.storageKey,
    ...(range.kind === 'part' ? { start: part.start, end: part.end } : {}),
    signal: request.signal,
  })
  if (!opened) {
    payload.logger.error({ msg: 'A stored file is missing', key: file.storageKey })
    throw new AppError('NOT_FOUND')
  }
  const mayGoOn = async () => {
    const now = await viewerOf({ payload, headers: request.headers })
    return (await findDeliverable({ payload, actor: now, wanted }))?.sha256 === file.sha256
  }
  return new Response(deliveryStream({ source: opened.stream, mayGoOn }), { status, headers })
}
