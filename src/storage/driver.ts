import type { Readable } from 'node:stream'

/** Where bytes lie inside the store: `folder/…/name`, see `checkKey`. */
export type StorageKey = string

export type StoredFile = { key: StorageKey; size: number; modifiedAt: Date }

export type OpenFile = {
  /** Bytes `start` to `end`. Whoever asked for it must read it to its end or destroy it (`stream.pipeline` does both). */
  stream: Readable
  /** Bytes of the whole file, not of the range. */
  size: number
  /** First byte that is sent. */
  start: number
  /** Last byte that is sent, inclusive; -1 for an empty file. */
  end: number
  modifiedAt: Date
}

/**
 * One place for every stored byte: a folder (`createDiskStorage`) or an S3 bucket (`createS3Storage`).
 * A file appears whole or not at all and never changes afterwards; a new content is a new key.
 * Sizes are bytes, times milliseconds unless said otherwise.
 * @throws BAD_INPUT for a key that `checkKey` refuses, STORE_DOWN (with `cause`) when the store fails, the signal's reason after an abort.
 */
export type StorageDriver = {
  kind: 'disk' | 's3'

  /**
   * Stores a local file under a key, replacing what was there. Streams: never more than three parts of 8 MiB (S3) in memory.
   * After a failure, an abort or a kill nothing is visible under the key; what was half sent is removed now or by `abortStaleParts`.
   */
  putFile: (args: {
    key: StorageKey
    path: string
    contentType?: string
    signal?: AbortSignal
  }) => Promise<{ size: number }>

  /**
   * Opens a file or a part of it; null if there is none. `end` is inclusive and is cut at the last byte; an abort closes the stream.
   * @throws BAD_INPUT when `start` lies behind the last byte (ask `stat` first to answer 416).
   */
  open: (args: { key: StorageKey; start?: number; end?: number; signal?: AbortSignal }) => Promise<OpenFile | null>

  stat: (key: StorageKey) => Promise<{ size: number; modifiedAt: Date } | null>

  /** Removes a file; one that is not there is no error. */
  remove: (key: StorageKey) => Promise<void>

  /** Copies inside the store, on the server's side. @throws NOT_FOUND */
  copy: (args: { from: StorageKey; to: StorageKey; signal?: AbortSignal }) => Promise<void>

  /** Copies, then removes `from`. On disk one rename; on S3 a kill can leave both. @throws NOT_FOUND */
  move: (args: { from: StorageKey; to: StorageKey; signal?: AbortSignal }) => Promise<void>

  /**
   * Copies a stored file to a new local path, which is removed again if that fails.
   * @throws NOT_FOUND; UPLOAD_TOO_LARGE when it has more than `maxBytes`, before more than that is written.
   */
  fetchToFile: (args: {
    key: StorageKey
    path: string
    maxBytes?: number
    signal?: AbortSignal
  }) => Promise<{ size: number }>

  /** The path of a stored file for programs that read files (ffmpeg); null on S3. To be read only, and not checked for existence. */
  localPath: (key: StorageKey) => string | null

  /** Every file whose key starts with `prefix` (at least `folder/`), in no promised order. */
  list: (args: { prefix: string }) => AsyncIterable<StoredFile>

  /**
   * A URL by which anyone can read the file for `seconds`; null on disk. The browser saves it as `fileName` (Chinese is fine)
   * unless `isInline`.
   */
  signedUrl: (args: {
    key: StorageKey
    seconds: number
    fileName: string
    contentType: string
    isInline?: boolean
  }) => Promise<string | null>

  /**
   * Removes what interrupted writes left and no byte has reached for `olderThanMs`; on S3 in `uploads/` and `blobs/` only,
   * since the bucket may not be ours alone. @returns how many
   */
  abortStaleParts: (args: { olderThanMs: number }) => Promise<number>

  /**
   * Writes and removes a small file; on S3 first creates the bucket if it is missing and the credentials allow it.
   * @throws Error of one English line, for the person who starts the process.
   */
  check: () => Promise<void>
}
