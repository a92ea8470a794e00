import type { MediaCode } from '../../src/domain/media/reasons'
import type { Reason } from '../../src/domain/media/types'

type Blame = 'file' | 'machine'

/**
 * What can go wrong while a file is read or made. `file`: trying again gives the same, so the file is unfit. `machine`:
 * nothing is said about the file; try again later.
 */
export const MEDIA_ERRORS = {
  UNREADABLE: 'file',
  BAD_PICTURE: 'file',
  PICTURE_PIXELS: 'file',
  TRUNCATED: 'file',
  TOO_SLOW: 'file',
  TOO_MUCH_MEMORY: 'file',
  TOO_MUCH_OUTPUT: 'file',
  PROCESSING_FAILED: 'file',
  BAD_OUTPUT: 'file',
  ABORTED: 'machine',
  NO_SPACE: 'machine',
  TOOL_MISSING: 'machine',
} as const satisfies Partial<Record<MediaCode, Blame>>

export type MediaErrorCode = keyof typeof MEDIA_ERRORS

/** A failure with a code of `MEDIA_REASONS`; `detail` is the end of the tool's own words, for logs and never for teachers. */
export class MediaError extends Error {
  readonly code: MediaErrorCode
  readonly detail: string
  /** With BAD_OUTPUT: what the check of the made file found. */
  readonly problems: readonly MediaCode[]

  constructor({
    code,
    detail = '',
    problems = [],
  }: {
    code: MediaErrorCode
    detail?: string
    problems?: readonly MediaCode[]
  }) {
    super([code, ...problems, detail].filter(Boolean).join(' '))
    this.name = 'MediaError'
    this.code = code
    this.detail = detail
    this.problems = problems
  }

  /** Whether the file is to blame, so that trying again is of no use. */
  get isFileFault(): boolean {
    return MEDIA_ERRORS[this.code] === 'file'
  }

  /** What to show: the problems of a bad output one by one, else the code itself. */
  get reasons(): Reason[] {
    const codes: readonly MediaCode[] = this.problems.length > 0 ? this.problems : [this.code]
    return codes.map((code) => ({ code, level: 'refuse', params: {} }))
  }
}

export const isMediaError = (error: unknown, code?: MediaErrorCode): error is MediaError =>
  error instanceof MediaError && (code === undefined || error.code === code)
