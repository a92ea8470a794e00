import { TRACKS } from '../../../domain/roles'
import { formatDay, formatTime } from '../../../library/format'
import type { Seal } from '../../../workflow/rows'
import type { Strings } from '../strings'

/** 「教研室 2026-11-03 通过 · 电教馆 2026-11-05 通过」, content first. */
export const Seals = ({ t, seals }: { t: Strings; seals: Seal[] | null }) => {
  const given = TRACKS.flatMap((track) => (seals ?? []).find((seal) => seal.track === track) ?? [])
  if (given.length === 0) return null
  return (
    <p className="seal" aria-label={t.seals}>
      {given.map(({ track, at }, index) => (
        <span key={track} title={formatTime(at)}>
          {t.sealPassed(t.seal[track], formatDay(at))}
          {index < given.length - 1 ? ' · ' : ''}
        </span>
      ))}
    </p>
  )
}
