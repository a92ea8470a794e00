import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { AppError } from '../errors'
import type { OpenFile } from './driver'

type Args = { stream: Readable; path: string; maxBytes?: number; signal?: AbortSignal; isDurable?: boolean }

/**
 * Writes a stream to a new local file and removes that again if it fails; `isDurable` waits for the disk (fsync).
 * @throws UPLOAD_TOO_LARGE behind `maxBytes`, EEXIST
 */
export const saveStream = async ({ stream, path, maxBytes = Infinity, signal, isDurable = false }: Args) => {
  let size = 0
  const measured = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxBytes) throw new AppError('UPLOAD_TOO_LARGE', { max: maxBytes })
      yield chunk
    }
  }
  const file = createWriteStream(path, { flags: 'wx', flush: isDurable })
  let isOurs = false
  file.once('open', () => (isOurs = true))
  try {
    await pipeline(stream, measured, file, { signal })
    return { size }
  } catch (error) {
    if (isOurs) await rm(path, { force: true })
    throw error
  }
}

/** Writes a whole stored file to a new local file. @throws UPLOAD_TOO_LARGE before the first byte if the file is larger than `maxBytes` */
export const saveOpened = async ({
  opened,
  maxBytes = Infinity,
  ...rest
}: Omit<Args, 'stream'> & { opened: OpenFile }) => {
  if (opened.size > maxBytes) {
    opened.stream.destroy()
    throw new AppError('UPLOAD_TOO_LARGE', { max: maxBytes })
  }
  const saved = await saveStream({ ...rest, stream: opened.stream, maxBytes })
  if (saved.size === opened.size) return saved
  await rm(rest.path, { force: true })
  throw new Error(`The store sent ${saved.size} of ${opened.size} bytes`)
}
