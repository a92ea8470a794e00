import { GAPS, missingForSubmission } from '../../../src/domain/submission'

const complete = {
  title: '长方形的周长',
  channel: 'delivery',
  stage: 'primary',
  subject: 'math',
  originality: 'original',
  isDeclared: true,
}

describe('missingForSubmission', () => {
  it('should miss nothing in a complete form, with or without a lesson', () => {
    expect(missingForSubmission(complete)).toBe('')
  })

  it.each([
    ['titleTooShort', { title: '' }],
    ['titleTooShort', { title: null }],
    ['titleTooShort', { title: undefined }],
    ['titleTooShort', { title: ' 周 ' }],
    ['titleTooLong', { title: '周'.repeat(81) }],
    ['noChannel', { channel: '' }],
    ['noPlace', { stage: null }],
    ['noPlace', { subject: '' }],
    ['noOriginality', { originality: null }],
    ['notDeclared', { isDeclared: false }],
    ['notDeclared', { isDeclared: null }],
  ])('should say %s: %j', (gap, changed) => {
    expect(missingForSubmission({ ...complete, ...changed })).toBe(gap)
  })

  it('should take titles of 2 to 80 characters', () => {
    for (const title of ['周长', ' 周长 ', '周'.repeat(80)]) {
      expect(missingForSubmission({ ...complete, title })).toBe('')
    }
  })

  it('should ask for one thing at a time, the first of the form', () => {
    expect(missingForSubmission({})).toBe('titleTooShort')
  })

  it('should have Chinese and English words for everything that it asks for', () => {
    for (const { zh, en } of Object.values(GAPS)) {
      expect(zh).toMatch(/[一-鿿]/)
      expect(en).toMatch(/^[ -~]+$/)
    }
  })
})
