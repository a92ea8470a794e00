import { mkdirSync } from 'node:fs'
import path from 'node:path'

import { env } from '../env'
import { storage } from '.'
import { connectionFromEnv } from './s3Client'
import { TusDisk } from './tusDisk'
import { TUS_FOLDER, type TusStore } from './tusRules'
import { TusS3 } from './tusS3'

export { isTusId } from './tusRules'
export type { TusStore } from './tusRules'

/**
 * The data store for `@tus/server`: `uploads/<id>` inside the installation's store, on disk or in S3. It has no lock: give the
 * server a locker that all web processes share. Ids: 8 to 64 of `A-Za-z0-9_-`.
 */
export const createTusStore = (): TusStore => {
  if (env().isS3) {
    const folder = path.join(env().DATA_DIR, 'tmp')
    return new TusS3({ connection: connectionFromEnv(), storage: storage(), folder })
  }
  mkdirSync(path.join(env().DATA_DIR, TUS_FOLDER), { recursive: true })
  return new TusDisk({ root: env().DATA_DIR })
}

let current: TusStore | undefined
const tusStore = () => (current ??= createTusStore())

const isUnknown = (error: unknown) => [404, 410].includes((error as { status_code?: number }).status_code ?? 0)

/**
 * Where the bytes of a finished upload lie, as a key for `hashStored` and `move`; null while it is unfinished, after it was
 * moved away and for an unknown id. `size` is the length (bytes) that the client announced and sent.
 */
export const tusObject = async ({
  id,
  store = tusStore(),
}: {
  id: string
  store?: TusStore
}): Promise<{ key: string; size: number } | null> => {
  try {
    const { size, offset } = await store.getUpload(id)
    return size === offset ? { key: `${TUS_FOLDER}/${id}`, size } : null
  } catch (error) {
    if (isUnknown(error)) return null
    throw error
  }
}

/** Removes the bytes, the note and the unfinished parts of an upload; nothing there is no error. */
export const removeTus = ({ id, store = tusStore() }: { id: string; store?: TusStore }): Promise<void> =>
  store.discard({ id })
