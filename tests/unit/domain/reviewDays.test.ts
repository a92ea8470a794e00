import { overdueBefore, reviewDaysLeft } from '../../../src/domain/reviewDays'

/** A time on the county's clock; 2026-11-23 is a Monday. */
const at = (day: string, clock = '10:00:00') => new Date(`2026-11-${day}T${clock}+08:00`)
const left = (opened: Date, now: Date) => reviewDaysLeft({ openedAt: opened.toISOString(), now })

describe('reviewDaysLeft', () => {
  it.each([
    ['23', '23', 3],
    ['23', '25', 1],
    ['23', '26', 0],
    ['23', '27', -1],
    ['23', '28', -1],
    ['23', '30', -2],
  ])('should count working days: opened on the %sth, on the %sth %i are left', (opened, now, days) => {
    expect(left(at(opened), at(now))).toBe(days)
  })

  it('should not count a weekend', () => {
    expect(left(at('20'), at('20'))).toBe(3)
    expect(left(at('20'), at('22'))).toBe(3)
    expect(left(at('20'), at('25'))).toBe(0)
    expect(left(at('21'), at('25'))).toBe(0)
    expect(left(at('18'), at('21'))).toBe(1)
  })

  it('should be overdue on the weekend behind a Friday that was the last day', () => {
    expect(left(at('17'), at('20'))).toBe(0)
    expect(left(at('17'), at('21'))).toBe(-1)
  })

  it("should begin a day at the county's midnight", () => {
    expect(left(at('23', '23:59:59'), at('26', '23:59:59'))).toBe(0)
    expect(left(at('23', '23:59:59'), at('27', '00:00:00'))).toBe(-1)
    expect(left(at('24', '00:00:00'), at('27', '00:00:00'))).toBe(0)
  })
})

describe('overdueBefore', () => {
  it('should say the same as the days left, for every hour of three weeks', () => {
    const start = at('02', '00:00:00').getTime()
    const hours = Array.from({ length: 21 * 24 }, (_, hour) => new Date(start + hour * 3_600_000))
    const different = hours.slice(10 * 24).flatMap((now) => {
      const limit = overdueBefore(now)
      return hours.filter((opened) => opened <= now && opened < limit !== left(opened, now) < 0)
    })
    expect(different).toEqual([])
  })
})
