import { judge } from '../../../src/domain/media/judge'
import { COUNTY_VOD } from '../../../src/domain/media/limits'
import { buildProbe } from './samples'

type Case = { what: string; probe: Parameters<typeof buildProbe>[0]; codes: string[] }

const codesOf = (probe: Case['probe'], level: 'refuse' | 'note') =>
  judge({ probe: buildProbe(probe), profile: COUNTY_VOD })
    .reasons.filter((reason) => reason.level === level)
    .map((reason) => reason.code)

describe('judge', () => {
  const refusals: Case[] = [
    { what: 'no picture', probe: { video: null }, codes: ['NO_VIDEO'] },
    { what: 'a cover picture only', probe: { video: null, hasAttachedPicture: true }, codes: ['PICTURE_ONLY'] },
    { what: 'no sound', probe: { audio: null }, codes: ['NO_AUDIO'] },
    { what: 'a small picture', probe: { video: { width: 640, height: 360 } }, codes: ['PICTURE_TOO_SMALL'] },
    { what: 'a narrow upright picture', probe: { video: { width: 478, height: 850 } }, codes: ['PICTURE_TOO_SMALL'] },
    { what: 'a huge picture', probe: { video: { width: 10_240, height: 5760 } }, codes: ['PICTURE_TOO_LARGE'] },
    { what: 'few frames', probe: { video: { fps: 14.9, peakFps: 14.9 } }, codes: ['FPS_TOO_LOW'] },
    { what: 'a short clip', probe: { durationSeconds: 4.9, sizeBytes: 1e6 }, codes: ['TOO_SHORT'] },
    { what: 'a whole day', probe: { durationSeconds: 14_401 }, codes: ['TOO_LONG'] },
    { what: 'over 4 GB', probe: { sizeBytes: 4_000_000_001 }, codes: ['FILE_TOO_LARGE'] },
    { what: 'a cut-off file', probe: { isTruncated: true }, codes: ['TRUNCATED'] },
    { what: 'another container', probe: { formats: ['ogg'] }, codes: ['UNSUPPORTED_CONTAINER'] },
    { what: 'another picture codec', probe: { video: { codec: 'png' } }, codes: ['UNSUPPORTED_VIDEO'] },
    { what: 'another sound codec', probe: { audio: { codec: 'dts' } }, codes: ['UNSUPPORTED_AUDIO'] },
    {
      what: 'everything wrong at once',
      probe: { video: null, audio: null, sizeBytes: 5e9 },
      codes: ['FILE_TOO_LARGE', 'NO_VIDEO', 'NO_AUDIO'],
    },
  ]
  it.each(refusals)('should refuse $what', ({ probe, codes }) => {
    expect(codesOf(probe, 'refuse')).toEqual(codes)
    expect(codesOf(probe, 'note')).toEqual([])
  })

  const fit: Case[] = [
    { what: 'a file as it should be', probe: {}, codes: [] },
    { what: '15000/1001 frames a second', probe: { video: { fps: 15_000 / 1001 } }, codes: [] },
    { what: 'slides of a screen recorder', probe: { video: { fps: 8.8, peakFps: 30 } }, codes: [] },
    { what: 'exactly five seconds', probe: { durationSeconds: 5, sizeBytes: 800_000 }, codes: ['SHORT'] },
    { what: 'upright 720×1280', probe: { video: { width: 720, height: 1280 } }, codes: ['PORTRAIT'] },
    { what: 'a turned phone', probe: { video: { rotation: 90 } }, codes: ['PORTRAIT'] },
    { what: 'anamorphic 720×576', probe: { video: { width: 720, height: 576, sar: 64 / 45 } }, codes: [] },
    { what: 'HEVC (R16)', probe: { video: { codec: 'hevc' } }, codes: ['CODEC_CHANGES'] },
    {
      what: '1080p60',
      probe: { video: { width: 1920, height: 1080, fps: 60 } },
      codes: ['PICTURE_SHRINKS', 'FPS_DROPS'],
    },
    { what: '60 MB a minute (加工成, R15)', probe: { sizeBytes: 2_700_000_000 }, codes: ['RATE_DROPS'] },
    { what: 'under 1 MB a minute', probe: { sizeBytes: 30_000_000 }, codes: ['RATE_LOW'] },
    { what: 'mono', probe: { audio: { channels: 1 } }, codes: ['MONO'] },
    {
      what: 'interlaced HDR',
      probe: { video: { isInterlaced: true, transfer: 'arib-std-b67' } },
      codes: ['INTERLACED', 'HDR'],
    },
    { what: 'sound that ends early', probe: { audio: { durationSeconds: 2600 } }, codes: ['LENGTHS_DIFFER'] },
  ]
  it.each(fit)('should take $what', ({ probe, codes }) => {
    expect(codesOf(probe, 'refuse')).toEqual([])
    expect(codesOf(probe, 'note')).toEqual(codes)
    expect(judge({ probe: buildProbe(probe), profile: COUNTY_VOD }).outcome).toBe('fit')
  })

  it('should say the decimal MB a minute of the whole file', () => {
    expect(judge({ probe: buildProbe(), profile: COUNTY_VOD }).mbPerMinute).toBe(10)
    expect(judge({ probe: buildProbe({ durationSeconds: 0 }), profile: COUNTY_VOD }).mbPerMinute).toBe(0)
  })
})
