import { jest } from '@jest/globals'

import { type DocumentLabels, kindsOf, searchDocument } from '../../src/domain/searchDocument'
import { wordsOf } from '../../src/search/askDatabase'
import { breaker } from '../../src/search/breaker'
import { highlighted, markWords, segmentsOf } from '../../src/search/highlight'
import { indexFilter, quoted } from '../../src/search/indexFilter'
import { isRowId } from '../../src/domain/rowId'
import { FILTERS, type Question, whereOf } from '../../src/search/question'
import { hasSettings, SETTINGS } from '../../src/search/settings'

const label = (zh: string) => ({ zh, en: zh })
const labels: DocumentLabels = {
  stage: new Map([['primary', label('小学')]]),
  grade: new Map([['g3', label('三年级')]]),
  subject: new Map([['math', label('数学')]]),
  kind: new Map([['video', label('授课视频')]]),
  channel: new Map(),
}
const shelf = {
  id: 's1',
  seq: 7,
  title: '分数\uE000的\uE001认识',
  summary: '',
  keywords: '',
  ownerName: '王老师',
  owner: 'user-1',
  school: 'school-1',
  schoolName: '',
  nodePath: '',
  stage: 'primary',
  grade: 'g3',
  subject: 'math',
  channel: 'gone',
  textbook: '',
  node: '',
  kinds: '|video|unknown|',
  level: 'county' as const,
  audience: 'county:411327',
  publishedAt: '2026-03-01T00:00:00.000Z',
  durationSeconds: 60,
}
const filters = (given: Partial<Question['filters']>): Question['filters'] =>
  Object.fromEntries(FILTERS.map((name) => [name, given[name] ?? []])) as Question['filters']

describe('a search document', () => {
  it('should hold names of known keys, kinds as a list, time as a number and no mark', () => {
    expect(searchDocument({ shelf, labels })).toMatchObject({
      id: 's1',
      title: '分数的认识',
      kinds: ['video', 'unknown'],
      kindLabels: ['授课视频'],
      placeLabels: ['小学', '三年级', '数学'],
      publishedAt: Date.UTC(2026, 2, 1),
      audience: 'county:411327',
    })
  })

  it('should not hold the owner', () => {
    expect(JSON.stringify(searchDocument({ shelf, labels }))).not.toContain('user-1')
  })

  it('should stand empty columns', () => {
    expect(kindsOf(null)).toEqual([])
    expect(searchDocument({ shelf: { ...shelf, publishedAt: '', kinds: '' }, labels })).toMatchObject({
      publishedAt: 0,
      kinds: [],
    })
  })
})

describe('the filter of the index', () => {
  it('should put the audience first, always', () => {
    expect(indexFilter({ tokens: ['national'], filters: filters({}), gone: [] })).toEqual(['audience IN ["national"]'])
  })

  it('should keep whatever a value holds inside its quotes', () => {
    expect(quoted('a" OR "b')).toBe('"a\\" OR \\"b"')
    expect(quoted('a\\')).toBe('"a\\\\"')
    expect(quoted('\\"')).toBe('"\\\\\\""')
  })

  it('should leave out one facet, call kind by its attribute and take rows out', () => {
    const asked = { tokens: ['national'], filters: filters({ kind: ['video', 'pdf'], grade: ['g3'] }), gone: ['x'] }
    expect(indexFilter({ ...asked, but: 'grade' })).toEqual([
      'audience IN ["national"]',
      'kinds IN ["video", "pdf"]',
      'NOT id IN ["x"]',
    ])
  })

  it('should ask the database for a kind between bars, and for none when it is no key', () => {
    expect(whereOf({ filters: filters({ kind: ['lesson-plan', 'video%', 'vide_', '|video|'] }), but: [] })).toEqual({
      and: [{ or: [{ kinds: { contains: '|lesson-plan|' } }, ...Array(3).fill({ kinds: { equals: 'none' } })] }],
    })
  })
})

describe('highlights', () => {
  it('should be segments of the same text', () => {
    expect(segmentsOf('\uE000分数\uE001\uE000的\uE001认识')).toEqual([
      { text: '分数的', isMatch: true },
      { text: '认识', isMatch: false },
    ])
    expect(segmentsOf('')).toEqual([])
    expect(
      segmentsOf('\uE001a\uE000b')
        .map(({ text }) => text)
        .join(''),
    ).toContain('b')
  })

  it('should show the row’s text when the index still has another one', () => {
    expect(highlighted({ marked: '\uE000旧\uE001标题', text: '新标题' })).toEqual([{ text: '新标题', isMatch: false }])
    expect(highlighted({ marked: '…\uE000题\uE001…', text: '新标题目' })).toHaveLength(3)
  })

  it('should cut a long text that has no match', () => {
    expect(highlighted({ marked: undefined, text: '长'.repeat(500) })[0]?.text).toHaveLength(161)
  })

  it('should mark words that look like patterns', () => {
    expect(
      segmentsOf(markWords({ text: '1+1=2 (a)', words: ['1+1', '(a)'] })).filter((part) => part.isMatch),
    ).toHaveLength(2)
  })
})

it('should cut Chinese into words and leave out the 的', () => {
  expect(wordsOf('分数的初步认识')).toEqual(['分数', '初步', '认识'])
  expect(wordsOf('的')).toEqual(['的'])
  expect(wordsOf('!?…')).toEqual([])
})

describe('settings', () => {
  it('should be the same in another order of what is a set', () => {
    const found = { ...SETTINGS, stopWords: [...SETTINGS.stopWords].reverse(), dictionary: [] }
    expect(hasSettings(found as never)).toBe(true)
  })

  it('should differ by order where order counts, and by value', () => {
    const searchableAttributes = [...SETTINGS.searchableAttributes].reverse()
    expect(hasSettings({ ...SETTINGS, searchableAttributes } as never)).toBe(false)
    expect(hasSettings({ ...SETTINGS, searchCutoffMs: 1 } as never)).toBe(false)
    expect(hasSettings({})).toBe(false)
  })
})

it('should let one caller try after a failure, and all after a success', () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(1000)
  try {
    const one = breaker({ coolMs: 100 })
    expect(one.mayTry()).toBe(true)
    one.trip()
    expect(one.mayTry()).toBe(false)
    now.mockReturnValue(1100)
    expect([one.mayTry(), one.mayTry()]).toEqual([true, false])
    one.reset()
    expect([one.mayTry(), one.mayTry()]).toEqual([true, true])
  } finally {
    now.mockRestore()
  }
})

it('should know an id of either database', () => {
  expect(['665f1c2ab3d4e5f601234567', '0190a7c4-1f2e-7abc-8def-0123456789ab'].map(isRowId)).toEqual([true, true])
  expect(['', 'x', 'math-g3a-pep-2013', '-'.repeat(36), `${'0'.repeat(24)}\n`].map(isRowId)).toEqual(
    Array(5).fill(false),
  )
})
