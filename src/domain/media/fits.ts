import { displaySize, mbPerMinute } from './measures'
import type { MediaCode } from './reasons'
import type { AudioStream, MediaProfile, Probe, VideoStream } from './types'

/** Cameras write 30.00003: a hair above the limit is the limit. */
const FPS_SLACK = 0.05

/** Whether the picture is the one bit by bit that may be published. */
export const pictureFits = ({ video, profile }: { video: VideoStream; profile: MediaProfile }): boolean =>
  pictureProblems({ video, profile }).length === 0

/** What keeps a picture from being published as it is. */
export const pictureProblems = ({ video, profile }: { video: VideoStream; profile: MediaProfile }): MediaCode[] => {
  const { published } = profile
  const { width, height } = displaySize(video)
  const problems: MediaCode[] = []
  const isPlayable =
    video.codec === published.videoCodec &&
    published.videoProfiles.includes(video.profile) &&
    video.level <= published.maxLevel &&
    video.pixFmt === published.pixFmt &&
    !video.isInterlaced &&
    !isHdr(video)
  if (!isPlayable) problems.push('OUTPUT_VIDEO')
  if (Math.max(width, height) > published.maxLongSide || Math.min(width, height) > published.maxShortSide) {
    problems.push('OUTPUT_SIZE')
  }
  if (video.fps > published.maxFps + FPS_SLACK) problems.push('OUTPUT_FPS')
  return problems
}

/** Whether the sound may be published as it is. */
export const soundFits = ({ audio, profile }: { audio: AudioStream; profile: MediaProfile }): boolean => {
  const { published } = profile
  return (
    audio.codec === published.audioCodec &&
    audio.profile === published.audioProfile &&
    published.sampleRates.includes(audio.sampleRate) &&
    audio.channels >= 1 &&
    audio.channels <= published.maxChannels
  )
}

/** Whether the file around the streams may be published: an MP4 with its index in front, two streams, no place of filming. */
export const containerFits = ({ probe, profile }: { probe: Probe; profile: MediaProfile }): boolean =>
  probe.formats.includes('mp4') &&
  profile.published.brands.includes(probe.brand) &&
  probe.isFaststart &&
  !probe.isFragmented &&
  !probe.isTruncated &&
  !probe.hasPlace &&
  probe.extraStreams === 0

/** Whether the whole file keeps to the MB a minute. */
export const rateFits = ({ probe, profile }: { probe: Probe; profile: MediaProfile }): boolean =>
  probe.durationSeconds > 0 && mbPerMinute(probe) <= profile.published.maxMbPerMinute

/** High dynamic range (phones): washed out on an ordinary screen unless it is converted. */
export const isHdr = (video: Pick<VideoStream, 'transfer'>): boolean =>
  video.transfer === 'arib-std-b67' || video.transfer === 'smpte2084'
