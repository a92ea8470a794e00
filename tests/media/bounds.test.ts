import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import path from 'node:path'

import { probeFile } from '../../media-worker/ffmpeg/probe'
import { run, tools } from '../../media-worker/ffmpeg/run'
import { renderVideo } from '../../media-worker/ffmpeg/transcode'
import { COUNTY_VOD as profile } from '../../src/domain/media/limits'
import { planRendition } from '../../src/domain/media/plan'
import { clipFolder, makeClip, removeClips } from '../support/clips'
import { groupOf, processesWith, until } from '../support/processes'

/** Takes some seconds to encode on two cores. */
const heavy = () => makeClip({ picture: 'noise', size: '1920x1080', fps: 30, videoRate: 20e6 })
const prepare = async (name: string) => {
  const inputPath = await heavy()
  const probe = await probeFile({ path: inputPath })
  const outputPath = path.join(await clipFolder(), name)
  return { inputPath, outputPath, probe, plan: planRendition({ probe, profile }), profile }
}
const isMissing = (file: string) =>
  stat(file).then(
    () => false,
    () => true,
  )

beforeAll(heavy)
afterAll(removeClips)

describe('a run of ffmpeg', () => {
  it('should end with its whole group when it is aborted, and leave no file', async () => {
    const job = await prepare('aborted.mp4')
    const controller = new AbortController()
    let group: Promise<number> | undefined
    const rendering = renderVideo({
      ...job,
      signal: controller.signal,
      onProgress: () => {
        group ??= processesWith(job.outputPath).then(async ([pid]) => {
          const found = await groupOf(pid ?? 0)
          controller.abort()
          return found
        })
      },
    })
    await expect(rendering).rejects.toMatchObject({ code: 'ABORTED', isFileFault: false })
    expect(await group).not.toBe(await groupOf(process.pid))
    expect(await processesWith(job.outputPath)).toEqual([])
    expect(await isMissing(job.outputPath)).toBe(true)
  })

  it('should not begin when it was aborted before', async () => {
    const job = await prepare('never.mp4')
    await expect(renderVideo({ ...job, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await isMissing(job.outputPath)).toBe(true)
  })

  it('should not outlive a worker that was killed', async () => {
    const { inputPath, outputPath } = await prepare('orphan.mp4')
    const script = path.resolve('tests/support/renderChild.ts')
    const worker = spawn(process.execPath, ['--import', 'tsx', script, inputPath, outputPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(worker.stdout, 'data')
    expect((await processesWith(outputPath)).length).toBeGreaterThan(1)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    await until(async () => (await processesWith(outputPath)).length === 0)
  })

  it('should end at its time bound', async () => {
    const job = await prepare('slow.mp4')
    await expect(renderVideo({ ...job, wallSeconds: 0.5 })).rejects.toMatchObject({ code: 'TOO_SLOW' })
    expect(await processesWith(job.outputPath)).toEqual([])
    expect(await isMissing(job.outputPath)).toBe(true)
  })

  const picture = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=1280x720', '-t', '20', '-y']

  it('should end at its output bound', async () => {
    const file = path.join(await clipFolder(), 'large.mp4')
    const args = [...picture, '-c:v', 'mpeg4', file]
    await expect(run({ tool: 'ffmpeg', args, bounds: { outputBytes: 200_000 } })).rejects.toMatchObject({
      code: 'TOO_MUCH_OUTPUT',
    })
    expect((await stat(file)).size).toBeLessThanOrEqual(200_000)
  })

  it('should end at its bound for what it says', async () => {
    const args = [...picture, '-f', 'rawvideo', 'pipe:1']
    await expect(run({ tool: 'ffmpeg', args, bounds: { stdoutBytes: 1000 } })).rejects.toMatchObject({
      code: 'TOO_MUCH_OUTPUT',
    })
  })

  it('should end at its memory bound', async () => {
    const args = [...picture, '-c:v', 'libx264', path.join(await clipFolder(), 'memory.mp4')]
    const running = run({ tool: 'ffmpeg', args, bounds: { addressSpaceBytes: 450_000_000 } })
    await expect(running).rejects.toMatchObject({ code: 'TOO_MUCH_MEMORY' })
  })

  it('should see neither secrets nor settings of the worker', async () => {
    process.env.S3_SECRET_ACCESS_KEY = 'do-not-leak'
    const before = tools.ffprobe
    tools.ffprobe = 'env'
    try {
      const seen = await run({ tool: 'ffprobe', args: [] })
      expect(seen.toString()).toMatch(/^PATH=/m)
      expect(seen.toString()).not.toContain('do-not-leak')
    } finally {
      tools.ffprobe = before
      delete process.env.S3_SECRET_ACCESS_KEY
    }
  })

  it('should say that the tool is missing', async () => {
    const before = tools.ffprobe
    tools.ffprobe = 'no-such-tool'
    try {
      await expect(run({ tool: 'ffprobe', args: [] })).rejects.toMatchObject({
        code: 'TOOL_MISSING',
        isFileFault: false,
      })
    } finally {
      tools.ffprobe = before
    }
  })
})
