import { randomUUID } from 'node:crypto'
import { mkdir, open, unlink } from 'node:fs/promises'
import path from 'node:path'

export type Spool = Awaited<ReturnType<typeof openSpool>>

/** A temporary file for a part that is still coming in. It has no name, so that a kill leaves nothing behind. */
export const openSpool = async ({ folder }: { folder: string }) => {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, randomUUID())
  const handle = await open(file, 'wx+')
  await unlink(file)
  let size = 0
  return {
    /** Bytes in it. */
    size: () => size,
    append: async (chunk: Uint8Array) => {
      for (let rest = chunk; rest.length > 0;) {
        const { bytesWritten } = await handle.write(rest, 0, rest.length, size)
        size += bytesWritten
        rest = rest.subarray(bytesWritten)
      }
    },
    read: async (): Promise<Buffer> => {
      const buffer = Buffer.allocUnsafe(size)
      for (let filled = 0; filled < size;) {
        const { bytesRead } = await handle.read(buffer, filled, size - filled, filled)
        if (bytesRead === 0) throw new Error('The temporary file lost bytes')
        filled += bytesRead
      }
      return buffer
    },
    clear: async () => {
      await handle.truncate(0)
      size = 0
    },
    close: () => handle.close(),
  }
}
