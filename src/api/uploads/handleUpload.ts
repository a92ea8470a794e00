import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import path from 'node:path'

import { Server } from '@tus/server'
import { executeAuthStrategies, type Payload } from 'payload'

import { loadActor } from '../../access/actor'
import type { Actor } from '../../domain/actor'
import { ACCEPTED_FILES, acceptedFile, guessKind } from '../../domain/media/accept'
import { env } from '../../env'
import { AppError, isAppError, messageOf } from '../../errors'
import { readingHeaders } from '../../library/readingHeaders'
import { SLUG } from '../../slugs'
import { createTusStore, isTusId, tusObject } from '../../storage/tusStore'
import { discardFile, findUpload, receiveUpload, startUpload } from '../../workflow/uploads'
import { errorResponse } from '../endpoint'
import { createLocker } from './locker'

export const UPLOAD_PATH = '/uploads'

/** Who asks the tus server for something, and the row of the upload that this request began. */
type Serving = { actor: Actor; started?: string }
const requests = new AsyncLocalStorage<Serving>()

const currentRequest = (): Serving => {
  const serving = requests.getStore()
  if (!serving) throw new AppError('NOT_SIGNED_IN')
  return serving
}

/** The id in an address `/uploads/<id>`, whatever stands behind the question mark; null for any other address. */
const tusIdOf = (url: string): string | null => {
  const { pathname } = new URL(url, 'http://localhost')
  const id = pathname.startsWith(`${UPLOAD_PATH}/`) ? pathname.slice(UPLOAD_PATH.length + 1) : ''
  return isTusId(id) ? id : null
}

const cleanName = (value: string | null | undefined): string =>
  path
    .basename((value ?? '').normalize('NFC').replace(/[\p{Cc}\\]/gu, ''))
    .trim()
    .slice(-180)

const accepted = (name: string) => {
  if (acceptedFile(name)) return
  const list = [...new Set(ACCEPTED_FILES.map((file) => file.ext))].join(', ')
  throw new AppError('FILE_TYPE', { name, accepted: list })
}

const createServer = ({ payload }: { payload: Payload }): Server =>
  new Server({
    path: UPLOAD_PATH,
    datastore: createTusStore(),
    locker: createLocker({ payload }),
    relativeLocation: true,
    maxSize: env().UPLOAD_MAX_BYTES,
    // Its own reading takes the last part of the whole address, query included: another upload than the one checked here.
    getFileIdFromRequest: (request) => tusIdOf(request.url) ?? undefined,
    namingFunction: () => randomBytes(16).toString('hex'),
    onUploadCreate: async (_req, upload) => {
      const { filename, filetype, resource, kind } = upload.metadata ?? {}
      const name = cleanName(filename)
      accepted(name)
      const serving = currentRequest()
      const { id } = await startUpload({
        payload,
        actor: serving.actor,
        tusId: upload.id,
        resource: resource ?? '',
        name,
        size: upload.size ?? 0,
        mime: (filetype ?? '').slice(0, 100),
        kind: kind || guessKind(name),
        maxBytes: env().UPLOAD_MAX_BYTES,
        quotaBytes: env().UPLOAD_QUOTA_BYTES,
      })
      serving.started = id
      return {}
    },
    onResponseError: (_req, error) => {
      if (isAppError(error)) {
        const { code, params } = error
        return {
          status_code: error.status,
          body: JSON.stringify({ errors: [{ code, message: messageOf(code, params), params }] }),
        }
      }
      if (error instanceof Error) payload.logger.error({ err: error, msg: 'upload' })
      return undefined
    },
  })

let server: Server | undefined

/** The upload's row if it is the actor's own. @throws NOT_FOUND, so that nobody learns of others' uploads */
const ownUpload = async ({ payload, actor, tusId }: { payload: Payload; actor: Actor; tusId: string }) => {
  const upload = await findUpload({ payload, tusId })
  if (!upload || upload.owner !== actor.id) throw new AppError('NOT_FOUND')
  return upload
}

/** All bytes came: the row follows, also when an earlier request died between the last byte and this. */
const settleIfComplete = async ({ payload, actor, tusId }: { payload: Payload; actor: Actor; tusId: string }) => {
  const upload = await findUpload({ payload, tusId })
  if (upload?.state !== 'receiving') return
  const object = await tusObject({ id: tusId })
  if (object) await receiveUpload({ payload, actor, upload, size: object.size })
  else {
    await payload.db.updateOne({
      collection: SLUG.uploads,
      where: { and: [{ id: { equals: upload.id } }, { state: { equals: 'receiving' } }] },
      data: { touchedAt: new Date().toISOString() },
      options: { atomic: true },
    })
  }
}

const removeFile = async ({ payload, actor, upload }: { payload: Payload; actor: Actor; upload: string }) => {
  const file = await payload.db.findOne<{ id: string }>({
    collection: SLUG.resourceFiles,
    where: { upload: { equals: upload } },
  })
  if (file) await discardFile({ payload, actor, file: file.id })
}

/** The signed-in person, read anew at each request. @throws NOT_SIGNED_IN, also for people disabled since they signed in */
const uploaderOf = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Actor> => {
  // Browsers send the marks of an own request with PATCH and POST, but not with HEAD over plain http.
  const isReading = request.method === 'HEAD'
  const headers = isReading ? readingHeaders(request.headers) : request.headers
  const { user } = await executeAuthStrategies({ payload, headers })
  if (!user || user.collection !== SLUG.users || user.isDisabled) throw new AppError('NOT_SIGNED_IN')
  return loadActor({ payload, user: user as never })
}

/** What must follow the tus server's answer: the row of an upload whose bytes came, or the end of one that never began. */
const follow = async ({
  payload,
  request,
  response,
  serving: { actor, started },
}: {
  payload: Payload
  request: Request
  response: Response
  serving: Serving
}): Promise<void> => {
  // The store failed after the row was written: the teacher would see a file that never gets a byte.
  if (started && response.status !== 201) return removeFile({ payload, actor, upload: started })
  // A creation may bring bytes along, perhaps all of them.
  const location = response.headers.has('upload-offset') ? response.headers.get('location') : null
  const tusId = tusIdOf(location ?? request.url)
  if (tusId) await settleIfComplete({ payload, actor, tusId })
}

/**
 * Resumable uploads by the tus protocol 1.0 (creation, with upload, termination) for signed-in teachers. Metadata of a
 * creation: filename, filetype, resource (id of the working copy), kind (asset kind; guessed from the name when empty).
 */
export const handleUpload = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Response> => {
  try {
    const actor = await uploaderOf({ payload, request })
    const tusId = tusIdOf(request.url)
    if (!tusId && new URL(request.url).pathname !== UPLOAD_PATH) throw new AppError('NOT_FOUND')
    const upload = tusId ? await ownUpload({ payload, actor, tusId }) : null
    if (request.method === 'DELETE') {
      if (!upload) throw new AppError('NOT_FOUND')
      await removeFile({ payload, actor, upload: upload.id })
      return new Response(null, { status: 204, headers: { 'Tus-Resumable': '1.0.0' } })
    }
    server ??= createServer({ payload })
    const tus = server
    const serving: Serving = { actor }
    const response = await requests.run(serving, () => tus.handleWeb(request as never))
    if (request.method !== 'OPTIONS') await follow({ payload, request, response, serving })
    return response
  } catch (error) {
    if (isAppError(error))
      return errorResponse(error, request.headers.get('accept-language')?.startsWith('en') ? 'en' : 'zh')
    throw error
  }
}
