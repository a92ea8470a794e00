import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'

import type { S3Connection } from './s3Client'
import { s3CodeOf, type S3Failure, s3OrNull } from './s3OrNull'

type Args = { client: S3Client; connection: S3Connection; probe: { Bucket: string; Key: string } }

const createBucket = ({ client, connection: { bucket, endpoint, region } }: Args) => {
  // AWS wants the region said again, except for its first one; other stores do not know the field.
  const LocationConstraint = region as BucketLocationConstraint
  const CreateBucketConfiguration = endpoint || region === 'us-east-1' ? undefined : { LocationConstraint }
  const create = new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration })
  return s3OrNull(client.send(create), ['BucketAlreadyOwnedByYou'])
}

/** Creates the bucket if it is missing and that is allowed, then writes and removes `probe`. @throws Error of one line */
export const checkBucket = async (args: Args): Promise<void> => {
  const { client, connection, probe } = args
  const { bucket, endpoint = 'AWS', region } = connection
  try {
    const head = client.send(new HeadBucketCommand({ Bucket: bucket }))
    if (!(await s3OrNull(head, ['NotFound', 'NoSuchBucket']))) await createBucket(args)
    await client.send(new PutObjectCommand({ ...probe, Body: 'check' }))
    await client.send(new DeleteObjectCommand(probe))
  } catch (error) {
    const { $metadata, code, message } = error as S3Failure
    const reason = [s3CodeOf(error), code, $metadata?.httpStatusCode, message]
      .filter(Boolean)
      .join(' ')
      .replace(/\s+/g, ' ')
    throw new Error(
      `Storage error: bucket ${bucket} at ${endpoint} (${region}) cannot be written: ${reason}; check S3_* (see .env.example)`,
      { cause: error },
    )
  }
}
