import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'

import { connectionFromEnv, prefixOf, s3ClientConfig } from '../../src/storage/s3Client'

/** Unfinished writes in the store that `startPayload` chose: multipart uploads on S3, files in `.parts` on disk. */
export const unfinishedParts = async ({ dataDir }: { dataDir: string }): Promise<string[]> => {
  if (!process.env.S3_BUCKET) return readdir(path.join(dataDir, '.parts'))
  const connection = connectionFromEnv()
  const client = new S3Client(s3ClientConfig(connection))
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: connection.bucket }))
  client.destroy()
  return Uploads.map(({ Key = '' }) => Key).filter((key) => key.startsWith(prefixOf(connection)))
}
