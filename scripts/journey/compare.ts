import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

type Found = { codec: string; width: number; height: number; seconds: number }
type Stream = { codec_type: string; codec_name: string; width?: number; height?: number }

/** What ffprobe says of a downloaded file. */
export const ffprobe = async (file: string): Promise<Found> => {
  const { stdout } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-protocol_whitelist',
    'file',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    `file:${file}`,
  ])
  const { streams, format } = JSON.parse(stdout) as { streams: Stream[]; format: { duration: string } }
  const video = streams.find((stream) => stream.codec_type === 'video')
  return {
    codec: video?.codec_name ?? '',
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    seconds: Number(format.duration),
  }
}

/** @throws Error that names what differs */
export const requireSame = ({ what, claimed, found }: { what: string; claimed: unknown; found: unknown }): void => {
  if (claimed !== found) throw new Error(`${what}: claimed ${String(claimed)}, found ${String(found)}`)
}
