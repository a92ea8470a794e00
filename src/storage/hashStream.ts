import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { AppError } from '../errors'
import { storage } from '.'
import type { StorageDriver } from './driver'
import { withStore } from './failures'

export type Hashed = { sha256: string; size: number }

/** SHA-256 (lower-case hex) and size (bytes) of a stream that is read to its end. */
export const hashStream = async ({ stream, signal }: { stream: Readable; signal?: AbortSignal }): Promise<Hashed> => {
  const hash = createHash('sha256')
  let size = 0
  const measure = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length
      hash.update(chunk)
    }
  }
  await pipeline(stream, measure, { signal })
  return { sha256: hash.digest('hex'), size }
}

/** The same of a local file. @throws ENOENT */
export const hashFile = ({ path, signal }: { path: string; signal?: AbortSignal }): Promise<Hashed> =>
  hashStream({ stream: createReadStream(path), signal })

/** The same of a stored file. @throws NOT_FOUND, STORE_DOWN also when fewer bytes came than the file has */
export const hashStored = ({
  key,
  signal,
  driver = storage(),
}: {
  key: string
  signal?: AbortSignal
  driver?: StorageDriver
}): Promise<Hashed> =>
  withStore(async () => {
    const opened = await driver.open({ key, signal })
    if (!opened) throw new AppError('NOT_FOUND')
    const hashed = await hashStream({ stream: opened.stream, signal })
    if (hashed.size !== opened.size) throw new Error(`The store sent ${hashed.size} of ${opened.size} bytes`)
    return hashed
  }, signal)
