import path from 'node:path'

import { systemActor } from '../../src/domain/actor'
import { acceptedFile } from '../../src/domain/media/accept'
import { env } from '../../src/env'
import { isAppError } from '../../src/errors'
import { FinalJobError, type Handler } from '../../src/jobs/handler'
import { blobKey, storage } from '../../src/storage'
import { hashFile } from '../../src/storage/hashStream'
import { removeTus, tusObject } from '../../src/storage/tusStore'
import { describeAsset, releaseHolders, storeAsset, uploadHolder } from '../../src/workflow/assets'
import { readUpload, rejectUpload, settleUpload } from '../../src/workflow/uploads'
import { localCopy, withWorkFolder } from '../workFolder'
import { type Inspection, inspectVideo } from './inspectVideo'
import { typeOf } from './typeOf'

const machine = systemActor('ingest')

/**
 * Makes a finished upload a blob: measures SHA-256, size and type from the stored bytes, judges a video at once so that
 * the teacher sees it while still there, stores it under its hash, settles the upload. What came in goes by a job of its own.
 */
export const ingestUpload: Handler = async ({ payload, job, signal }) => {
  const upload = await readUpload({ payload, id: String(job.input.upload) })
  // An earlier run may have ended between settling the upload and removing what came in.
  if (upload.state !== 'received') return removeTus({ id: upload.tusId })
  const accepted = acceptedFile(upload.name)
  const source = await tusObject({ id: upload.tusId })
  if (!source || !accepted) throw new FinalJobError(`The bytes of upload ${upload.id} are gone or of no accepted name`)
  await withWorkFolder(async (folder) => {
    const local = await localCopy({ key: source.key, folder, maxBytes: env().UPLOAD_MAX_BYTES, signal })
    const type = await typeOf({ file: local, accepted, signal })
    if ('reasons' in type) {
      await rejectUpload({ payload, actor: machine, upload, reasons: type.reasons })
      return
    }
    const { mime } = type
    const { sha256, size } = await hashFile({ path: local, signal })
    const inspection: Inspection | null =
      accepted.group === 'video' ? await inspectVideo({ path: local, signal }) : null
    const holder = uploadHolder(upload.id)
    const asset = await storeAsset({
      payload,
      actor: machine,
      sha256,
      size,
      mime,
      holder,
      keyFor: (generation) => blobKey({ sha256, generation, extension: path.extname(upload.name) }),
      place: (to) => storage().copy({ from: source.key, to, signal }),
    })
    if (inspection) {
      const { probe, verdict } = inspection
      await describeAsset({ payload, actor: machine, asset: asset.id, change: () => ({ probe, verdict }) })
    }
    signal.throwIfAborted()
    try {
      await settleUpload({
        payload,
        actor: machine,
        upload,
        asset,
        probe: inspection?.probe ?? null,
        reasons: inspection?.reasons ?? [],
      })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT')) throw error
      const now = await readUpload({ payload, id: upload.id })
      if (now.state !== 'stored') await releaseHolders({ payload, actor: machine, holders: [holder] })
    }
  })
}
