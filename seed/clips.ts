import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { env } from '../src/env'
import { discJpeg } from './pictures'

type Clip = {
  folder: string
  name: string
  seconds: number
  discs: { parts: number; filled: number }[]
  size?: [number, number]
  codec?: 'h264' | 'mpeg4'
  hasSound?: boolean
  pitch?: number
}

/** Makes a lesson-like clip of our own: slides of discs under a soft tone. @returns its path */
export const makeClip = async ({
  folder,
  name,
  seconds,
  discs,
  size = [1280, 720],
  codec = 'h264',
  hasSound = true,
  pitch = 220,
}: Clip): Promise<string> => {
  const [width, height] = size
  const file = path.join(folder, name)
  const inputs: string[] = []
  const part = seconds / discs.length
  for (const [index, disc] of discs.entries()) {
    const picture = path.join(folder, `${path.parse(name).name}-${index}.jpg`)
    await writeFile(picture, await discJpeg({ ...disc, width, height }))
    inputs.push('-loop', '1', '-framerate', '25', '-t', String(part), '-i', picture)
  }
  const video =
    codec === 'h264'
      ? ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p']
      : ['-c:v', 'mpeg4', '-q:v', '3', '-pix_fmt', 'yuv420p']
  const sound = hasSound
    ? ['-f', 'lavfi', '-t', String(seconds), '-i', `sine=frequency=${pitch}:sample_rate=48000,volume=0.2`]
    : []
  const joined = discs.map((_, index) => `[${index}:v]`).join('')
  await promisify(execFile)(env().FFMPEG_PATH, [
    ...['-nostdin', '-v', 'error', '-y', ...inputs, ...sound],
    ...['-filter_complex', `${joined}concat=n=${discs.length}:v=1:a=0[v]`, '-map', '[v]'],
    ...(hasSound ? ['-map', `${discs.length}:a`, '-c:a', 'aac', '-b:a', '96k', '-ac', '2'] : []),
    ...[...video, '-g', '50', '-movflags', '+faststart', file],
  ])
  return file
}
