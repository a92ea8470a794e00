import { env } from '../env'
import { AppError } from '../errors'
import { createDiskStorage } from './disk'
import type { StorageDriver } from './driver'
import { createS3Storage } from './s3'
import { connectionFromEnv } from './s3Client'

export type { OpenFile, StorageDriver, StorageKey, StoredFile } from './driver'
export { contentDisposition } from './contentDisposition'

let current: StorageDriver | undefined

/** The store of this installation: the bucket S3_BUCKET, else the folder DATA_DIR. */
export const storage = (): StorageDriver =>
  (current ??= env().isS3 ? createS3Storage(connectionFromEnv()) : createDiskStorage({ root: env().DATA_DIR }))

/**
 * Where a blob lies: `blobs/ab/<sha256>-<generation>.<ext>`. A generation is never used twice, so that a blob which is stored
 * again cannot be met by the deletion of the one before.
 * @param sha256 64 hex digits
 * @param extension with or without its dot; none is fine
 * @throws BAD_INPUT
 */
export const blobKey = ({
  sha256,
  generation,
  extension = '',
}: {
  sha256: string
  generation: number
  extension?: string
}): string => {
  const hash = sha256.toLowerCase()
  const end = extension.toLowerCase().replace(/^\.?(?=.)/, '.')
  if (!/^[0-9a-f]{64}$/.test(hash) || !Number.isSafeInteger(generation) || generation < 0) {
    throw new AppError('BAD_INPUT', { detail: 'sha256, generation' })
  }
  if (!/^(\.[a-z0-9]{1,12})?$/.test(end)) throw new AppError('BAD_INPUT', { detail: 'extension' })
  return `blobs/${hash.slice(0, 2)}/${hash}-${generation}${end}`
}
