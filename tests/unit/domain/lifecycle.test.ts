import { ASSET, GRANT, mayFollow, REVIEW, REVISION, SHELF, UPLOAD } from '../../../src/domain/lifecycle'

const LIFECYCLES: Record<string, { table: Record<string, readonly string[]>; start: string; ends: string[] }> = {
  REVISION: { table: REVISION, start: 'frozen', ends: ['unfit', 'withdrawn', 'superseded'] },
  REVIEW: { table: REVIEW, start: 'open', ends: ['approved', 'returned', 'void'] },
  SHELF: { table: SHELF, start: 'empty', ends: ['purged'] },
  ASSET: { table: ASSET, start: 'active', ends: ['gone'] },
  UPLOAD: { table: UPLOAD, start: 'receiving', ends: ['expired', 'discarded'] },
  GRANT: { table: GRANT, start: 'granted', ends: ['revoked'] },
}

describe.each(Object.entries(LIFECYCLES))('%s', (_, { table, start, ends }) => {
  it('should name known states only', () => {
    for (const next of Object.values(table).flat()) expect(Object.keys(table)).toContain(next)
  })

  it('should reach every state from its start', () => {
    const reached = new Set([start])
    for (const state of reached) for (const next of table[state] ?? []) reached.add(next)
    expect([...reached].sort()).toEqual(Object.keys(table).sort())
  })

  it('should end where it should', () => {
    const final = Object.keys(table).filter((state) => table[state]?.length === 0)
    expect(final.sort()).toEqual([...ends].sort())
  })
})

describe('mayFollow', () => {
  it.each([
    ['an unfit revision is not reviewed', REVISION, 'unfit', 'inReview'],
    ['a frozen revision is not approved', REVISION, 'frozen', 'approved'],
    ['a withdrawn revision does not come back', REVISION, 'withdrawn', 'inReview'],
    ['an open seat is not decided', REVIEW, 'open', 'approved'],
    ['a decided seat never changes', REVIEW, 'returned', 'approved'],
    ['a decided seat is not voided', REVIEW, 'approved', 'void'],
    ['a shelf is not purged while it is live', SHELF, 'live', 'purged'],
    ['a purged shelf stays empty', SHELF, 'purged', 'live'],
    ['a blob that is being deleted does not come back', ASSET, 'deleting', 'active'],
    ['a revoked grant does not come back', GRANT, 'revoked', 'granted'],
    ['an unknown state leads nowhere', GRANT, 'nonsense', 'revoked'],
    ['a built-in name is no state', GRANT, 'granted', 'constructor'],
  ])('should refuse: %s', (_, table, from, to) => {
    expect(mayFollow(table, from, to)).toBe(false)
  })

  it.each([
    ['an appeal', REVISION, 'returned', 'inReview'],
    ['a lease that is renewed', REVIEW, 'claimed', 'claimed'],
    ['a recusal', REVIEW, 'claimed', 'open'],
    ['a corrected revision', SHELF, 'live', 'live'],
    ['a take-down', SHELF, 'live', 'offShelf'],
    ['a restored item', SHELF, 'offShelf', 'live'],
  ])('should allow: %s', (_, table, from, to) => {
    expect(mayFollow(table, from, to)).toBe(true)
  })
})
