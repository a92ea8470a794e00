/** A measured figure with the most that it may be; the last of a report is the benchmark's own. */
export type Result = { name: string; what: string; value: number; limit: number }
export type Report = { head: string[]; rows: string[][]; results: Result[] }
export type Bench = () => Promise<Report>

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Seconds that something takes. */
export const secondsOf = async (run: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await run()
  return (performance.now() - from) / 1000
}
