import { open } from 'node:fs/promises'
import path from 'node:path'

import { fileTypeFromBuffer } from 'file-type'

import { systemActor } from '../../src/domain/actor'
import { type AcceptedFile, acceptedFile } from '../../src/domain/media/accept'
import type { Reason } from '../../src/domain/media/types'
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

const machine = systemActor('ingest')

/** Bytes from which a file's type is told. */
const SNIFF_BYTES = 4100

const sniff = async (file: string): Promise<string> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    return (await fileTypeFromBuffer(buffer.subarray(0, bytesRead)))?.mime ?? ''
  } finally {
    await handle.close()
  }
}

/** The type that the bytes have, of those that the name allows; '' when they are something else. Videos are judged by ffprobe. */
const measuredMime = ({ accepted, found }: { accepted: AcceptedFile; found: string }): string => {
  if (accepted.group === 'video') return found.startsWith('video/') ? found : (accepted.mimes[0] ?? '')
  if (!accepted.mimes.includes(found)) return ''
  return found === 'application/zip' || found === 'application/x-cfb' ? (accepted.mimes[0] ?? found) : found
}

/**
 * Makes a finished upload a blob: measures SHA-256, size and type from the stored bytes, judges a video at once so that
 * the teacher sees it while still there, stores it under its hash, settles the upload.
 */
export const ingestUpload: Handler = async ({ payload, job, signal }) => {
  const upload = await readUpload({ payload, id: String(job.input.upload) })
  if (upload.state !== 'received') return
  const accepted = acceptedFile(upload.name)
  const source = await tusObject({ id: upload.tusId })
  if (!source || !accepted) throw new FinalJobError(`The bytes of upload ${upload.id} are gone or of no accepted name`)
  await withWorkFolder(async (folder) => {
    const local = await localCopy({ key: source.key, folder, maxBytes: env().UPLOAD_MAX_BYTES, signal })
    const mime = measuredMime({ accepted, found: await sniff(local) })
    if (mime === '') {
      const reasons: Reason[] = [{ code: 'WRONG_TYPE', level: 'refuse', params: { ext: accepted.ext } }]
      await rejectUpload({ payload, actor: machine, upload, reasons })
      await removeTus({ id: upload.tusId })
      return
    }
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
    await removeTus({ id: upload.tusId })
  })
}
