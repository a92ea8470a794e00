'use client'

import { formatDuration } from '../lib/format'
import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { FileName } from '../parts/FileName'
import { MachineReasons } from '../parts/Reasons'

/** What the machine measured of what the public would get, and what it noted. */
export const MachineReport = ({ data }: { data: ReviewDetailJson }) => {
  const { t, language } = useLibrary()
  const files = data.revision.machine.filter((file) => file.probe || file.reasons.length > 0)
  if (files.length === 0) return null
  return (
    <section className="lib-machine" aria-label={t('review:machine')}>
      <h2>{t('review:machine')}</h2>
      {files.map((file) => {
        const probe = file.outputProbe ?? file.probe
        const facts = [
          probe?.video ? `${probe.video.width}×${probe.video.height}` : '',
          probe?.video ? probe.video.codec.toUpperCase() : '',
          probe?.video ? t('review:fps', { fps: Math.round(probe.video.fps * 10) / 10 }) : '',
          formatDuration(probe?.durationSeconds, language),
          probe && probe.durationSeconds > 0 && probe.video
            ? t('check:rate', { mb: Math.round((probe.sizeBytes / 1e6 / probe.durationSeconds) * 600) / 10 })
            : '',
          file.plan ? t(`plan:${file.plan}`) : '',
        ].filter(Boolean)
        return (
          <div key={file.file} className="lib-machine__file">
            <FileName name={file.name} />
            <p>{facts.join(' · ')}</p>
            {file.reasons.length > 0 ? <MachineReasons reasons={file.reasons} /> : null}
          </div>
        )
      })}
    </section>
  )
}
