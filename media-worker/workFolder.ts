import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

import { env } from '../src/env'
import { storage } from '../src/storage'

const DAY = 86_400_000
const root = () => path.join(env().DATA_DIR, 'tmp')

/** Runs with a temporary folder inside DATA_DIR/tmp that is removed afterwards, whatever happens. */
export const withWorkFolder = async <T>(run: (folder: string) => Promise<T>): Promise<T> => {
  await mkdir(root(), { recursive: true })
  const folder = await mkdtemp(path.join(root(), `job-${process.pid}-`))
  try {
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes the folders of workers that were killed, and whatever is older than a day. */
export const cleanWorkFolders = async (): Promise<void> => {
  await mkdir(root(), { recursive: true })
  for (const name of await readdir(root())) {
    const file = path.join(root(), name)
    const pid = Number(/^job-(\d+)-/.exec(name)?.[1] ?? 0)
    const isOrphan = pid > 0 && pid !== process.pid && !isAlive(pid)
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (isOrphan || age > DAY) await rm(file, { recursive: true, force: true })
  }
}

/**
 * The local path of a stored file: itself on disk, a size-checked temporary copy from S3 (an MP4 with its index at the
 * end cannot be read from a pipe).
 */
export const localCopy = async ({
  key,
  folder,
  maxBytes,
  signal,
}: {
  key: string
  folder: string
  maxBytes: number
  signal: AbortSignal
}): Promise<string> => {
  const direct = storage().localPath(key)
  if (direct) return direct
  const file = path.join(folder, `source${path.extname(key)}`)
  await storage().fetchToFile({ key, path: file, maxBytes, signal })
  return file
}
