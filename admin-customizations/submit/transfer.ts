import { Upload } from 'tus-js-client'

import { keepAddress, transferFailure } from './keepAddress'

/** 8 MiB: large enough for a good line, small enough that a broken one loses little. */
const CHUNK = 8 * 1024 * 1024
const RETRY = [0, 1000, 3000, 5000, 10_000, 20_000]

type Args = {
  file: File
  resource: string
  kind: string
  onUrl: (tusId: string) => void
  onProgress: (sent: number) => void
  onDone: () => void
  onError: (error: unknown) => void
}

/** The last part of an upload's address, which the server keeps as `tusId`. */
export const tusIdOf = (url: string | null): string => url?.split('?')[0]?.split('/').filter(Boolean).pop() ?? ''

/**
 * Sends one file by the tus protocol. The browser remembers what it began (its fingerprint is name, size and time of the
 * file), so that the same file chosen again after a reload goes on where it stopped.
 */
export const startTransfer = async (args: Args): Promise<Upload> => {
  const { file, resource, kind, onUrl, onProgress, onDone, onError } = args
  const upload = new Upload(file, {
    endpoint: '/uploads',
    chunkSize: CHUNK,
    retryDelays: RETRY,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type || 'application/octet-stream', resource, kind },
    onUploadUrlAvailable: () => onUrl(tusIdOf(upload.url)),
    onProgress: (sent) => onProgress(sent),
    onSuccess: onDone,
    onError: (error) => onError(transferFailure(error)),
    ...keepAddress,
  })
  const previous = (await upload.findPreviousUploads()).find((each) => each.metadata.resource === resource)
  if (previous) upload.resumeFromPreviousUpload(previous)
  upload.start()
  return upload
}

/** Forgets an upload that was thrown away, so that the same file chosen again begins anew. */
export const forgetTransfer = async (upload: Upload): Promise<void> => {
  for (const previous of await upload.findPreviousUploads()) {
    if (previous.uploadUrl === upload.url) await upload.options.urlStorage?.removeUpload(previous.urlStorageKey)
  }
}
