import { randomUUID } from 'node:crypto'

import type { S3Connection } from '../../src/storage/s3Client'

/** The S3 server of `services.sh`, under a prefix of this run; undefined when none is set. */
export const testConnection = (): S3Connection | undefined => {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
  if (!S3_ENDPOINT) return undefined
  return {
    bucket: 'storage-tests',
    endpoint: S3_ENDPOINT,
    region: S3_REGION ?? 'us-east-1',
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    forcePathStyle: true,
    prefix: `run-${randomUUID()}`,
  }
}
