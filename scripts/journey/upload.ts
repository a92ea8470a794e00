import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'

import { DetailedError, Upload } from 'tus-js-client'

import { type Client, Refusal } from './client'

const CHUNK = 8 * 1024 * 1024

type Args = {
  url: string
  client: Client
  file: string
  resource: string
  kind: string
  onProgress: (fraction: number) => void
}

/** The server's own words, where it refused the file at the door. */
const refusalOf = (error: Error): Error => {
  const answer = error instanceof DetailedError ? error.originalResponse : null
  try {
    const { errors } = JSON.parse(answer?.getBody() ?? '') as { errors: { code: string; message: string }[] }
    return errors[0] ? new Refusal(errors[0].code, errors[0].message, answer?.getStatus() ?? 0) : error
  } catch {
    return error
  }
}

/** Uploads one file by the tus protocol; a cut connection is taken up where it broke off. @throws Refusal */
export const uploadFile = async ({ url, client, file, resource, kind, onProgress }: Args): Promise<void> => {
  const { size } = await stat(file)
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(createReadStream(file), {
      endpoint: new URL('/uploads', url).href,
      uploadSize: size,
      chunkSize: CHUNK,
      retryDelays: [0, 1000, 3000, 5000, 10_000],
      headers: client.headers,
      metadata: { filename: path.basename(file), filetype: '', resource, kind },
      onProgress: (sent, total) => onProgress(total > 0 ? sent / total : 1),
      onSuccess: () => resolve(),
      onError: (error) => reject(refusalOf(error)),
    })
    upload.start()
  })
}
