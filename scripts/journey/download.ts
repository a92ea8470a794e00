import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import path from 'node:path'

import { type Client, measureBody } from './client'
import { ffprobe, requireSame } from './compare'
import type { PublishedFile } from './readPublished'

type Args = { school: Client; url: string; file: PublishedFile }

/** The whole file from one of its addresses: SHA-256 and size as claimed. @param local where to keep it */
const fetchWhole = async ({ school, address, file, local }: Args & { address: string; local?: string }) => {
  const answer = await school.raw(address)
  if (answer.status !== 200) throw new Error(`download answered ${answer.status}`)
  const sink = local ? createWriteStream(local) : null
  const measured = await measureBody({
    answer,
    onChunk: async (chunk) => {
      if (sink && !sink.write(chunk)) await once(sink, 'drain')
    },
  })
  if (sink) {
    sink.end()
    await once(sink, 'finish')
  }
  requireSame({ what: 'SHA-256', claimed: file.sha256, found: measured.sha256 })
  requireSame({ what: 'size', claimed: file.size, found: measured.size })
}

const compareWithProbe = async ({ file, local }: { file: PublishedFile; local: string }) => {
  const found = await ffprobe(local)
  requireSame({ what: 'width', claimed: file.width, found: found.width })
  requireSame({ what: 'height', claimed: file.height, found: found.height })
  requireSame({ what: 'codec', claimed: 'h264', found: found.codec })
  if (Math.abs((file.durationSeconds ?? 0) - found.seconds) > 0.5)
    throw new Error(`duration: claimed ${file.durationSeconds}, found ${found.seconds}`)
}

const playMiddle = async ({ school, address, file }: Args & { address: string }) => {
  const middle = Math.floor(file.size / 2)
  const end = Math.min(file.size - 1, middle + 65_535)
  const part = await school.raw(address, { headers: { Range: `bytes=${middle}-${end}` } })
  const claimed = `bytes ${middle}-${end}/${file.size}`
  requireSame({ what: 'range status', claimed: 206, found: part.status })
  requireSame({ what: 'Content-Range', claimed, found: part.headers.get('content-range') })
  requireSame({ what: 'range length', claimed: end - middle + 1, found: (await part.arrayBuffer()).byteLength })
}

/**
 * Downloads the whole published file from where it is played and from where it is downloaded, compares it with what the
 * API claimed, then plays a middle range of it. @throws Error that names what differs
 */
export const download = async ({ folder, ...args }: Args & { folder: string }): Promise<void> => {
  const { url, file } = args
  const local = path.join(folder, `published${path.extname(file.name) || '.bin'}`)
  const address = new URL(file.url, url).href
  await fetchWhole({ ...args, address, local })
  if (file.group === 'video') await compareWithProbe({ file, local })
  await fetchWhole({ ...args, address: new URL(file.downloadUrl, url).href })
  await playMiddle({ ...args, address })
}
