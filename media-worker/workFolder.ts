import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

import { env } from '../src/env'
import { storage } from '../src/storage'

/** No job takes that long: one transcode may take eight hours (`transcode.ts`). */
const DAY = 86_400_000
const root = () => path.join(env().DATA_DIR, 'tmp')

/** As part of a file's name: DATA_DIR may be shared by several machines, whose process ids mean nothing to each other. */
const host = () => os.hostname().replace(/[^A-Za-z0-9.]/g, '_')
const NAME = /^job-(\d+)-(.+)-[^-]+$/

/** The folders of this process that are in use. */
const active = new Set<string>()

/** Runs with a temporary folder inside DATA_DIR/tmp that is removed afterwards, whatever happens. */
export const withWorkFolder = async <T>(run: (folder: string) => Promise<T>): Promise<T> => {
  await mkdir(root(), { recursive: true })
  const folder = await mkdtemp(path.join(root(), `job-${process.pid}-${host()}-`))
  active.add(path.basename(folder))
  try {
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
    active.delete(path.basename(folder))
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

/** Whether its process has ended; one of this very id but not of this process had the same id before it (containers). */
const isOrphan = (name: string): boolean => {
  const [, pid, machine] = NAME.exec(name) ?? []
  if (!pid || machine !== host()) return false
  return Number(pid) === process.pid || !isAlive(Number(pid))
}

/**
 * Removes the folders of workers of this machine that were killed, and whatever is older than a day, but never one that
 * this process works in. Called at its start and by the clock.
 */
export const cleanWorkFolders = async (): Promise<void> => {
  await mkdir(root(), { recursive: true })
  for (const name of await readdir(root())) {
    if (active.has(name)) continue
    const file = path.join(root(), name)
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (isOrphan(name) || age > DAY) await rm(file, { recursive: true, force: true })
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
