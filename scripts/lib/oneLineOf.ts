type Wrapped = { message?: string; code?: unknown; cause?: unknown; errors?: unknown[] }

/** The innermost code, e.g. ECONNREFUSED below fetch's “fetch failed”. */
const codeOf = (error: unknown): string => {
  const { code, cause, errors } = (error ?? {}) as Wrapped
  const below = cause ?? errors?.[0]
  return (below === undefined ? '' : codeOf(below)) || (typeof code === 'string' ? code : '')
}

/** What happened, in one line: the message and, where it does not say so itself, the system's code. */
export const oneLineOf = (error: unknown): string => {
  const { message = String(error) } = (error ?? {}) as Wrapped
  const [line = ''] = message.split('\n').filter((each) => each.trim() !== '')
  const code = codeOf(error)
  return code && !line.includes(code) ? `${line} (${code})`.trim() : line
}
