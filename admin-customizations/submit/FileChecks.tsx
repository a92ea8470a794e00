'use client'

import { formatDuration } from '../lib/format'
import type { FileJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { MachineReasons } from '../parts/Reasons'

/** Codes that speak of the picture's size or of the rate: without one of them that property is fine as it is. */
const ABOUT_SIZE = ['PICTURE_TOO_SMALL', 'PICTURE_TOO_LARGE', 'PICTURE_SHRINKS', 'PORTRAIT']
const ABOUT_RATE = ['RATE_DROPS', 'RATE_LOW']
const ABOUT_CODEC = ['CODEC_CHANGES', 'UNSUPPORTED_VIDEO']

const useGood = (file: FileJson): string[] => {
  const { t, language } = useLibrary()
  const { probe } = file
  if (file.state !== 'stored') return []
  if (file.reasons.some((reason) => reason.level === 'refuse')) return []
  if (!probe?.video) return [t('check:stored')]
  const codes: string[] = file.reasons.map((reason) => reason.code)
  const has = (some: string[]) => codes.some((code) => some.includes(code))
  const minutes = probe.durationSeconds / 60
  return [
    formatDuration(probe.durationSeconds, language),
    ...(has(ABOUT_SIZE) ? [] : [`${probe.video.width}×${probe.video.height}`]),
    ...(has(ABOUT_RATE) || minutes <= 0
      ? []
      : [t('check:rate', { mb: Math.round(probe.sizeBytes / 1e5 / minutes) / 10 })]),
    ...(has(ABOUT_CODEC) ? [] : [probe.video.codec.toUpperCase()]),
  ].filter(Boolean)
}

/** ✓ what fits, ! what the platform will do by itself, ✕ what has to be mended; or that it is being checked. */
export const FileChecks = ({ file, isSent }: { file: FileJson; isSent: boolean }) => {
  const { t } = useLibrary()
  const good = useGood(file)
  if (file.state === 'received' || (file.state === 'receiving' && isSent))
    return <p className="lib-checking">◐ {t('submit:checking')}</p>
  if (file.state === 'receiving') return <p className="lib-person">! {t('submit:unfinished')}</p>
  if (file.state === 'expired' || file.state === 'discarded')
    return <p className="lib-reason--refuse">✕ {t('submit:expired')}</p>
  return (
    <div className="lib-checks">
      {good.length > 0 ? (
        <ul className="lib-good">
          {good.map((word) => (
            <li key={word}>
              <span aria-hidden="true">✓</span> {word}
            </li>
          ))}
        </ul>
      ) : null}
      {file.state === 'rejected' ? <strong className="lib-reason--refuse">✕ {t('work:rejected')}</strong> : null}
      {file.reasons.length > 0 ? <MachineReasons reasons={file.reasons} /> : null}
    </div>
  )
}
