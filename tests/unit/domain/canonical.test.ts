import { canonicalHash, canonicalJson } from '../../../src/domain/canonical'

describe('canonicalJson', () => {
  it('should not depend on the order of keys, at any depth', () => {
    const one = { b: 1, a: { d: [{ y: 1, x: 2 }], c: null } }
    const other = { a: { c: null, d: [{ x: 2, y: 1 }] }, b: 1 }
    expect(canonicalJson(one)).toBe(canonicalJson(other))
    expect(canonicalJson(one)).toBe('{"a":{"c":null,"d":[{"x":2,"y":1}]},"b":1}')
  })

  it('should depend on the order of a list', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })

  it.each([
    ['a string', '第1课时 "春"\n', JSON.stringify('第1课时 "春"\n')],
    ['a number', 1.5, '1.5'],
    ['false', false, 'false'],
    ['null', null, 'null'],
    ['undefined', undefined, 'null'],
    ['a time', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['undefined in an object', { a: undefined, b: 1 }, '{"b":1}'],
    ['undefined in a list', [undefined, 1], '[null,1]'],
    ['nothing', {}, '{}'],
    ['numbers as keys', { 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
  ])('should write %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('should survive a database, which reads back JSON', () => {
    const value = { at: new Date('2026-09-01T00:00:00Z'), list: [{ b: 1, a: undefined }], text: 'é' }
    expect(canonicalHash(JSON.parse(JSON.stringify(value)))).toBe(canonicalHash(value))
  })
})

describe('canonicalHash', () => {
  it('should be the SHA-256 of the text', () => {
    expect(canonicalHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })

  it('should tell apart what only looks alike', () => {
    const values = [1, '1', [1], { 1: 1 }, null, 'null', '', [], {}, true, 'true', [[]], [null]]
    expect(new Set(values.map(canonicalHash)).size).toBe(values.length)
  })
})
