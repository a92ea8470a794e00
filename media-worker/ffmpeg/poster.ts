import { rm, stat } from 'node:fs/promises'

import sharp from 'sharp'

import { isHdr } from '../../src/domain/media/fits'
import { displaySize } from '../../src/domain/media/measures'
import { fitWithin } from '../../src/domain/media/plan'
import type { Probe, VideoStream } from '../../src/domain/media/types'
import { isMediaError, MediaError } from './mediaError'
import { buildArguments, run } from './run'
import { TO_SDR } from './toSdr'

export type PictureInfo = { format: 'jpeg' | 'png' | 'webp' | 'gif'; width: number; height: number; sizeBytes: number }

const POSTER_WIDTH = 640
const QUALITY = 80
/** 8192×8192: larger ones are refused before they are unpacked. */
const MAX_PIXELS = 67_108_864
const FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'gif']
const FRAME_SECONDS = 120
const FRAME_BYTES = 16_000_000

/** A frame as PNG: of the 24 from `atSeconds` the one that looks most like the others, so neither a flash nor a fade. */
const grabFrame = async ({
  inputPath,
  video,
  atSeconds,
  signal,
}: {
  inputPath: string
  video: VideoStream
  atSeconds: number
  signal?: AbortSignal
}): Promise<Buffer> => {
  const { width, height } = fitWithin({ size: displaySize(video), longSide: 1280, shortSide: 1280 })
  const colours = isHdr(video) ? TO_SDR : []
  const filters = [`scale=${width}:${height}`, 'setsar=1', ...colours, 'thumbnail=24', 'format=rgb24']
  const args = buildArguments({
    inputPath,
    inputOptions: ['-threads', '2', '-ss', atSeconds.toFixed(3)],
    outputOptions: [
      ...['-map', `0:${video.index}`, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'],
      ...['-filter:v', filters.join(',')],
    ],
    output: 'pipe:1',
  })
  return run({
    tool: 'ffmpeg',
    args,
    signal,
    bounds: { wallSeconds: FRAME_SECONDS, outputBytes: 0, stdoutBytes: FRAME_BYTES },
  })
}

/**
 * The poster of a video: one frame from a tenth of its length, 640 px wide, JPEG without any metadata. On failure nothing
 * is left at `outputPath`.
 * @throws MediaError PROCESSING_FAILED when no frame can be had; Error without a picture stream: judge it first.
 */
export const makePoster = async ({
  inputPath,
  probe,
  outputPath,
  signal,
}: {
  inputPath: string
  probe: Probe
  outputPath: string
  signal?: AbortSignal
}): Promise<PictureInfo> => {
  const { video } = probe
  if (!video) throw new Error('makePoster needs a file with a picture')
  let frame = await grabFrame({ inputPath, video, atSeconds: probe.durationSeconds / 10, signal })
  // Nothing to be had there (a lying length, a picture shorter than the sound): from the start.
  if (frame.length === 0) frame = await grabFrame({ inputPath, video, atSeconds: 0, signal })
  if (frame.length === 0) throw new MediaError({ code: 'PROCESSING_FAILED', detail: 'no frame' })
  try {
    const made = await sharp(frame, { limitInputPixels: MAX_PIXELS })
      .resize({ width: POSTER_WIDTH })
      .jpeg({ quality: QUALITY })
      .toFile(outputPath)
    return { format: 'jpeg', width: made.width, height: made.height, sizeBytes: made.size }
  } catch (error) {
    await rm(outputPath, { force: true })
    throw error
  }
}

/**
 * What an uploaded picture is, by its bytes, once it was unpacked whole; width and height as shown (EXIF turn applied).
 * @throws MediaError BAD_PICTURE for anything but a whole JPEG, PNG, WebP or GIF, PICTURE_PIXELS above 67 megapixels
 */
export const pictureInfo = async ({ path }: { path: string }): Promise<PictureInfo> => {
  const { size: sizeBytes } = await stat(path)
  try {
    const picture = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { format, width, height, autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
    if (!FORMATS.includes(format)) throw new MediaError({ code: 'BAD_PICTURE', detail: format })
    if (width * height > MAX_PIXELS) throw new MediaError({ code: 'PICTURE_PIXELS', detail: `${width}×${height}` })
    // The header is fine in a file that breaks off, too.
    await picture.resize({ width: 64 }).raw().toBuffer()
    return { format: format as PictureInfo['format'], width: autoOrient.width, height: autoOrient.height, sizeBytes }
  } catch (error) {
    if (isMediaError(error)) throw error
    throw new MediaError({ code: 'BAD_PICTURE', detail: error instanceof Error ? error.message : '' })
  }
}
