import { Refusal } from './client'

export type Outcome = 'published' | 'returned' | 'failed'
export type PlanKind = 'copy' | 'remux' | 'partial' | 'transcode' | null
export type JourneyReason = { code: string; message: string }

/** What became of one file. The first six are what `--json` prints. */
export type Journey = {
  /** As it was named on the command line. */
  file: string
  outcome: Outcome
  plan: PlanKind
  reasons: JourneyReason[]
  /** Seconds each step took. */
  seconds: Record<string, number>
  url: string | null
  /** Decimal MB a minute of the uploaded and of the published file; null where there is no duration. */
  mbPerMinute: { in: number | null; out: number | null }
  /** Whether search answered without Meilisearch; null when it was not reached. */
  isSearchDegraded: boolean | null
}

export const newJourney = (file: string): Journey => ({
  file,
  outcome: 'failed',
  plan: null,
  reasons: [],
  seconds: {},
  url: null,
  mbPerMinute: { in: null, out: null },
  isSearchDegraded: null,
})

/** One of the `--json` array. */
export const toJson = ({ file, outcome, plan, reasons, seconds, url }: Journey) => ({
  file,
  outcome,
  plan,
  reasons,
  seconds,
  url,
})

/** An error as a reason: the server's code, the system's, else JOURNEY_FAILED. */
export const failureOf = (error: unknown): JourneyReason => {
  if (error instanceof Refusal) return { code: error.code, message: error.text }
  const { code } = error as { code?: unknown }
  return {
    code: typeof code === 'string' ? code : 'JOURNEY_FAILED',
    message: error instanceof Error ? error.message : String(error),
  }
}
