import type { S3ClientConfig } from '@aws-sdk/client-s3'

import { env } from '../env'

export type S3Connection = {
  bucket: string
  /** Unset means AWS. */
  endpoint?: string
  region: string
  accessKeyId?: string
  secretAccessKey?: string
  forcePathStyle?: boolean
  /** Folder inside the bucket, with or without a slash at its end. */
  prefix?: string
}

/** Time until a store answers (ms): most requests in a second; joining the parts of a large file can take a server minutes. */
export const REQUEST_TIMEOUT = 60_000
export const LONG_REQUEST_TIMEOUT = 300_000

/** The bucket of this installation. Only to be called when `env().isS3`. */
export const connectionFromEnv = (): S3Connection => ({
  bucket: env().S3_BUCKET ?? '',
  endpoint: env().S3_ENDPOINT,
  region: env().S3_REGION,
  accessKeyId: env().S3_ACCESS_KEY_ID,
  secretAccessKey: env().S3_SECRET_ACCESS_KEY,
  forcePathStyle: env().S3_FORCE_PATH_STYLE,
  prefix: env().S3_PREFIX,
})

/** `''` or `folder/`: what stands before each of our keys in the bucket. */
export const prefixOf = ({ prefix = '' }: Pick<S3Connection, 'prefix'>): string => {
  const bare = prefix.replace(/^\/+|\/+$/g, '')
  return bare === '' ? '' : `${bare}/`
}

/** Settings that AWS and the stores that imitate it both take. */
export const s3ClientConfig = (
  { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle }: S3Connection,
  requestTimeout = REQUEST_TIMEOUT,
): S3ClientConfig => ({
  endpoint,
  region,
  forcePathStyle,
  credentials: { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' },
  // The newer default (CRC32 trailers) is refused by many stores.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  // With it each part waits 6 s for a store that does not answer "100 Continue", and opens a connection of its own.
  expectContinueHeader: false,
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 5_000,
    requestTimeout,
    throwOnRequestTimeout: true,
    // Without a byte; also ends the stream of a player that stands still, which then asks for the next range.
    socketTimeout: LONG_REQUEST_TIMEOUT,
    // One connection for each stream that is being delivered; the default of 50 would queue the 51st.
    httpAgent: { keepAlive: true, maxSockets: 512 },
    httpsAgent: { keepAlive: true, maxSockets: 512 },
  },
})
