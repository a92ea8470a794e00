import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, mkdir, open, opendir, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'

import { AppError } from '../errors'
import type { OpenFile, StorageDriver, StoredFile } from './driver'
import { withStore } from './failures'
import { checkKey, checkPrefix, isKey, rangeOf } from './keys'
import { saveOpened, saveStream } from './saveStream'

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? ''

const orNull = async <T>(work: Promise<T>, codes = ['ENOENT', 'ENOTDIR', 'EISDIR']): Promise<T | null> => {
  try {
    return await work
  } catch (error) {
    if (codes.includes(codeOf(error))) return null
    throw error
  }
}

/** Waits until a file's bytes, or what happened to a folder's names, would survive a power cut. */
const sync = async (file: string) => {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Files in a folder: `<root>/<key>`; unfinished writes lie in `<root>/.parts`, which no key can name. */
export const createDiskStorage = ({ root }: { root: string }): StorageDriver => {
  const parts = path.join(root, '.parts')
  const pathOf = (key: string) => path.join(root, checkKey(key))

  const temporary = async () => {
    await mkdir(parts, { recursive: true })
    return path.join(parts, randomUUID())
  }

  const publish = async ({ file, key }: { file: string; key: string }) => {
    const target = pathOf(key)
    const folder = path.dirname(target)
    const made = await mkdir(folder, { recursive: true })
    await rename(file, target)
    await sync(folder)
    for (let next = folder; made && next !== path.dirname(made); next = path.dirname(next))
      await sync(path.dirname(next))
  }

  const find = async (key: string) => {
    const stats = await orNull(stat(pathOf(key)))
    return stats?.isFile() ? stats : null
  }

  const openKey: StorageDriver['open'] = ({ key, start, end, signal }) =>
    withStore(async (): Promise<OpenFile | null> => {
      const handle = await orNull(open(pathOf(key), 'r'))
      if (!handle) return null
      let isHandedOver = false
      try {
        const stats = await handle.stat()
        if (!stats.isFile()) return null
        const range = rangeOf({ start, end, size: stats.size })
        isHandedOver = range.end >= range.start
        const stream = isHandedOver ? handle.createReadStream(range) : Readable.from([])
        // An abort before anyone listens must not end the process; whoever reads the stream still gets the error.
        stream.on('error', () => undefined)
        if (signal) addAbortSignal(signal, stream)
        return { stream, size: stats.size, ...range, modifiedAt: stats.mtime }
      } finally {
        if (!isHandedOver) await handle.close()
      }
    }, signal)

  async function* walk(folder: string, prefix: string): AsyncGenerator<StoredFile> {
    const entries = await orNull(opendir(path.join(root, folder)))
    if (!entries) return
    for await (const entry of entries) {
      const key = `${folder}/${entry.name}`
      if (entry.isDirectory() && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) yield* walk(key, prefix)
      if (!entry.isFile() || !key.startsWith(prefix) || !isKey(key)) continue
      const stats = await find(key)
      if (stats) yield { key, size: stats.size, modifiedAt: stats.mtime }
    }
  }

  return {
    kind: 'disk',
    localPath: pathOf,
    open: openKey,

    putFile: async ({ key, path: source, signal }) => {
      checkKey(key)
      const input = await open(source, 'r')
      try {
        return await withStore(async () => {
          const file = await temporary()
          const stream = input.createReadStream({ autoClose: false })
          const written = await saveStream({ stream, path: file, signal, isDurable: true })
          await publish({ file, key })
          return written
        }, signal)
      } finally {
        await input.close()
      }
    },

    stat: (key) =>
      withStore(async () => {
        const stats = await find(key)
        return stats && { size: stats.size, modifiedAt: stats.mtime }
      }),

    remove: (key) => withStore(async () => void (await orNull(unlink(pathOf(key))))),

    copy: ({ from, to, signal }) =>
      withStore(async () => {
        checkKey(to)
        if (!(await find(from))) throw new AppError('NOT_FOUND')
        const file = await temporary()
        try {
          // A second name for the same bytes: files never change in place. Some file systems have no links.
          const linked = await orNull(
            link(pathOf(from), file).then(() => true),
            ['EPERM', 'ENOTSUP', 'EMLINK', 'EXDEV'],
          )
          if (!linked) {
            await copyFile(pathOf(from), file, constants.COPYFILE_FICLONE)
            await sync(file)
          }
          await publish({ file, key: to })
        } finally {
          // rename() leaves the temporary name when both already are the same file.
          await rm(file, { force: true })
        }
      }, signal),

    move: ({ from, to, signal }) =>
      withStore(async () => {
        checkKey(to)
        if (!(await find(from))) throw new AppError('NOT_FOUND')
        await publish({ file: pathOf(from), key: to })
        if (from !== to) await rm(pathOf(from), { force: true })
      }, signal),

    fetchToFile: ({ key, path: target, maxBytes, signal }) =>
      withStore(async () => {
        const opened = await openKey({ key, signal })
        if (!opened) throw new AppError('NOT_FOUND')
        return saveOpened({ opened, path: target, maxBytes, signal })
      }, signal),

    list: ({ prefix }) => {
      const folder = checkPrefix(prefix).slice(0, prefix.lastIndexOf('/'))
      return walk(folder, prefix)
    },

    signedUrl: ({ key }) => withStore(async () => (checkKey(key), null)),

    abortStaleParts: ({ olderThanMs }) =>
      withStore(async () => {
        let removed = 0
        for (const name of (await orNull(readdir(parts))) ?? []) {
          const file = path.join(parts, name)
          const stats = await orNull(stat(file))
          if (!stats || stats.mtimeMs > Date.now() - olderThanMs) continue
          await rm(file, { force: true })
          removed += 1
        }
        return removed
      }),

    check: async () => {
      try {
        const file = await temporary()
        await writeFile(file, 'check')
        await rm(file)
      } catch (error) {
        throw new Error(`Storage error: cannot write in ${root} (${codeOf(error)}); check DATA_DIR and its owner`, {
          cause: error,
        })
      }
    },
  }
}
