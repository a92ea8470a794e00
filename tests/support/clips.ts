import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

export type ClipSpec = {
  /** Extension of the container: mp4, mkv, mov, ts, webm, avi. */
  container?: string
  seconds?: number
  size?: string
  fps?: number
  /** ffmpeg encoder, or null for no picture. */
  video?: string | null
  audio?: string | null
  pixFmt?: string
  /** Bit/s. */
  videoRate?: number
  audioRate?: number
  channels?: number
  sampleRate?: number
  isFaststart?: boolean
  /** What ffmpeg draws; `noise` cannot be compressed well. */
  picture?: 'test' | 'noise' | 'black'
  /** Clockwise degrees that the file asks the player to turn the picture by. */
  rotate?: 90 | 180 | 270
  /** Further output options. */
  extra?: string[]
}

const SPEED: Record<string, string[]> = {
  libx264: ['-preset', 'ultrafast'],
  libx265: ['-preset', 'ultrafast', '-x265-params', 'log-level=none'],
  'libvpx-vp9': ['-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1'],
}

let folder: Promise<string> | undefined

/** A folder of this test file's own, removed by `removeClips`. */
export const clipFolder = (): Promise<string> => (folder ??= mkdtemp(path.join(tmpdir(), 'clips-')))

const source = ({ picture = 'test', size = '854x480', fps = 25 }: ClipSpec): string => {
  if (picture === 'black') return `color=c=black:s=${size}:r=${fps}`
  const drawn = `testsrc2=s=${size}:r=${fps}`
  return picture === 'noise' ? `${drawn},noise=alls=40:allf=t` : drawn
}

const rateOf = (rate: number): string[] => [
  '-b:v',
  `${rate}`,
  '-maxrate',
  `${rate}`,
  '-bufsize',
  `${Math.round(rate / 2)}`,
]

const argumentsOf = (spec: ClipSpec): string[] => {
  const { seconds = 5, video = 'libx264', audio = 'aac', pixFmt = 'yuv420p', container = 'mp4' } = spec
  const isIso = container === 'mp4' || container === 'mov'
  return [
    ...(video ? ['-f', 'lavfi', '-i', source(spec)] : []),
    ...(audio ? ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=${spec.sampleRate ?? 48_000}`] : []),
    ...(video ? ['-c:v', video, ...(SPEED[video] ?? []), '-pix_fmt', pixFmt] : []),
    ...(video ? rateOf(spec.videoRate ?? 900_000) : []),
    ...(audio ? ['-c:a', audio, '-ac', `${spec.channels ?? 2}`] : []),
    ...(audio && spec.audioRate ? ['-b:a', `${spec.audioRate}`] : []),
    ...['-t', `${seconds}`],
    ...(isIso && spec.isFaststart !== false ? ['-movflags', '+faststart'] : []),
    ...(spec.extra ?? []),
  ]
}

/** Makes a clip with bare ffmpeg, once for each spec in this process, and answers with its path. */
export const makeClip = async (spec: ClipSpec = {}): Promise<string> => {
  const args = argumentsOf(spec)
  const name = createHash('sha256')
    .update(JSON.stringify([args, spec.rotate ?? 0]))
    .digest('hex')
    .slice(0, 16)
  const file = path.join(await clipFolder(), `${name}.${spec.container ?? 'mp4'}`)
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere) return file
  const partial = path.join(await clipFolder(), `${name}.part.${spec.container ?? 'mp4'}`)
  await exec('ffmpeg', ['-hide_banner', '-nostdin', '-v', 'error', ...args, '-y', partial])
  if (spec.rotate) {
    // Only a stream copy writes the display matrix, and ffmpeg 5 counts counter-clockwise here.
    const turn = ['-c', 'copy', '-metadata:s:v:0', `rotate=${360 - spec.rotate}`]
    await exec('ffmpeg', ['-hide_banner', '-nostdin', '-v', 'error', '-i', partial, ...turn, '-y', file])
    await rm(partial)
  } else await rename(partial, file)
  return file
}

/** Removes every clip of this test file. */
export const removeClips = async (): Promise<void> => {
  if (folder) await rm(await folder, { recursive: true, force: true })
  folder = undefined
}
