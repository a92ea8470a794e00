import { withDetail } from '../../src/api/details'
import { type ErrorParams, messageOf } from '../../src/errors'

describe('withDetail', () => {
  it('should name what a form lacks and what a body holds wrongly in both languages', () => {
    expect(withDetail({ detail: 'noChannel' }, 'zh')).toEqual({ detail: '请选择栏目' })
    expect(messageOf('INCOMPLETE', withDetail({ detail: 'noChannel' }, 'en'), 'en')).toBe(
      'Cannot be submitted yet: choose a channel.',
    )
    expect(withDetail({ detail: 'reasons.2, comment, reasons.0' }, 'zh')).toEqual({ detail: '退回原因、意见' })
    expect(withDetail({ detail: 'role' }, 'en')).toEqual({ detail: 'role' })
    expect(withDetail({ detail: 'fileRejected', name: '甲$&.mp4' }, 'en').detail).toContain('“甲$&.mp4” cannot')
  })

  it('should leave sentences, unknown words and other parameters alone', () => {
    const others: ErrorParams[] = [{ detail: '文件是空的' }, { detail: 'reasons, constructor' }, { name: 'a.mp4' }, {}]
    for (const params of others) {
      expect(withDetail(params, 'zh')).toEqual(params)
    }
  })
})
