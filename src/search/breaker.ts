/**
 * A short circuit-breaker: after a failure nobody asks for `coolMs`, then one caller may try while the others still
 * wait, so that a Meilisearch that hangs costs one visitor its timeout and not everybody.
 */
export const breaker = ({ coolMs }: { coolMs: number }) => {
  let closedAgainAt = 0
  return {
    /** Whether this caller may try. */
    mayTry: (): boolean => {
      if (closedAgainAt === 0) return true
      if (Date.now() < closedAgainAt) return false
      closedAgainAt = Date.now() + coolMs
      return true
    },
    trip: (): void => {
      closedAgainAt = Date.now() + coolMs
    },
    reset: (): void => {
      closedAgainAt = 0
    },
  }
}
