import { stat } from 'node:fs/promises'

import type { AudioStream, Probe, VideoStream } from '../../src/domain/media/types'
import { readBoxes } from './boxes'
import { isMediaError, MediaError } from './mediaError'
import { buildArguments, fileUrl, INPUT_GUARDS, run } from './run'

/** The part of ffprobe's JSON that is read; any of it may be missing. */
type RawStream = {
  index: number
  codec_type?: string
  codec_name?: string
  profile?: string
  level?: number
  pix_fmt?: string
  width?: number
  height?: number
  sample_aspect_ratio?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  field_order?: string
  color_transfer?: string
  bit_rate?: string
  start_time?: string
  duration?: string
  sample_rate?: string
  channels?: number
  disposition?: { attached_pic?: number; default?: number; timed_thumbnails?: number }
  tags?: Record<string, string>
  side_data_list?: { rotation?: number }[]
}
type RawProbe = {
  streams?: RawStream[]
  chapters?: unknown[]
  format?: { format_name?: string; duration?: string; probe_score?: number; tags?: Record<string, string> }
}

/** ffprobe's guess below this is a guess at noise (AVPROBE_SCORE_RETRY). */
const MIN_PROBE_SCORE = 25
const PROBE_SECONDS = 60
/** Demuxing alone, for files without a length: 4 GB at 30 MB/s. */
const SCAN_SECONDS = 150
const INTERLACED = new Set(['tt', 'bb', 'tb', 'bt'])

const positive = (value: string | number | undefined): number | null => {
  const number = Number(value)
  return Number.isFinite(number) && number > 0 ? number : null
}

const ratio = (value = '', separator: '/' | ':' = '/'): number | null => {
  const [over = 0, under = 0] = value.split(separator).map(Number)
  return over > 0 && under > 0 ? over / under : null
}

const rotationOf = (raw: RawStream): VideoStream['rotation'] => {
  // ffprobe gives the counter-clockwise angle of the display matrix; the old tag is clockwise.
  const matrix = raw.side_data_list?.find((data) => data.rotation !== undefined)?.rotation
  const clockwise = matrix !== undefined ? -matrix : Number(raw.tags?.rotate ?? 0) || 0
  const quarter = ((Math.round(clockwise / 90) % 4) + 4) % 4
  return ([0, 90, 180, 270] as const)[quarter] ?? 0
}

const streamSeconds = (raw: RawStream): number | null => {
  const known = positive(raw.duration)
  if (known !== null) return known
  // Matroska says it in a tag: 00:44:59.960000000
  const parts = raw.tags?.DURATION?.split(':').map(Number) ?? []
  if (parts.length !== 3) return null
  // ffmpeg and OBS write the time at which the stream ends; mkvmerge, known by its statistics, how long it lasts.
  const start = raw.tags?.BPS === undefined ? (positive(raw.start_time) ?? 0) : 0
  return positive((parts[0] ?? 0) * 3600 + (parts[1] ?? 0) * 60 + (parts[2] ?? 0) - start)
}

/** Rates that a camera or a screen has. Below, nothing moves smoothly; above, it is a clock's tick, not a rate. */
const PEAK_FPS = { least: 15, most: 120 }

const framesOf = (raw: RawStream): Pick<VideoStream, 'fps' | 'peakFps'> => {
  const real = ratio(raw.r_frame_rate) ?? 0
  const fps = ratio(raw.avg_frame_rate) ?? real
  return { fps, peakFps: real >= PEAK_FPS.least && real <= PEAK_FPS.most ? Math.max(fps, real) : fps }
}

const videoOf = (raw: RawStream): VideoStream => ({
  index: raw.index,
  codec: raw.codec_name ?? '',
  profile: raw.profile ?? '',
  level: Math.max(0, raw.level ?? 0),
  pixFmt: raw.pix_fmt ?? '',
  width: raw.width ?? 0,
  height: raw.height ?? 0,
  rotation: rotationOf(raw),
  sar: ratio(raw.sample_aspect_ratio, ':') ?? 1,
  ...framesOf(raw),
  bitRate: positive(raw.bit_rate) ?? positive(raw.tags?.BPS),
  durationSeconds: streamSeconds(raw),
  isInterlaced: INTERLACED.has(raw.field_order ?? ''),
  transfer: raw.color_transfer ?? '',
})

const audioOf = (raw: RawStream): AudioStream => ({
  index: raw.index,
  codec: raw.codec_name ?? '',
  profile: raw.profile ?? '',
  sampleRate: Number(raw.sample_rate ?? 0),
  channels: raw.channels ?? 0,
  bitRate: positive(raw.bit_rate) ?? positive(raw.tags?.BPS),
  durationSeconds: streamSeconds(raw),
})

const isCover = (raw: RawStream): boolean =>
  raw.disposition?.attached_pic === 1 || raw.disposition?.timed_thumbnails === 1

/** The stream that a player would choose: marked as default, then the larger picture, then the first. */
const chosen = (streams: RawStream[]): RawStream | undefined =>
  [...streams].sort(
    (a, b) =>
      (b.disposition?.default ?? 0) - (a.disposition?.default ?? 0) ||
      (b.width ?? 0) * (b.height ?? 0) - (a.width ?? 0) * (a.height ?? 0) ||
      a.index - b.index,
  )[0]

const askFfprobe = async ({ path, signal }: { path: string; signal?: AbortSignal }): Promise<RawProbe> => {
  const wide = ['-analyzeduration', '10000000', '-probesize', '20000000']
  const shown = ['-of', 'json', '-show_format', '-show_streams', '-show_chapters']
  const args = ['-hide_banner', '-v', 'error', ...INPUT_GUARDS, ...wide, ...shown, '-i', fileUrl(path)]
  const stdout = await run({ tool: 'ffprobe', args, signal, bounds: { wallSeconds: PROBE_SECONDS, outputBytes: 0 } })
  return JSON.parse(stdout.toString('utf8')) as RawProbe
}

/** Reads a file's packets to learn the length that its header lacks (browser recordings, broken-off live streams). */
const scanSeconds = async ({ path, signal }: { path: string; signal?: AbortSignal }): Promise<number> => {
  let seconds = 0
  const args = buildArguments({
    inputPath: path,
    outputOptions: ['-map', '0:V?', '-map', '0:a?', '-c', 'copy', '-progress', 'pipe:1', '-f', 'null'],
    output: '-',
  })
  const bounds = { wallSeconds: SCAN_SECONDS, outputBytes: 0 }
  await run({ tool: 'ffmpeg', args, signal, bounds, onProgress: ({ outTimeSeconds }) => (seconds = outTimeSeconds) })
  return seconds
}

/**
 * What the bytes of a local file are. The name is not looked at, and nothing but this file is opened.
 * @throws MediaError UNREADABLE or TRUNCATED (no media file), TOO_SLOW, TOO_MUCH_MEMORY, ABORTED, TOOL_MISSING; ENOENT when
 * there is no such file.
 */
export const probeFile = async ({ path, signal }: { path: string; signal?: AbortSignal }): Promise<Probe> => {
  const { size: sizeBytes } = await stat(path)
  const boxes = await readBoxes({ path })
  const unreadable = (detail: string): MediaError =>
    new MediaError({ code: boxes.isTruncated ? 'TRUNCATED' : 'UNREADABLE', detail })

  let raw: RawProbe
  try {
    raw = await askFfprobe({ path, signal })
  } catch (error) {
    throw isMediaError(error, 'PROCESSING_FAILED') ? unreadable(error.detail) : error
  }
  const { format, streams = [] } = raw
  if (!format?.format_name || (format.probe_score ?? 0) < MIN_PROBE_SCORE) throw unreadable('not recognised')

  const rawVideo = chosen(streams.filter((stream) => stream.codec_type === 'video' && !isCover(stream)))
  const rawAudio = chosen(streams.filter((stream) => stream.codec_type === 'audio'))
  const video = rawVideo ? videoOf(rawVideo) : null
  const audio = rawAudio ? audioOf(rawAudio) : null
  const tags = { ...format.tags, ...rawVideo?.tags }
  const longest = Math.max(video?.durationSeconds ?? 0, audio?.durationSeconds ?? 0)
  return {
    formats: format.format_name.split(','),
    brand: (format.tags?.major_brand ?? '').trim(),
    durationSeconds: longest || positive(format.duration) || (video || audio ? await scanSeconds({ path, signal }) : 0),
    sizeBytes,
    isFaststart: boxes.isFaststart,
    isFragmented: boxes.isFragmented,
    isTruncated: boxes.isTruncated,
    hasPlace: Object.keys(tags).some((key) => /location|gps|xyz/i.test(key)),
    hasAttachedPicture: streams.some(isCover),
    video,
    audio,
    extraStreams: streams.length - (video ? 1 : 0) - (audio ? 1 : 0),
  }
}
