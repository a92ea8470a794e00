import { randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { addAbortSignal, Readable } from 'node:stream'

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

import { AppError } from '../errors'
import { contentDisposition } from './contentDisposition'
import type { StorageDriver, StoredFile } from './driver'
import { withStore } from './failures'
import { checkKey, checkPrefix, isKey, rangeOf } from './keys'
import { LONG_REQUEST_TIMEOUT, prefixOf, type S3Connection, s3ClientConfig } from './s3Client'
import { abortStaleUploads } from './abortStaleUploads'
import { checkBucket } from './checkBucket'
import { s3Multipart } from './s3Multipart'
import { s3OrNull } from './s3OrNull'
import { saveOpened } from './saveStream'

const MIB = 1024 ** 2
const MAX_PARTS = 10_000

/** Sizes in bytes; S3 itself allows one copy of 5 GiB, but a slow store then answers too late. */
const DEFAULT_LIMITS = { part: 8 * MIB, singleCopy: 1024 * MIB, copyPart: 256 * MIB }

const readPart = async ({ file, position, length }: { file: FileHandle; position: number; length: number }) => {
  const buffer = Buffer.allocUnsafe(length)
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new Error('The file became shorter while it was being stored')
    filled += bytesRead
  }
  return buffer
}

/** Objects `<prefix>/<key>` in a bucket of AWS or of a store that imitates it. Takes no lifecycle or CORS rule for granted. */
export const createS3Storage = (args: S3Connection & { limits?: Partial<typeof DEFAULT_LIMITS> }): StorageDriver => {
  const client = new S3Client(s3ClientConfig(args))
  const Bucket = args.bucket
  const prefix = prefixOf(args)
  const limits = { ...DEFAULT_LIMITS, ...args.limits }
  const target = (key: string) => ({ Bucket, Key: `${prefix}${checkKey(key)}` })

  const head = (key: string, signal?: AbortSignal) =>
    s3OrNull(client.send(new HeadObjectCommand(target(key)), { abortSignal: signal }))

  const openKey: StorageDriver['open'] = ({ key, start, end, signal }) =>
    withStore(async () => {
      const isPart = start !== undefined || end !== undefined
      const Range = isPart ? `bytes=${start ?? 0}-${end ?? ''}` : undefined
      const get = client.send(new GetObjectCommand({ ...target(key), Range }), { abortSignal: signal })
      const found = await s3OrNull(get, ['NoSuchKey', 'NotFound', 'InvalidRange'])
      if (!found) {
        const stats = isPart ? await head(key, signal) : null
        if (!stats) return null
        const size = stats.ContentLength ?? 0
        // Throws, unless the file is empty: S3 knows no range of an empty object.
        const range = rangeOf({ start, end, size })
        return { stream: Readable.from([]), size, ...range, modifiedAt: stats.LastModified ?? new Date(0) }
      }
      const stream = found.Body as Readable
      // An abort before anyone listens must not end the process; whoever reads the stream still gets the error.
      stream.on('error', () => undefined)
      if (signal) addAbortSignal(signal, stream)
      const size = Number(found.ContentRange?.split('/')[1] ?? found.ContentLength ?? 0)
      return { stream, size, ...rangeOf({ start, end, size }), modifiedAt: found.LastModified ?? new Date(0) }
    }, signal)

  const copyKey: StorageDriver['copy'] = ({ from, to, signal }) =>
    withStore(async () => {
      const destination = target(to)
      const source = await head(from, signal)
      if (!source) throw new AppError('NOT_FOUND')
      const size = source.ContentLength ?? 0
      const CopySource = `${Bucket}/${target(from).Key}`.split('/').map(encodeURIComponent).join('/')
      if (size <= limits.singleCopy) {
        const copy = new CopyObjectCommand({ ...destination, CopySource })
        await client.send(copy, { abortSignal: signal, requestTimeout: LONG_REQUEST_TIMEOUT })
        return
      }
      const width = Math.max(limits.copyPart, Math.ceil(size / MAX_PARTS))
      await s3Multipart({
        client,
        target: destination,
        contentType: source.ContentType,
        count: Math.ceil(size / width),
        signal,
        sendPart: async ({ PartNumber, UploadId, signal: abortSignal }) => {
          const range = { start: (PartNumber - 1) * width, end: Math.min(PartNumber * width, size) - 1 }
          const CopySourceRange = `bytes=${range.start}-${range.end}`
          const part = { ...destination, UploadId, PartNumber, CopySource, CopySourceRange }
          const options = { abortSignal, requestTimeout: LONG_REQUEST_TIMEOUT }
          return (await client.send(new UploadPartCopyCommand(part), options)).CopyPartResult?.ETag
        },
      })
    }, signal)

  const removeKey: StorageDriver['remove'] = (key) =>
    withStore(async () => void (await s3OrNull(client.send(new DeleteObjectCommand(target(key))))))

  async function* listKeys(start: string): AsyncGenerator<StoredFile> {
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: `${prefix}${start}` })) {
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const key = Key.slice(prefix.length)
        if (isKey(key)) yield { key, size: Size, modifiedAt: LastModified }
      }
    }
  }

  return {
    kind: 's3',
    open: openKey,
    copy: copyKey,
    remove: removeKey,
    localPath: (key) => (checkKey(key), null),
    list: ({ prefix: start }) => listKeys(checkPrefix(start)),

    putFile: async ({ key, path, contentType, signal }) => {
      const to = target(key)
      const file = await open(path, 'r')
      try {
        const { size } = await file.stat()
        const width = Math.max(limits.part, Math.ceil(size / MAX_PARTS))
        await withStore(async () => {
          if (size <= width) {
            const Body = await readPart({ file, position: 0, length: size })
            await client.send(new PutObjectCommand({ ...to, Body, ContentType: contentType }), { abortSignal: signal })
            return
          }
          await s3Multipart({
            client,
            target: to,
            contentType,
            count: Math.ceil(size / width),
            signal,
            sendPart: async ({ PartNumber, UploadId, signal: abortSignal }) => {
              const position = (PartNumber - 1) * width
              const Body = await readPart({ file, position, length: Math.min(width, size - position) })
              const part = new UploadPartCommand({ ...to, UploadId, PartNumber, Body })
              return (await client.send(part, { abortSignal })).ETag
            },
          })
        }, signal)
        return { size }
      } finally {
        await file.close()
      }
    },

    stat: (key) =>
      withStore(async () => {
        const found = await head(key)
        return found && { size: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) }
      }),

    move: async ({ from, to, signal }) => {
      await copyKey({ from, to, signal })
      if (from !== to) await removeKey(from)
    },

    fetchToFile: ({ key, path, maxBytes, signal }) =>
      withStore(async () => {
        const opened = await openKey({ key, signal })
        if (!opened) throw new AppError('NOT_FOUND')
        return saveOpened({ opened, path, maxBytes, signal })
      }, signal),

    signedUrl: ({ key, seconds, fileName, contentType, isInline }) =>
      withStore(() => {
        const download = new GetObjectCommand({
          ...target(key),
          ResponseContentType: contentType,
          ResponseContentDisposition: contentDisposition({ fileName, isInline }),
        })
        return getSignedUrl(client, download, { expiresIn: seconds })
      }),

    abortStaleParts: ({ olderThanMs }) =>
      withStore(() => abortStaleUploads({ client, bucket: Bucket, prefix, olderThanMs })),

    check: () => checkBucket({ client, connection: args, probe: target(`check/${randomUUID()}`) }),
  }
}
