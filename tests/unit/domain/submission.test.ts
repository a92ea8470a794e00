import { missingForSubmission } from '../../../src/domain/submission'

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
    ['标题', { title: '' }],
    ['标题', { title: null }],
    ['标题', { title: undefined }],
    ['标题', { title: ' 周 ' }],
    ['80', { title: '周'.repeat(81) }],
    ['栏目', { channel: '' }],
    ['课时', { stage: null }],
    ['学科', { subject: '' }],
    ['原创性', { originality: null }],
    ['承诺', { isDeclared: false }],
    ['承诺', { isDeclared: null }],
  ])('should ask for %s: %j', (asked, changed) => {
    expect(missingForSubmission({ ...complete, ...changed })).toContain(asked)
  })

  it('should take titles of 2 to 80 characters', () => {
    for (const title of ['周长', ' 周长 ', '周'.repeat(80)]) {
      expect(missingForSubmission({ ...complete, title })).toBe('')
    }
  })

  it('should ask for one thing at a time, the first of the form', () => {
    expect(missingForSubmission({})).toBe('请填写标题（至少 2 个字）')
  })
})
