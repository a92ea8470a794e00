type Seat = { state: string; leaseUntil: string }

/** Claimed, and the lease has not run out: only then does its holder decide, and nobody else may claim. */
export const isHeld = (seat: Seat, now: Date): boolean =>
  seat.state === 'claimed' && Date.parse(seat.leaseUntil) > now.getTime()

/** Claimed once, but the lease ran out: whoever comes first may claim it. */
export const isExpired = (seat: Seat, now: Date): boolean => seat.state === 'claimed' && !isHeld(seat, now)
