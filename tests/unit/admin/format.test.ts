import { formatAge, formatDuration, formatLeft, formatSpan, formatTime } from '../../../admin-customizations/lib/format'

const now = new Date('2026-11-24T14:05:00+08:00')

describe('formatTime', () => {
  it.each([
    ['2026-11-24T09:30:00+08:00', '今天 09:30', 'today 09:30'],
    ['2026-11-23T23:59:00+08:00', '昨天 23:59', 'yesterday 23:59'],
    ['2026-11-03T09:30:00+08:00', '11月3日', '3 Nov'],
    ['2025-11-03T09:30:00+08:00', '2025年11月3日', '3 Nov 2025'],
    ['', '', ''],
  ])('should speak of %s in Chinese and English', (iso, zh, en) => {
    expect(formatTime(iso, 'zh', now)).toBe(zh)
    expect(formatTime(iso, 'en', now)).toBe(en)
  })
})

describe('formatDuration', () => {
  it.each([
    [728, '12分08秒', '12:08'],
    [3728, '1小时02分08秒', '1:02:08'],
    [8, '8秒', '0:08'],
    [0, '', ''],
    [null, '', ''],
  ])('should name %p seconds', (seconds, zh, en) => {
    expect(formatDuration(seconds, 'zh')).toBe(zh)
    expect(formatDuration(seconds, 'en')).toBe(en)
  })
})

describe('formatSpan', () => {
  it.each([
    [0, '1 分钟', '1 minute'],
    [5 * 60_000, '5 分钟', '5 minutes'],
    [60 * 60_000, '1 小时', '1 hour'],
    [49 * 3_600_000, '2 天', '2 days'],
  ])('should take the largest whole unit of %i ms', (milliseconds, zh, en) => {
    expect(formatSpan(milliseconds, 'zh')).toBe(zh)
    expect(formatSpan(milliseconds, 'en')).toBe(en)
  })
})

describe('formatAge and formatLeft', () => {
  it('should count what is past as an age only and what is to come as left only', () => {
    const [before, after] = ['2026-11-24T13:05:00+08:00', '2026-11-24T14:10:00+08:00']
    expect(formatAge(before, 'zh', now)).toBe('1 小时')
    expect(formatLeft(after, 'zh', now)).toBe('5 分钟')
    expect(formatLeft(before, 'zh', now)).toBe('')
    expect(formatLeft('', 'zh', now)).toBe('')
    expect(formatAge(after, 'zh', now)).toBe('1 分钟')
  })
})
