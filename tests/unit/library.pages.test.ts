import { addressOf, valueOf } from '../../src/library/address'
import { formatDay, formatDuration, formatSize } from '../../src/library/format'
import { isOwnForm } from '../../src/library/isOwnForm'
import { isRowId } from '../../src/library/isRowId'
import { localPath } from '../../src/library/localPath'
import { isPastEnd, pagesAround, pageValue } from '../../src/library/paging'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/unit/library.pages --selectProjects unit

describe('localPath', () => {
  it.each(['/', '/search?q=%E5%88%86&page=2', '/resources/1#files', '/a//b'])('should follow %s', (next) => {
    expect(localPath(next)).toBe(next)
  })

  it.each([
    '',
    null,
    'search',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/.//evil.example',
    '/%09\\evil',
  ])('should not follow %p', (next) => {
    expect(localPath(next)).toBe('/')
  })
})

describe('isOwnForm', () => {
  const own = (values: Record<string, string>) =>
    isOwnForm({ headers: new Headers(values), serverUrl: 'https://library.example' })

  it('should hear forms of this server, by its public address or by the one that was asked', () => {
    expect(own({ origin: 'https://library.example', host: 'web:3000' })).toBe(true)
    expect(own({ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' })).toBe(true)
    expect(own({ 'sec-fetch-site': 'same-origin', host: 'library.example' })).toBe(true)
  })

  it.each([
    { origin: 'https://evil.example', host: 'library.example' },
    { origin: 'https://library.example.evil.example', host: 'library.example' },
    { origin: 'http://library.example:81', host: 'library.example' },
    { origin: 'null', host: 'library.example' },
    { origin: 'null', host: 'null' },
    { host: 'library.example' },
    { 'sec-fetch-site': 'same-site', host: 'library.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin', host: 'library.example' },
  ])('should not hear %p', (values) => {
    expect(own(values as unknown as Record<string, string>)).toBe(false)
  })
})

describe('paging', () => {
  it.each([
    [1, 3, null, 2],
    [2, 3, 1, 3],
    [3, 3, 2, null],
    [9, 3, 3, null],
    [1, 1, null, null],
    [5, 0, null, null],
  ])('should lead from page %d of %d to %p and %p', (page, totalPages, previous, next) => {
    expect(pagesAround({ page, totalPages })).toEqual({ previous, next })
  })

  it('should leave the first page out of addresses', () => {
    expect([1, 2, 0].map(pageValue)).toEqual(['', '2', ''])
  })

  it('should know a page behind the last one from an empty search', () => {
    const past = { hits: [], total: 41, page: 4, totalPages: 3 }
    expect(isPastEnd(past)).toBe(true)
    expect(isPastEnd({ ...past, page: 3 })).toBe(false)
    expect(isPastEnd({ ...past, hits: [{}] })).toBe(false)
    expect(isPastEnd({ ...past, total: 0, totalPages: 0 })).toBe(false)
  })
})

describe('format', () => {
  it('should write durations, sizes and days as the county does', () => {
    expect([0, null, 9, 59.6, 728, 3728].map((seconds) => formatDuration(seconds))).toEqual([
      '',
      '',
      '9秒',
      '1分00秒',
      '12分08秒',
      '1小时02分08秒',
    ])
    expect(formatDuration(728, 'en')).toBe('12:08')
    expect([0, 900, 99_999, 100_000, 9_840_000, 1_234_000_000].map(formatSize)).toEqual([
      '1 KB',
      '1 KB',
      '100 KB',
      '0.1 MB',
      '9.8 MB',
      '1234 MB',
    ])
    expect(formatDay('2026-11-03T16:30:00.000Z')).toBe('2026-11-04')
    expect(formatDay('')).toBe('')
  })
})

describe('address', () => {
  it('should leave out what is empty and read the first of several values', () => {
    expect(addressOf({ path: '/search', values: { q: '分 数', page: '', kind: undefined } })).toBe(
      '/search?q=%E5%88%86+%E6%95%B0',
    )
    expect(addressOf({ path: '/search', values: {} })).toBe('/search')
    expect(valueOf({ q: ['a', 'b'] }, 'q')).toBe('a')
    expect(valueOf({}, 'q')).toBe('')
  })

  it('should know ids of both databases', () => {
    expect(isRowId('507f1f77bcf86cd799439011')).toBe(true)
    expect(isRowId('01a20ae4-33d0-7232-ad44-6875fde9de7b')).toBe(true)
    expect(['', 'x', '-'.repeat(36), '507f1f77bcf86cd79943901', '01a20ae433d07232ad446875fde9de7b'].some(isRowId)).toBe(
      false,
    )
  })
})
