import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type MultipartUpload,
  type S3Client,
} from '@aws-sdk/client-s3'

import { s3OrNull } from './s3OrNull'

/** Where this library writes in parts. Nothing else in the bucket is ours to abort, even without a prefix. */
const FOLDERS = ['uploads/', 'blobs/']

type Args = { client: S3Client; bucket: string; prefix: string; olderThanMs: number }

async function* unfinished({ client, bucket, prefix }: Args): AsyncGenerator<MultipartUpload> {
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}
  while (marker) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix || undefined, ...marker }),
    )
    // Some stores ignore the prefix, and the bucket may hold another installation.
    yield* (page.Uploads ?? []).filter(({ Key }) => FOLDERS.some((folder) => Key?.startsWith(prefix + folder)))
    marker = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined
  }
}

// Not the SDK's paginator: it goes on while there is a marker, and Versity's gateway always sends one.
const hasPartSince = async ({ client, bucket, upload, since }: Args & { upload: MultipartUpload; since: number }) => {
  const { Key, UploadId } = upload
  for (let marker: string | undefined, isMore = true; isMore;) {
    const list = new ListPartsCommand({ Bucket: bucket, Key, UploadId, PartNumberMarker: marker })
    const page: ListPartsCommandOutput = await client.send(list)
    if (page.Parts?.some(({ LastModified }) => (LastModified?.getTime() ?? 0) > since)) return true
    marker = page.NextPartNumberMarker
    isMore = page.IsTruncated === true
  }
  return false
}

/** Aborts multipart uploads that got no part for `olderThanMs`, a teacher's slow upload of many days not among them. @returns how many */
export const abortStaleUploads = async (args: Args): Promise<number> => {
  const { client, bucket } = args
  const since = Date.now() - args.olderThanMs
  let aborted = 0
  for await (const upload of unfinished(args)) {
    const { Key, UploadId, Initiated } = upload
    if ((Initiated?.getTime() ?? Infinity) > since) continue
    const isMoving = await s3OrNull(hasPartSince({ ...args, upload, since }), ['NoSuchUpload'])
    if (isMoving !== false) continue
    await s3OrNull(client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })), ['NoSuchUpload'])
    aborted += 1
  }
  return aborted
}
