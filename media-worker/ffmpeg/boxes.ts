import { open } from 'node:fs/promises'

export type Boxes = {
  isIso: boolean
  /** moov stands before the first mdat. */
  isFaststart: boolean
  isFragmented: boolean
  /** The file ends inside moov or mdat, or has data and no index. */
  isTruncated: boolean
}

/** Boxes that may stand first in an MP4 or MOV file. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])
/** A file in fragments has two boxes for each; the walk stops at the first, so this bounds only nonsense. */
const MAX_BOXES = 256

/**
 * Walks the top-level boxes of an ISO base media file (ISO/IEC 14496-12 §4.2): size and type only, a few 16-byte reads.
 * ffprobe does not say where the index stands, nor that the data ends early.
 */
export const readBoxes = async ({ path }: { path: string }): Promise<Boxes> => {
  const file = await open(path, 'r')
  try {
    const { size: fileSize } = await file.stat()
    const header = Buffer.alloc(16)
    let [at, hasMoov, hasMdat, isFaststart, isFragmented, isCut] = [0, false, false, false, false, false]
    for (let count = 0; count < MAX_BOXES && at + 8 <= fileSize; count++) {
      const { bytesRead } = await file.read(header, 0, 16, at)
      if (bytesRead < 8) break
      const type = header.toString('latin1', 4, 8)
      if (count === 0 && !FIRST_BOXES.has(type)) break
      if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) break
      let size = header.readUInt32BE(0)
      if (size === 1 && bytesRead === 16) size = Number(header.readBigUInt64BE(8))
      else if (size === 0) size = fileSize - at
      if (size < 8) break
      if (type === 'moov') {
        hasMoov = true
        if (!hasMdat) isFaststart = true
      }
      if (type === 'mdat') hasMdat = true
      if (type === 'moof') {
        isFragmented = true
        break
      }
      if (at + size > fileSize && (type === 'moov' || type === 'mdat')) isCut = true
      at += size
    }
    const isIso = hasMoov || hasMdat || at > 0
    return { isIso, isFaststart, isFragmented, isTruncated: isCut || (isIso && hasMdat && !hasMoov) }
  } finally {
    await file.close()
  }
}
