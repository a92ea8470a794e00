import { AppError } from '../errors'

// Plain ASCII: no store, file system or URL changes such a name. No segment starts with a dot, so '.' and '..' are out as well.
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/
const MAX_KEY = 512

/** Whether a key is ours: two segments or more, so that what lies beside the folders (library.db) can never be named. */
export const isKey = (key: string): boolean => {
  const segments = key.split('/')
  return key.length <= MAX_KEY && segments.length > 1 && segments.every((segment) => SEGMENT.test(segment))
}

/** @throws BAD_INPUT for anything but `folder/…/name` */
export const checkKey = (key: string): string => {
  if (!isKey(key)) throw new AppError('BAD_INPUT', { detail: 'storage key' })
  return key
}

/** @throws BAD_INPUT for anything but `folder/` and the start of a key behind it */
export const checkPrefix = (prefix: string): string => {
  checkKey(prefix.endsWith('/') ? `${prefix}x` : prefix)
  return prefix
}

/** The bytes of a file of `size` that a range asks for. @throws BAD_INPUT when it starts behind the last byte */
export const rangeOf = ({ start = 0, end, size }: { start?: number; end?: number; size: number }) => {
  if (size === 0 && start === 0) return { start: 0, end: -1 }
  const last = Math.min(end ?? size - 1, size - 1)
  if (!Number.isInteger(start) || !Number.isInteger(last) || start < 0 || start > last) {
    throw new AppError('BAD_INPUT', { detail: `range ${start}-${end ?? ''}/${size}` })
  }
  return { start, end: last }
}
