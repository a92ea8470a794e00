import { isExpired, isHeld } from '../../../admin-customizations/lib/lease'

const now = new Date('2026-11-24T14:05:00Z')
const seat = (state: string, leaseUntil: string) => ({ state, leaseUntil })

describe('a lease', () => {
  it('should hold until its very time, and be run out from then on', () => {
    expect(isHeld(seat('claimed', '2026-11-24T14:05:00.001Z'), now)).toBe(true)
    expect(isHeld(seat('claimed', '2026-11-24T14:05:00.000Z'), now)).toBe(false)
    expect(isExpired(seat('claimed', '2026-11-24T14:05:00.000Z'), now)).toBe(true)
    expect(isExpired(seat('claimed', '2026-11-24T14:05:00.001Z'), now)).toBe(false)
  })

  it.each(['open', 'approved', 'returned', 'void'])('should be nobody’s when the seat is %s', (state) => {
    for (const leaseUntil of ['', '2099-01-01T00:00:00.000Z']) {
      expect(isHeld(seat(state, leaseUntil), now)).toBe(false)
      expect(isExpired(seat(state, leaseUntil), now)).toBe(false)
    }
  })
})
