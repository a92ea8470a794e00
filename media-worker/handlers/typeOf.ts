import { type AcceptedFile, keptMime } from '../../src/domain/media/accept'
import type { Reason } from '../../src/domain/media/types'
import { isMediaError, MediaError } from '../ffmpeg/mediaError'
import { pictureInfo } from '../ffmpeg/poster'
import { probeFile } from '../ffmpeg/probe'
import { sniff } from '../sniff'

/** @throws MediaError UNREADABLE when a file that calls itself sound has a picture, or neither */
const checkSound = async ({ file, signal }: { file: string; signal: AbortSignal }) => {
  const { video, audio } = await probeFile({ path: file, signal })
  if (video || !audio) throw new MediaError({ code: 'UNREADABLE', detail: 'not sound' })
}

/**
 * What a finished upload is by its bytes, whatever its name says: the type that it is kept under, or why it is refused.
 * A picture must open whole; videos are judged by `inspectVideo`.
 * @throws MediaError that blames the machine
 */
export const typeOf = async ({
  file,
  accepted,
  signal,
}: {
  file: string
  accepted: AcceptedFile
  signal: AbortSignal
}): Promise<{ mime: string } | { reasons: Reason[] }> => {
  const wrongType: Reason = { code: 'WRONG_TYPE', level: 'refuse', params: { ext: accepted.ext } }
  const found = await sniff(file)
  const mime = keptMime({ accepted, found })
  if (mime === '') return { reasons: [wrongType] }
  try {
    if (accepted.group === 'picture') await pictureInfo({ path: file })
    if (accepted.group === 'audio' && found.startsWith('video/')) await checkSound({ file, signal })
    return { mime }
  } catch (error) {
    if (!isMediaError(error) || !error.isFileFault) throw error
    return { reasons: accepted.group === 'picture' ? error.reasons : [wrongType] }
  }
}
