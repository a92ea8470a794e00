import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { freePort } from '../../scripts/lib/ports.mjs'

type Journey = {
  file: string
  outcome: string
  plan: string | null
  reasons: { code: string; message: string }[]
  seconds: Record<string, number>
  url: string | null
}

const execute = promisify(execFile)
const ROOT = path.resolve(import.meta.dirname, '../..')
/** What one of `--json` has, no more and no less. */
const SIX = ['file', 'outcome', 'plan', 'reasons', 'seconds', 'url']
let folder: string

const ffmpeg = (...args: string[]) => execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])

/** Clips of 8 s that call for each plan, and files that must come back. */
const makeClips = async () => {
  const file = (name: string) => path.join(folder, name)
  const picture = (size: string, rate = 25) => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=8`]
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=8']
  const h264 = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-b:v',
    '1M',
    '-maxrate',
    '1M',
    '-bufsize',
    '1M',
    '-pix_fmt',
    'yuv420p',
  ]
  await ffmpeg(
    ...picture('1280x720'),
    ...sound,
    ...h264,
    '-c:a',
    'aac',
    '-b:a',
    '96k',
    '-ac',
    '2',
    '-movflags',
    '+faststart',
    file('copy.mp4'),
  )
  await ffmpeg('-i', file('copy.mp4'), '-c', 'copy', file('remux.mkv'))
  await ffmpeg('-i', file('copy.mp4'), '-c:v', 'copy', '-c:a', 'libmp3lame', file('partial.mp4'))
  await ffmpeg(
    ...picture('1920x1080'),
    ...sound,
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-x265-params',
    'log-level=error',
    '-pix_fmt',
    'yuv420p',
    '-tag:v',
    'hvc1',
    '-c:a',
    'libmp3lame',
    file('transcode.mp4'),
  )
  await ffmpeg('-i', file('copy.mp4'), '-c', 'copy', '-an', file('silent.mp4'))
  await writeFile(file('playlist.mp4'), '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')
  await writeFile(file('empty.mp4'), '')
}

const journey = async (args: string[]): Promise<{ code: number; journeys: Journey[]; stderr: string }> => {
  const all = [
    '--import',
    'tsx',
    'scripts/journey/main.ts',
    '--json',
    '--url',
    process.env.E2E_URL!,
    '--accounts',
    process.env.E2E_ACCOUNTS!,
    ...args,
  ]
  const env = { ...process.env, NODE_OPTIONS: '' }
  try {
    const { stdout, stderr } = await execute(process.execPath, all, { cwd: ROOT, env, maxBuffer: 1e7 })
    return { code: 0, journeys: JSON.parse(stdout) as Journey[], stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, journeys: stdout ? (JSON.parse(stdout) as Journey[]) : [], stderr }
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-journey-'))
  await makeClips()
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('npm run journey', () => {
  it('should take each kind of video the whole way by its own plan', async () => {
    const names = ['copy.mp4', 'remux.mkv', 'partial.mp4', 'transcode.mp4']
    const { code, journeys } = await journey(names.map((name) => path.join(folder, name)))
    expect(journeys.map(({ outcome, reasons }) => ({ outcome, reasons }))).toEqual(
      names.map(() => ({ outcome: 'published', reasons: [] })),
    )
    expect(journeys.map(({ plan }) => plan)).toEqual(['copy', 'remux', 'partial', 'transcode'])
    expect(journeys.map((each) => Object.keys(each))).toEqual(names.map(() => SIX))
    const search = await fetch(`${process.env.E2E_URL}/api/library/search?q=copy`)
    expect(await search.json()).toMatchObject({ degraded: false })
    expect(journeys.every(({ url }) => url?.startsWith(process.env.E2E_URL!))).toBe(true)
    expect(code).toBe(0)
  }, 240_000)

  it('should bring unfit files back with a reason that says how to mend it', async () => {
    const names = ['silent.mp4', 'playlist.mp4', 'empty.mp4']
    const expected = names.flatMap((name) => ['--expect', `${name}=returned`])
    const { code, journeys } = await journey([...expected, ...names.map((name) => path.join(folder, name))])
    expect(journeys.map(({ outcome, reasons }) => [outcome, reasons[0]?.code])).toEqual([
      ['returned', 'NO_AUDIO'],
      ['returned', 'UNREADABLE'],
      ['returned', 'BAD_INPUT'],
    ])
    expect(journeys[0]?.reasons[0]?.message).toContain('麦克风')
    expect(code).toBe(0)
  }, 120_000)

  it('should fail when an outcome is not the expected one', async () => {
    const { code, journeys } = await journey([path.join(folder, 'silent.mp4')])
    expect(journeys[0]?.outcome).toBe('returned')
    expect(code).toBe(1)
  }, 120_000)

  it('should still answer an array, and say who did not answer', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const { code, journeys, stderr } = await journey(['--url', url, path.join(folder, 'silent.mp4')])
    expect(code).toBe(1)
    expect(journeys).toMatchObject([{ outcome: 'failed', reasons: [{ code: 'ECONNREFUSED' }] }])
    expect(stderr.trim()).toBe(`${url}: no answer (ECONNREFUSED)`)
  })

  it('should say in one line what is wrong with its arguments', async () => {
    const { code, stderr } = await journey([path.join(folder, 'not-there.mp4')])
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('no such file')])
  })
})
