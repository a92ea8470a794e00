type Sample = { at: number; sent: number }

const WINDOW = 10_000

/** Bytes a second over the last ten seconds, and the seconds left at that speed. */
export const createSpeedMeter = (now: () => number = Date.now) => {
  let samples: Sample[] = []
  return {
    measure: (sent: number, total: number): { speed: number; secondsLeft: number | null } => {
      const at = now()
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW), { at, sent }]
      const first = samples[0]!
      const seconds = (at - first.at) / 1000
      const speed = seconds >= 0.5 ? Math.max(0, (sent - first.sent) / seconds) : 0
      return { speed, secondsLeft: speed > 0 ? (total - sent) / speed : null }
    },
    reset: () => {
      samples = []
    },
  }
}
