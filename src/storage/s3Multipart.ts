import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
} from '@aws-sdk/client-s3'

import { LONG_REQUEST_TIMEOUT } from './s3Client'

type Target = { Bucket: string; Key: string }
type Part = { PartNumber: number; UploadId: string; signal: AbortSignal }

const CONCURRENCY = 3

/**
 * Makes one object of `count` parts, three at a time; `sendPart` sends part n (from 1) and returns its ETag.
 * After a failure the parts are dropped; if that fails too (or the process is killed) `abortStaleParts` finds them.
 */
export const s3Multipart = async (args: {
  client: S3Client
  target: Target
  contentType?: string
  count: number
  signal?: AbortSignal
  sendPart: (part: Part) => Promise<string | undefined>
}) => {
  const { client, target, count, sendPart } = args
  const { UploadId = '' } = await client.send(
    new CreateMultipartUploadCommand({ ...target, ContentType: args.contentType }),
    { abortSignal: args.signal },
  )
  const stop = new AbortController()
  const signal = args.signal ? AbortSignal.any([args.signal, stop.signal]) : stop.signal
  const etags: (string | undefined)[] = []
  let failure: { error: unknown } | undefined
  let next = 1
  const sendParts = async () => {
    try {
      while (next <= count && !failure) {
        const PartNumber = next++
        etags[PartNumber - 1] = await sendPart({ PartNumber, UploadId, signal })
      }
    } catch (error) {
      failure ??= { error }
      stop.abort()
    }
  }
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, count) }, sendParts))
  try {
    if (failure) throw failure.error
    const Parts = etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }))
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }), {
      abortSignal: args.signal,
      requestTimeout: LONG_REQUEST_TIMEOUT,
    })
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined)
    throw error
  }
}
