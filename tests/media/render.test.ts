import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'

import { probeFile } from '../../media-worker/ffmpeg/probe'
import { run } from '../../media-worker/ffmpeg/run'
import { renderVideo } from '../../media-worker/ffmpeg/transcode'
import { judge } from '../../src/domain/media/judge'
import { COUNTY_VOD as profile } from '../../src/domain/media/limits'
import { mbPerMinute } from '../../src/domain/media/measures'
import { planFullTranscode, planRendition } from '../../src/domain/media/plan'
import type { Plan } from '../../src/domain/media/types'
import { verifyRendition } from '../../src/domain/media/verify'
import { type ClipSpec, clipFolder, makeClip, removeClips } from '../support/clips'

/** A second of movement, then four of a still page, whose frames are left out. */
const SLIDES = "select='lt(mod(t,5),1)'"

const publish = async (spec: ClipSpec) => {
  const inputPath = await makeClip(spec)
  const source = await probeFile({ path: inputPath })
  const verdict = judge({ probe: source, profile })
  const plan = planRendition({ probe: source, profile })
  if (plan.kind === 'copy') return { source, verdict, plan, output: source, outputPath: inputPath }
  const outputPath = path.join(await clipFolder(), `${path.basename(inputPath)}.out`)
  const { probe: output } = await renderVideo({ inputPath, outputPath, probe: source, plan, profile })
  return { source, verdict, plan, output, outputPath }
}

afterAll(removeClips)

describe('the published rendition', () => {
  const cases: [string, ClipSpec, Plan['kind'], string?][] = [
    ['a fitting MP4', {}, 'copy'],
    ['a fitting upright MP4', { size: '480x854' }, 'copy'],
    ['an MP4 with its index at the end', { isFaststart: false }, 'remux'],
    ['an MKV', { container: 'mkv' }, 'remux'],
    ['an MPEG-TS', { container: 'ts' }, 'remux'],
    ['a MOV', { container: 'mov' }, 'remux'],
    ['fragments', { extra: ['-movflags', '+frag_keyframe+empty_moov'], isFaststart: false }, 'remux'],
    ['the place of filming', { extra: ['-metadata', 'location=+34.76+113.65/'] }, 'remux'],
    ['two sound tracks', { extra: ['-map', '0:v', '-map', '1:a', '-map', '1:a'] }, 'remux'],
    ['MP3 sound', { audio: 'libmp3lame' }, 'partial'],
    ['PCM sound', { container: 'mov', audio: 'pcm_s16le' }, 'partial'],
    ['HEVC and AAC', { video: 'libx265' }, 'partial'],
    ['10-bit H.264', { pixFmt: 'yuv420p10le' }, 'partial'],
    ['4:4:4', { pixFmt: 'yuv444p' }, 'partial'],
    ['1080p60', { size: '1920x1080', fps: 60, videoRate: 4e6 }, 'partial'],
    ['more than 12 MB a minute', { picture: 'noise', videoRate: 4_000_000 }, 'partial'],
    ['odd anamorphic sizes', { size: '722x578', extra: ['-vf', 'setsar=64/35'] }, 'partial'],
    [
      'interlaced',
      {
        video: 'mpeg2video',
        container: 'ts',
        audio: 'mp2',
        size: '720x576',
        videoRate: 4e6,
        extra: ['-flags', '+ilme+ildct', '-top', '1'],
      },
      'transcode',
    ],
    ['VP9 and Opus', { video: 'libvpx-vp9', audio: 'libopus', container: 'webm', size: '854x480' }, 'transcode'],
    ['MPEG-4 and MP3 in AVI', { video: 'mpeg4', audio: 'libmp3lame', container: 'avi', size: '640x480' }, 'transcode'],
    ['WMV', { video: 'wmv2', audio: 'wmav2', container: 'asf', size: '640x480' }, 'transcode'],
    ['FLV', { video: 'flv', audio: 'libmp3lame', container: 'flv', size: '640x480', sampleRate: 44_100 }, 'transcode'],
    [
      'HLG of a phone',
      {
        video: 'libx265',
        audio: 'libopus',
        pixFmt: 'yuv420p10le',
        container: 'mkv',
        extra: ['-color_trc', 'arib-std-b67', '-colorspace', 'bt2020nc', '-color_primaries', 'bt2020'],
      },
      'transcode',
    ],
    ...['arib-std-b67', 'smpte2084'].map((transfer): [string, ClipSpec, Plan['kind']] => [
      `HDR that says ${transfer} and nothing else`,
      { video: 'libx265', pixFmt: 'yuv420p10le', extra: ['-color_trc', transfer] },
      'partial',
    ]),
    ['slides of a screen recorder', { fps: 30, extra: ['-vf', SLIDES, '-vsync', 'vfr'] }, 'copy'],
  ]

  it.each(cases)('should be made from %s', async (_, spec, kind) => {
    const { source, verdict, plan, output, outputPath } = await publish(spec)
    expect(verdict).toMatchObject({ outcome: 'fit' })
    expect(plan.kind).toBe(kind)
    expect(verifyRendition({ source, output, profile })).toEqual([])
    expect(output).toEqual(await probeFile({ path: outputPath }))
    expect(output).toMatchObject({ isFaststart: true, extraStreams: 0, video: { codec: 'h264', pixFmt: 'yuv420p' } })
    if (plan.video === 'encode') {
      const { width, height } = plan.videoTarget
      expect(output.video).toMatchObject({ profile: 'High', width, height, rotation: 0, sar: 1, isInterlaced: false })
    }
    if (plan.audio === 'encode') expect(output.audio).toMatchObject({ profile: 'LC', sampleRate: 48_000, channels: 2 })
  })

  it('should turn the picture of a sideways phone', async () => {
    const { source, output } = await publish({ size: '1920x1080', rotate: 90 })
    expect(source.video).toMatchObject({ width: 1920, height: 1080, rotation: 90 })
    expect(output.video).toMatchObject({ width: 720, height: 1280, rotation: 0 })
  })

  it('should make a variable rate steady', async () => {
    const { output } = await publish({
      size: '1920x1080',
      extra: ['-vf', "select='mod(n,5)'", '-vsync', 'vfr'],
    })
    expect(output.video?.fps).toBeCloseTo(20, 3)
  })

  it('should bring back the rate of slides whose still pages were left out', async () => {
    const { source, output } = await publish({
      ...{ seconds: 10, fps: 30, size: '1600x900' },
      extra: ['-vf', SLIDES, '-vsync', 'vfr'],
    })
    expect(source.video).toMatchObject({ peakFps: 30 })
    expect(source.video?.fps).toBeLessThan(15)
    expect(output.video?.fps).toBeCloseTo(30, 3)
  })

  it('should stay below 12 MB a minute on the hardest and shortest clip', async () => {
    const { plan, output } = await publish({
      picture: 'noise',
      size: '1920x1080',
      fps: 30,
      videoRate: 30e6,
    })
    expect(plan.video).toBe('encode')
    expect(mbPerMinute(output)).toBeLessThanOrEqual(12)
    expect(mbPerMinute(output)).toBeGreaterThan(7)
  })

  it('should give equal bytes for equal bytes where no picture is encoded', async () => {
    const first = await publish({ container: 'mkv', audio: 'libmp3lame' })
    const bytes = await readFile(first.outputPath)
    const second = await publish({ container: 'mkv', audio: 'libmp3lame' })
    expect((await readFile(second.outputPath)).equals(bytes)).toBe(true)
  })

  it('should keep a picture that begins after the sound', async () => {
    const [picture, sound] = [await makeClip({ seconds: 8 }), await makeClip({ seconds: 10 })]
    const inputPath = path.join(await clipFolder(), 'late.mkv')
    const late = ['-itsoffset', '2', '-i', `file:${picture}`, '-i', `file:${sound}`, '-map', '0:v', '-map', '1:a']
    await run({ tool: 'ffmpeg', args: ['-v', 'error', ...late, '-c', 'copy', '-y', `file:${inputPath}`] })
    const probe = await probeFile({ path: inputPath })
    expect(probe.video?.durationSeconds).toBeCloseTo(8, 1)
    const outputPath = path.join(await clipFolder(), 'late.mp4')
    for (const plan of [planRendition({ probe, profile }), planFullTranscode({ probe, profile })]) {
      const { plan: taken } = await renderVideo({ inputPath, outputPath, probe, plan, profile })
      expect(taken).toEqual(plan)
    }
  })

  it('should report progress up to the end', async () => {
    const inputPath = await makeClip({ size: '1920x1080' })
    const probe = await probeFile({ path: inputPath })
    const seen: number[] = []
    await renderVideo({
      inputPath,
      outputPath: path.join(await clipFolder(), 'progress.mp4'),
      probe,
      plan: planRendition({ probe, profile }),
      profile,
      threads: 1,
      onProgress: ({ outTimeSeconds }) => seen.push(outTimeSeconds),
    })
    expect(seen.length).toBeGreaterThan(0)
    expect(seen[seen.length - 1]).toBeGreaterThan(4.5)
  })

  it('should learn the length of a browser recording that does not say it', async () => {
    const live = await makeClip({
      video: 'libvpx-vp9',
      audio: 'libopus',
      container: 'webm',
      size: '640x480',
      extra: ['-live', '1'],
    })
    expect((await probeFile({ path: live })).durationSeconds).toBeCloseTo(5, 0)
  })

  it('should leave nothing behind when the result cannot be used', async () => {
    const inputPath = await makeClip({ container: 'mkv' })
    const probe = await probeFile({ path: inputPath })
    const outputPath = path.join(await clipFolder(), 'lying.mp4')
    const lying = { ...probe, durationSeconds: 60 }
    const plan = planRendition({ probe, profile })
    await expect(renderVideo({ inputPath, outputPath, probe: lying, plan, profile })).rejects.toMatchObject({
      code: 'BAD_OUTPUT',
      problems: ['OUTPUT_DURATION'],
      isFileFault: true,
    })
    await expect(stat(outputPath)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
