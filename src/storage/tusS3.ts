import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

import type { Part } from '@aws-sdk/client-s3'
import { S3Store } from '@tus/s3-store'
import { ERRORS, Upload } from '@tus/server'

import type { StorageDriver } from './driver'
import { LONG_REQUEST_TIMEOUT, prefixOf, type S3Connection, s3ClientConfig } from './s3Client'
import { s3OrNull } from './s3OrNull'
import { openSpool, type Spool } from './spool'
import { checkTusId, refuseRead, TUS_EXTENSIONS, TUS_FOLDER, type TusStore } from './tusRules'

const PART_BYTES = 8 * 1024 ** 2
/** Parts that are held in memory at the same time, in this process. */
const PARTS_IN_MEMORY = 8

const GONE = ['NoSuchUpload', 'NoSuchKey']
const nothingCached = { get: async () => undefined, set: async () => undefined, delete: async () => undefined }
const bytesOf = (parts: Part[]) => parts.reduce((sum, { Size = 0 }) => sum + Size, 0)

type Metadata = Awaited<ReturnType<S3Store['getMetadata']>>
type Incoming = { id: string; metadata: Metadata; parts: Part[]; spool: Spool; received: number }

/**
 * tus uploads as multipart uploads of `uploads/<id>`; `uploads/<id>.info` is the note, `uploads/<id>.part<n>` what an interrupted
 * request brought of part n. Every part but the last has the same size, so part n holds the same bytes whoever wrote it,
 * and a rest of part n is looked at only while part n is the next: two writers after a lost lock do no harm.
 *
 * @tus/s3-store 2.0 is used for creation, notes and parts, not for reading a request. There a cut request loses all bytes of its
 * part, a part that failed between two that came through is counted as there, every open request holds one of 60 places,
 * and an upload whose parts were aborted is reported as finished.
 */
export class TusS3 extends S3Store implements TusStore {
  private readonly storage: StorageDriver
  private readonly folder: string
  private readonly flushes = new Map<string, Promise<unknown>>()

  /** @param folder local folder for the parts that are coming in (one part of 8 MiB for each open request) */
  constructor({ connection, storage, folder }: { connection: S3Connection; storage: StorageDriver; folder: string }) {
    super({
      partSize: PART_BYTES,
      minPartSize: PART_BYTES,
      maxConcurrentPartUploads: PARTS_IN_MEMORY,
      useTags: false,
      cache: nothingCached,
      s3ClientConfig: { ...s3ClientConfig(connection, LONG_REQUEST_TIMEOUT), bucket: connection.bucket },
    })
    this.extensions = TUS_EXTENSIONS
    this.storage = storage
    this.folder = folder
    const prefix = `${prefixOf(connection)}${TUS_FOLDER}/`
    this.client.middlewareStack.add(
      (next) => (args) => {
        const { Key } = args.input as { Key?: string }
        return next(Key === undefined ? args : { ...args, input: { ...args.input, Key: prefix + Key } })
      },
      { step: 'initialize', name: 'tusFolder' },
    )
  }

  override create(upload: Upload) {
    checkTusId(upload.id)
    return super.create(upload)
  }

  /** Where an upload stands. One whose parts are all there is joined here, should a kill have come between. @throws 404, 410 */
  override async getUpload(id: string) {
    const metadata = await this.noteOf(id)
    const { size = 0 } = metadata.file
    const parts = await this.partsOf(id)
    if (!parts || bytesOf(parts) === size) {
      if (parts) await this.join({ id, metadata, parts })
      if (!(await this.isJoined(id))) throw ERRORS.FILE_NO_LONGER_EXISTS
      return new Upload({ ...metadata.file, offset: size })
    }
    const rest = await this.storage.stat(restKey(id, parts.length + 1))
    return new Upload({ ...metadata.file, offset: bytesOf(parts) + (rest?.size ?? 0) })
  }

  /** Takes in what a request brings. What came before a cut is kept. @returns the offset reached (bytes) @throws 404, 409, 410 */
  override async write(source: Readable, id: string, offset: number) {
    const metadata = await this.noteOf(id)
    const parts = await this.partsOf(id)
    if (!parts) throw ERRORS.FILE_NO_LONGER_EXISTS
    const spool = await openSpool({ folder: this.folder })
    const incoming = { id, metadata, parts, spool, received: offset }
    try {
      const next = parts.length + 1
      const bytes = offset - bytesOf(parts)
      if (bytes !== 0) await this.loadRest({ key: restKey(id, next), bytes, spool })
      await this.receive({ source, incoming })
      if (bytes !== 0 && parts.length >= next) await this.storage.remove(restKey(id, next))
    } finally {
      await spool.close()
    }
    if (incoming.received === metadata.file.size) await this.join({ id, metadata, parts })
    return incoming.received
  }

  override read(): never {
    return refuseRead()
  }

  override async remove(id: string) {
    await this.noteOf(id)
    await this.discard({ id })
  }

  async discard({ id }: { id: string }) {
    const metadata = await s3OrNull(this.getMetadata(checkTusId(id)))
    if (metadata) {
      const upload = { Bucket: this.bucket, Key: id, UploadId: metadata['upload-id'] }
      await s3OrNull(this.client.abortMultipartUpload(upload), GONE)
    }
    await this.storage.remove(`${TUS_FOLDER}/${id}`)
    for await (const { key } of this.storage.list({ prefix: `${TUS_FOLDER}/${id}.part` }))
      await this.storage.remove(key)
    // The note goes last: after a kill it still leads to the rest.
    await this.storage.remove(`${TUS_FOLDER}/${id}.info`)
  }

  private async noteOf(id: string) {
    const metadata = await s3OrNull(this.getMetadata(checkTusId(id)))
    if (!metadata) throw ERRORS.FILE_NOT_FOUND
    await this.flushes.get(id)
    return metadata
  }

  /** The parts without a gap from the first on; null when the upload is joined or aborted. */
  private async partsOf(id: string) {
    const parts = await s3OrNull(this.retrieveParts(id), GONE)
    return parts && parts.filter(({ PartNumber }, index) => PartNumber === index + 1)
  }

  private async loadRest({ key, bytes, spool }: { key: string; bytes: number; spool: Spool }) {
    const rest = bytes > 0 ? await this.storage.open({ key }) : null
    if (rest?.size !== bytes) {
      rest?.stream.destroy()
      throw ERRORS.INVALID_OFFSET
    }
    for await (const chunk of rest.stream) await spool.append(chunk)
    if (spool.size() !== bytes) throw new Error('The store sent fewer bytes than the object has')
  }

  private async receive({ source, incoming }: { source: Readable; incoming: Incoming }) {
    const { metadata, spool } = incoming
    const width = this.calcOptimalPartSize(metadata.file.size)
    const isPart = () => spool.size() === width || incoming.received === metadata.file.size
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        for (let rest = chunk; rest.length > 0;) {
          if (spool.size() === width) await this.sendPart(incoming)
          const piece = rest.subarray(0, width - spool.size())
          await spool.append(piece)
          incoming.received += piece.length
          rest = rest.subarray(piece.length)
        }
      }
    } finally {
      if (spool.size() > 0) await this.flush(incoming, isPart())
    }
  }

  /** Stores what is in the spool. @tus/server unlocks a cut upload before this is through, so `noteOf` waits for it. */
  private async flush(incoming: Incoming, isPart: boolean) {
    const flush = isPart ? this.sendPart(incoming) : this.keepRest(incoming)
    const settled = flush.catch(() => undefined)
    this.flushes.set(incoming.id, settled)
    try {
      await flush
    } finally {
      if (this.flushes.get(incoming.id) === settled) this.flushes.delete(incoming.id)
    }
  }

  private async withPermit<T>(work: () => Promise<T>) {
    const permit = await this.partUploadSemaphore.acquire()
    try {
      return await work()
    } finally {
      await permit.release()
    }
  }

  private sendPart({ metadata, parts, spool }: Incoming) {
    return this.withPermit(async () => {
      const PartNumber = parts.length + 1
      const ETag = await this.uploadPart(metadata, await spool.read(), PartNumber)
      parts.push({ PartNumber, ETag, Size: spool.size() })
      await spool.clear()
    })
  }

  private keepRest({ id, parts, spool }: Incoming) {
    return this.withPermit(async () => {
      const Key = restKey(id, parts.length + 1).slice(TUS_FOLDER.length + 1)
      await this.client.putObject({ Bucket: this.bucket, Key, Body: await spool.read() })
    })
  }

  private async join({ id, metadata, parts }: Pick<Incoming, 'id' | 'metadata' | 'parts'>) {
    try {
      await this.finishMultipartUpload(metadata, parts)
    } catch (error) {
      // Another process, or an attempt whose answer was lost, was faster.
      if (!(await this.isJoined(id))) throw error
    }
  }

  /** While another process joins the parts, Versity's gateway shows neither them nor the file for some milliseconds. */
  private async isJoined(id: string) {
    for (const wait of [0, 100, 300, 600]) {
      await setTimeout(wait)
      if (await this.storage.stat(`${TUS_FOLDER}/${id}`)) return true
    }
    return false
  }
}

const restKey = (id: string, part: number) => `${TUS_FOLDER}/${id}.part${part}`
