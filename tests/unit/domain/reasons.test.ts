import { isReasonCode, type ReasonCode, reasonsOf, RETURN_REASONS } from '../../../src/domain/reasons'

const codes = Object.keys(RETURN_REASONS) as ReasonCode[]

describe('RETURN_REASONS', () => {
  it.each(codes)('should say %s in Chinese and in English', (code) => {
    const { zh, en } = RETURN_REASONS[code]
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[A-Z][\x20-\x7e]+$/)
  })

  it('should give each reason words of its own', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(new Set(codes.map((code) => RETURN_REASONS[code][language])).size).toBe(codes.length)
    }
  })
})

describe('reasonsOf', () => {
  it('should give each office its own checklist and what both may say', () => {
    expect(reasonsOf('content')).toEqual(expect.arrayContaining(['SCIENTIFIC', 'WRONG_NODE', 'COMMERCIAL', 'OTHER']))
    expect(reasonsOf('content')).not.toContain('SOUND')
    expect(reasonsOf('technical')).toEqual(expect.arrayContaining(['SOUND', 'PICTURE', 'COMMERCIAL', 'OTHER']))
    expect(reasonsOf('technical')).not.toContain('SCIENTIFIC')
    expect(new Set([...reasonsOf('content'), ...reasonsOf('technical')])).toEqual(new Set(codes))
  })
})

describe('isReasonCode', () => {
  it.each(['sound', '', 'toString', 'constructor', '__proto__', 'hasOwnProperty', null, undefined, 0, ['SOUND'], {}])(
    'should refuse %j',
    (value) => {
      expect(isReasonCode(value)).toBe(false)
    },
  )

  it.each(codes)('should know %s', (code) => {
    expect(isReasonCode(code)).toBe(true)
  })
})
