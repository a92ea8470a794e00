import { COUNTY_VOD } from '../../../src/domain/media/limits'
import { allowedDrift, verifyRendition } from '../../../src/domain/media/verify'
import { buildProbe } from './samples'

const problemsOf = (output: Parameters<typeof buildProbe>[0]) =>
  verifyRendition({ source: buildProbe(), output: buildProbe(output), profile: COUNTY_VOD })

describe('verifyRendition', () => {
  it('should find nothing wrong with what the profile asks for', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({ sizeBytes: 1_000_000 })).toEqual([])
  })

  it.each([
    [{ isFaststart: false }, ['OUTPUT_CONTAINER']],
    [{ extraStreams: 1 }, ['OUTPUT_CONTAINER']],
    [{ video: null }, ['OUTPUT_VIDEO']],
    [{ video: { codec: 'hevc' } }, ['OUTPUT_VIDEO']],
    [{ video: { width: 1920, height: 1080 } }, ['OUTPUT_SIZE']],
    [{ video: { fps: 50 } }, ['OUTPUT_FPS']],
    [{ audio: null }, ['OUTPUT_AUDIO']],
    [{ audio: { sampleRate: 96_000 } }, ['OUTPUT_AUDIO']],
    [{ durationSeconds: 2672, sizeBytes: 1e8 }, ['OUTPUT_DURATION']],
    [{ durationSeconds: 0 }, ['OUTPUT_DURATION', 'OUTPUT_RATE']],
    [{ sizeBytes: 540_000_001 }, ['OUTPUT_RATE']],
    // The other stream is as long as it should be, and with it the file.
    [{ video: { durationSeconds: 2600 } }, ['OUTPUT_DURATION']],
    [{ audio: { durationSeconds: 2600 } }, ['OUTPUT_DURATION']],
    [{ video: { durationSeconds: 2800 } }, []],
    [{ video: { durationSeconds: null }, audio: { durationSeconds: null } }, []],
  ] as const)('should say of %j: %j', (output, problems) => {
    expect(problemsOf(output)).toEqual(problems)
  })

  it('should allow half a second or one per cent, whichever is more', () => {
    expect(allowedDrift(10)).toBe(0.5)
    expect(allowedDrift(2700)).toBe(27)
  })
})
