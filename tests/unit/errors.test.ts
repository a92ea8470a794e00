import { AppError, type ErrorCode, isAppError, MESSAGES, messageOf } from '../../src/errors'

const codes = Object.keys(MESSAGES) as ErrorCode[]
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe.each(codes)('%s', (code) => {
  const { zh, en, status } = MESSAGES[code]

  it('should speak Chinese and English with the same facts', () => {
    expect(zh).toMatch(/\p{Script=Han}.*。$/u)
    expect(en).toMatch(/^[A-Z{].*\.$/)
    expect(placeholders(zh)).toEqual(placeholders(en))
  })

  it('should have a status of a refusal', () => {
    expect([400, 401, 403, 404, 409, 413, 415, 422, 429, 503]).toContain(status)
  })

  it('should become an error that is shown as it is', () => {
    const error = new AppError(code, { name: 'n' })
    expect(error).toMatchObject({ code, status, isPublic: true, data: { code, params: { name: 'n' } } })
    expect(error.message).toBe(messageOf(code, { name: 'n' }))
  })
})

describe('messageOf', () => {
  it('should fill in parameters, in Chinese unless asked otherwise', () => {
    expect(messageOf('UPLOAD_TOO_LARGE', { max: '4 GB' })).toBe('文件超过 4 GB。请压缩后再传。')
    expect(messageOf('UPLOAD_TOO_LARGE', { max: '4 GB' }, 'en')).toBe(
      'The file is larger than 4 GB. Compress it and try again.',
    )
    expect(messageOf('RATE_LIMITED', { seconds: 0 })).toContain('0 秒')
  })

  it('should leave out what is missing and take nothing from the outside', () => {
    expect(messageOf('UPLOAD_TOO_LARGE')).toBe('文件超过 。请压缩后再传。')
    expect(messageOf('UPLOAD_TOO_LARGE', { max: '{max} $& $1' })).toBe('文件超过 {max} $& $1。请压缩后再传。')
  })
})

describe('isAppError', () => {
  it('should know its own, by code', () => {
    const error: unknown = new AppError('TWO_KEYS')
    expect(isAppError(error)).toBe(true)
    expect(isAppError(error, 'TWO_KEYS')).toBe(true)
    expect(isAppError(error, 'SELF_REVIEW')).toBe(false)
    // Next keeps several copies of the class in one process.
    expect(isAppError(Object.assign(new Error('x'), { name: 'AppError', code: 'TWO_KEYS' }), 'TWO_KEYS')).toBe(true)
    const unknown = Object.assign(new Error('x'), { name: 'AppError', code: 'constructor' })
    for (const other of [new Error('x'), unknown, { code: 'TWO_KEYS' }, null, 'TWO_KEYS'])
      expect(isAppError(other)).toBe(false)
  })
})
