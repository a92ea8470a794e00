import { COUNTY_VOD } from '../../../src/domain/media/limits'
import { fitWithin, planRendition, targetFrameRate } from '../../../src/domain/media/plan'
import { buildProbe } from './samples'

const planOf = (probe: Parameters<typeof buildProbe>[0]) =>
  planRendition({ probe: buildProbe(probe), profile: COUNTY_VOD })
const MKV = { formats: ['matroska', 'webm'], brand: '', isFaststart: false }

describe('planRendition', () => {
  it.each([
    ['a file as it should be', {}, 'copy'],
    ['a low rate', { sizeBytes: 20_000_000 }, 'copy'],
    ['exactly 12 MB a minute', { sizeBytes: 540_000_000 }, 'copy'],
    ['upright 720×1280', { video: { width: 720, height: 1280 } }, 'copy'],
    ['mono 44.1 kHz', { audio: { channels: 1, sampleRate: 44_100 } }, 'copy'],
    ['an index at the end', { isFaststart: false }, 'remux'],
    ['fragments', { isFragmented: true }, 'remux'],
    ['a MOV', { brand: 'qt' }, 'remux'],
    ['an MKV', MKV, 'remux'],
    ['subtitles or a second sound track', { extraStreams: 1 }, 'remux'],
    ['the place of filming', { hasPlace: true }, 'remux'],
  ] as const)('should copy both streams: %s', (_, probe, kind) => {
    expect(planOf(probe)).toMatchObject({ kind, video: 'copy', audio: 'copy' })
  })

  it.each([
    ['MP3', { audio: { codec: 'mp3', profile: '' } }],
    ['HE-AAC', { audio: { profile: 'HE-AAC' } }],
    ['5.1', { audio: { channels: 6, bitRate: 300_000 } }],
    ['PCM that alone breaks the rate', { sizeBytes: 890_000_000, audio: { codec: 'pcm_s16le', bitRate: 1_411_000 } }],
    [
      'PCM in a file that does not say its rates',
      { ...MKV, video: { bitRate: null }, sizeBytes: 890_000_000, audio: { codec: 'pcm_s16le', bitRate: 1_411_000 } },
    ],
  ] as const)('should make only the sound new: %s', (_, probe) => {
    expect(planOf(probe)).toMatchObject({ kind: 'partial', video: 'copy', audio: 'encode' })
  })

  it.each([
    ['over 12 MB a minute', { sizeBytes: 540_000_001 }],
    ['HEVC', { video: { codec: 'hevc', profile: 'Main' } }],
    ['1080p', { video: { width: 1920, height: 1080, level: 40 } }],
    ['60 frames', { video: { fps: 60 } }],
    ['10 bit', { video: { profile: 'High 10', pixFmt: 'yuv420p10le' } }],
    ['4:4:4', { video: { profile: 'High 4:4:4 Predictive', pixFmt: 'yuv444p' } }],
    ['interlaced', { video: { isInterlaced: true } }],
    ['HDR', { video: { transfer: 'smpte2084' } }],
    ['level 5.1', { video: { level: 51 } }],
    ['anamorphic wider than 1280', { video: { width: 1280, height: 720, sar: 1.5 } }],
  ] as const)('should make only the picture new: %s', (_, probe) => {
    expect(planOf(probe)).toMatchObject({ kind: 'partial', video: 'encode', audio: 'copy' })
  })

  it.each([
    ['VP9 and Opus', { video: { codec: 'vp9' }, audio: { codec: 'opus' } }],
    ['1080p with rich sound', { video: { height: 1080, width: 1920 }, audio: { bitRate: 320_000 } }],
    [
      'a picture too rich to keep beside MP3',
      { sizeBytes: 5e8, video: { bitRate: 1_600_000 }, audio: { codec: 'mp3' } },
    ],
  ] as const)('should make both new: %s', (_, probe) => {
    expect(planOf(probe)).toMatchObject({ kind: 'transcode', video: 'encode', audio: 'encode' })
  })

  it('should leave room in the total for copied sound', () => {
    expect(planOf({ video: { fps: 60 } }).videoTarget.bitRate).toBe(1_205_000)
    expect(planOf({ video: { fps: 60 }, audio: { bitRate: 192_000 } }).videoTarget.bitRate).toBe(1_141_000)
  })

  it.each([
    [{ fps: 8.8, peakFps: 30 }, '30'],
    [{ fps: 25, peakFps: 60 }, '30'],
    [{ fps: 25, peakFps: 50 }, '25'],
    [{ fps: 22, peakFps: 30 }, '24000/1001'],
    [{ fps: 29.97, peakFps: 30 }, '30000/1001'],
  ])('should take the peak of a picture with frames left out, the average of any other: %j', (video, frameRate) => {
    expect(planOf({ video: { codec: 'hevc', ...video } }).videoTarget.frameRate).toBe(frameRate)
  })

  it('should turn the target with the phone', () => {
    const { videoTarget } = planOf({ video: { width: 1920, height: 1080, rotation: 270 } })
    expect(videoTarget).toMatchObject({ width: 720, height: 1280 })
  })

  it('should not plan what judge refuses', () => {
    expect(() => planOf({ audio: null })).toThrow(/judge/)
  })
})

describe('fitWithin', () => {
  it.each([
    [1920, 1080, 1280, 720],
    [3840, 2160, 1280, 720],
    [1080, 1920, 720, 1280],
    [1024, 768, 960, 720],
    [2048, 2048, 720, 720],
    [2560, 1080, 1280, 540],
    [853, 480, 854, 480],
    [1279, 719, 1280, 720],
    [640, 480, 640, 480],
    [8192, 480, 1280, 76],
  ])('should fit %d×%d as %d×%d', (width, height, wide, high) => {
    expect(fitWithin({ size: { width, height }, longSide: 1280, shortSide: 720 })).toEqual({
      width: wide,
      height: high,
    })
  })
})

describe('targetFrameRate', () => {
  it.each([
    [25, '25'],
    [30, '30'],
    [29.97, '30000/1001'],
    [59.94, '30000/1001'],
    [60, '30'],
    [50, '25'],
    [48, '24'],
    [23.976, '24000/1001'],
    [120, '30'],
    [1000, '30000/1001'],
    [17.2, '20'],
    [29.5, '30000/1001'],
    [15, '15'],
    [30.0003, '30'],
    [90, '30'],
  ])('should turn %d into %s', (fps, frameRate) => {
    expect(targetFrameRate({ fps, maxFps: 30 }).frameRate).toBe(frameRate)
  })
})
