export type Range = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' }

const WHOLE = { kind: 'whole' } as const
const UNSATISFIABLE = { kind: 'unsatisfiable' } as const

/**
 * What a Range header asks of a file of `size` bytes (RFC 9110 §14). One range is served; several, another unit and what
 * is not understood mean the whole file. `end` is inclusive and lies within the file.
 */
export const parseRange = ({ header, size }: { header: string | null; size: number }): Range => {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '')
  if (!match) return WHOLE
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return WHOLE
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? UNSATISFIABLE : { kind: 'part', start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? Infinity : Number(last)
  if (end < start) return WHOLE
  return start >= size ? UNSATISFIABLE : { kind: 'part', start, end: Math.min(end, size - 1) }
}
