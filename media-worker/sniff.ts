import { open } from 'node:fs/promises'

import { fileTypeFromBuffer } from 'file-type'

/** Bytes from which a file's type is told. */
const SNIFF_BYTES = 65_536
/** Readers look for a PDF's mark in the first kilobyte (ISO 32000-1, annex H.3.4.1): scanners and servers put lines before it. */
const PDF_WITHIN = 1024

const firstBytes = async (file: string): Promise<Buffer> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const mimeOf = async (bytes: Buffer): Promise<string> => (await fileTypeFromBuffer(bytes))?.mime ?? ''

/** What the usual marks do not tell: WAV over 4 GB (EBU Tech 3306), a PDF after other lines, MP3 after zeroes. */
const unusualMime = async (bytes: Buffer): Promise<string> => {
  if (/^(RF64|BW64)/.test(bytes.toString('latin1', 0, 4)) && bytes.toString('latin1', 8, 12) === 'WAVE')
    return 'audio/wav'
  if (bytes.subarray(0, PDF_WITHIN).includes('%PDF-')) return 'application/pdf'
  const start = bytes.findIndex((byte) => byte !== 0)
  const mime = start > 0 ? await mimeOf(bytes.subarray(start)) : ''
  return mime === 'audio/mpeg' ? mime : ''
}

/** The media type that a file's first bytes say; '' when they say none. */
export const sniff = async (file: string): Promise<string> => {
  const bytes = await firstBytes(file)
  return (await mimeOf(bytes)) || unusualMime(bytes)
}
