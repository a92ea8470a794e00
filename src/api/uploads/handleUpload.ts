import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import path from 'node:path'

import { Server } from '@tus/server'
import type { Payload } from 'payload'

import { loadActor } from '../../access/actor'
import type { Actor } from '../../domain/actor'
import { ACCEPTED_FILES, acceptedFile, guessKind } from '../../domain/media/accept'
import { env } from '../../env'
import { AppError, isAppError, messageOf } from '../../errors'
import { SLUG } from '../../slugs'
import { createTusStore, tusObject } from '../../storage/tusStore'
import { discardFile, findUpload, receiveUpload, startUpload } from '../../workflow/uploads'
import { errorResponse } from '../endpoint'
import { createLocker } from './locker'

export const UPLOAD_PATH = '/uploads'

/** The actor of the request that the tus server is serving. */
const serving = new AsyncLocalStorage<Actor>()

const currentActor = (): Actor => {
  const actor = serving.getStore()
  if (!actor) throw new AppError('NOT_SIGNED_IN')
  return actor
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
    namingFunction: () => randomBytes(16).toString('hex'),
    onUploadCreate: async (_req, upload) => {
      const { filename, filetype, resource, kind } = upload.metadata ?? {}
      const name = cleanName(filename)
      accepted(name)
      await startUpload({
        payload,
        actor: currentActor(),
        tusId: upload.id,
        resource: resource ?? '',
        name,
        size: upload.size ?? 0,
        mime: (filetype ?? '').slice(0, 100),
        kind: kind || guessKind(name),
        maxBytes: env().UPLOAD_MAX_BYTES,
        quotaBytes: env().UPLOAD_QUOTA_BYTES,
      })
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

/**
 * Resumable uploads by the tus protocol 1.0 (creation, termination) for signed-in teachers. Metadata of a creation:
 * filename, filetype, resource (id of the working copy), kind (asset kind; guessed from the name when empty).
 */
export const handleUpload = async ({ payload, request }: { payload: Payload; request: Request }): Promise<Response> => {
  try {
    const { user } = await payload.auth({ headers: request.headers })
    if (!user || user.collection !== SLUG.users) throw new AppError('NOT_SIGNED_IN')
    const actor = await loadActor({ payload, user: user as never })
    const tusId = new URL(request.url).pathname.slice(UPLOAD_PATH.length + 1)
    const upload = tusId ? await ownUpload({ payload, actor, tusId }) : null
    if (request.method === 'DELETE') {
      if (!upload) throw new AppError('NOT_FOUND')
      await removeFile({ payload, actor, upload: upload.id })
      return new Response(null, { status: 204, headers: { 'Tus-Resumable': '1.0.0' } })
    }
    server ??= createServer({ payload })
    const tus = server
    const response = await serving.run(actor, () => tus.handleWeb(request as never))
    if (tusId && (request.method === 'PATCH' || request.method === 'HEAD'))
      await settleIfComplete({ payload, actor, tusId })
    return response
  } catch (error) {
    if (isAppError(error))
      return errorResponse(error, request.headers.get('accept-language')?.startsWith('en') ? 'en' : 'zh')
    throw error
  }
}
