import { judge } from '../../src/domain/media/judge'
import { COUNTY_VOD } from '../../src/domain/media/limits'
import type { Probe, Reason, Verdict } from '../../src/domain/media/types'
import { isMediaError } from '../ffmpeg/mediaError'
import { probeFile } from '../ffmpeg/probe'

export type Inspection = { probe: Probe | null; verdict: Verdict; reasons: Reason[] }

const unfit = (reason: Reason): Inspection => ({
  probe: null,
  verdict: { outcome: 'unfit', reasons: [reason], mbPerMinute: 0 },
  reasons: [reason],
})

/**
 * Probes a file and judges it. A file that cannot be read is unfit, with the reason; what only the machine is to blame
 * for is thrown, so that the job runs again.
 */
export const inspectVideo = async ({ path, signal }: { path: string; signal: AbortSignal }): Promise<Inspection> => {
  try {
    const probe = await probeFile({ path, signal })
    const verdict = judge({ probe, profile: COUNTY_VOD })
    return { probe, verdict, reasons: verdict.reasons }
  } catch (error) {
    if (isMediaError(error) && error.isFileFault) return unfit({ code: error.code, level: 'refuse', params: {} })
    throw error
  }
}
