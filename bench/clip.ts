import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

type Args = {
  folder: string
  name: string
  /** 1920x1080 */
  size: string
  /** Of the picture, as ffmpeg writes it: 6M. */
  rate: string
  /** Makes its bytes differ from those of other rounds, so that nothing is found made already. */
  mark: string
}

/** A clip of 60 s. @returns its path */
export const clip = async ({ folder, name, size, rate, mark }: Args): Promise<string> => {
  const file = path.join(folder, name)
  await promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=60`],
    ...['-f', 'lavfi', '-i', 'sine=frequency=300:sample_rate=48000:duration=60'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', rate, '-maxrate', rate, '-bufsize', rate],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
    ...['-metadata', `comment=${mark}`, '-movflags', '+faststart', file],
  ])
  return file
}
