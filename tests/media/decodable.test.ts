import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { isDecodable } from '../../media-worker/ffmpeg/isDecodable'
import { probeFile } from '../../media-worker/ffmpeg/probe'
import { run, tools } from '../../media-worker/ffmpeg/run'
import { COUNTY_VOD as profile } from '../../src/domain/media/limits'
import { planRendition } from '../../src/domain/media/plan'
import { type ClipSpec, clipFolder, makeClip, removeClips } from '../support/clips'

// Run alone: npm test -- media --only decodable
afterAll(removeClips)

const check = async (file: string) => {
  const probe = await probeFile({ path: file })
  return isDecodable({ path: file, probe, plan: planRendition({ probe, profile }) })
}
const faststart = ['-movflags', '+faststart']

describe('a file that is copied', () => {
  const good: [string, ClipSpec][] = [
    ['a lesson', {}],
    ['open groups of pictures', { extra: ['-x264-params', 'open-gop=1:keyint=25', ...faststart] }],
    ['a picture renewed bit by bit', { extra: ['-x264-params', 'intra-refresh=1:keyint=25', ...faststart] }],
    ['one key frame for all', { extra: ['-x264-params', 'keyint=infinite', ...faststart] }],
    ['four slices a frame', { extra: ['-x264-params', 'sliced-threads=1:slices=4', ...faststart] }],
    ['a phone held upright', { rotate: 90, extra: ['-bf', '0', '-video_track_timescale', '600', ...faststart] }],
    ['frames left out', { fps: 30, extra: ['-vf', "select='lt(mod(t,2),1)'", '-vsync', 'vfr', ...faststart] }],
    ['fragments', { extra: ['-movflags', '+frag_keyframe+empty_moov'], isFaststart: false }],
    ['an MPEG-TS', { container: 'ts' }],
    ['an MKV', { container: 'mkv' }],
    ['mono of 44.1 kHz', { channels: 1, sampleRate: 44_100 }],
  ]
  it.each(good)('should pass: %s', async (_, spec) => {
    expect(await check(await makeClip(spec))).toBe(true)
  })

  it('should pass when it was cut between key frames, with an edit list that hides the rest', async () => {
    const cut = path.join(await clipFolder(), 'cut.mp4')
    const whole = await makeClip({ seconds: 9, extra: ['-g', '75', ...faststart] })
    const args = ['-v', 'error', '-ss', '2.2', '-i', `file:${whole}`, '-c', 'copy', ...faststart, '-y', `file:${cut}`]
    await run({ tool: 'ffmpeg', args })
    expect(await check(cut)).toBe(true)
  })

  it.each([
    ['a tenth in the middle', 0.5, 0.6],
    ['the end', 0.9, 1],
    ['the beginning', 0.05, 0.1],
  ])('should not pass when zeroes stand in the place of %s', async (name, from, to) => {
    const bytes = await readFile(await makeClip({ seconds: 10 }))
    bytes.fill(0, Math.floor(bytes.length * from), Math.floor(bytes.length * to))
    const file = path.join(await clipFolder(), `${name}.mp4`)
    await writeFile(file, bytes)
    expect(await check(file)).toBe(false)
  })

  it('should say nothing of the file when the tool is missing', async () => {
    const file = await makeClip()
    const probe = await probeFile({ path: file })
    const before = tools.ffmpeg
    tools.ffmpeg = 'no-such-tool'
    try {
      await expect(isDecodable({ path: file, probe, plan: planRendition({ probe, profile }) })).rejects.toMatchObject({
        code: 'TOOL_MISSING',
      })
    } finally {
      tools.ffmpeg = before
    }
  })
})
