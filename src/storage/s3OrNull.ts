export type S3Failure = Error & { Code?: string; code?: string; $metadata?: { httpStatusCode?: number } }

/** The error code of S3; a HEAD has no body and only says `NotFound`. */
export const s3CodeOf = (error: unknown): string => (error as S3Failure).Code ?? (error as S3Failure).name

/** Null instead of an error that says that the thing does not exist; `codes` names other harmless answers. */
export const s3OrNull = async <T>(work: Promise<T>, codes = ['NoSuchKey', 'NotFound']): Promise<T | null> => {
  try {
    return await work
  } catch (error) {
    if (codes.includes(s3CodeOf(error))) return null
    throw error
  }
}
