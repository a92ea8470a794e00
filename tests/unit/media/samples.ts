import type { AudioStream, Probe, VideoStream } from '../../../src/domain/media/types'

type Overrides = Partial<Omit<Probe, 'video' | 'audio'>> & {
  video?: Partial<VideoStream> | null
  audio?: Partial<AudioStream> | null
}

/** A probe of a 45-minute lesson that may be published as it is: 720p25, 10 MB a minute. */
export const buildProbe = ({ video = {}, audio = {}, ...file }: Overrides = {}): Probe => ({
  formats: ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2'],
  brand: 'isom',
  durationSeconds: 2700,
  sizeBytes: 450_000_000,
  isFaststart: true,
  isFragmented: false,
  isTruncated: false,
  hasPlace: false,
  hasAttachedPicture: false,
  extraStreams: 0,
  ...file,
  video: video && {
    index: 0,
    codec: 'h264',
    profile: 'High',
    level: 31,
    pixFmt: 'yuv420p',
    width: 1280,
    height: 720,
    rotation: 0,
    sar: 1,
    fps: 25,
    peakFps: 25,
    bitRate: 1_205_000,
    durationSeconds: 2700,
    isInterlaced: false,
    transfer: 'bt709',
    ...video,
  },
  audio: audio && {
    index: 1,
    codec: 'aac',
    profile: 'LC',
    sampleRate: 48_000,
    channels: 2,
    bitRate: 128_000,
    durationSeconds: 2700,
    ...audio,
  },
})
