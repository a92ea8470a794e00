'use client'

import type { Track } from '../../src/domain/roles'
import { api } from '../lib/api'
import type { QueueJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { usePoll } from '../lib/usePoll'
import { ErrorNote } from '../parts/ErrorNote'
import { LinkButton } from '../parts/LinkButton'

/** How much waits in one office's queue, and the doors to it. */
export const ReviewDoor = ({ track }: { track: Track }) => {
  const { t } = useLibrary()
  const { data, error, reload } = useLoad(track, (signal) =>
    api<QueueJson>(`/review/queue?track=${track}&limit=1`, { signal }),
  )
  usePoll({ isOn: true, seconds: 30, tick: reload })
  return (
    <section className="lib-door" aria-label={t(`queue:title_${track}`)}>
      <h2>{t(`queue:title_${track}`)}</h2>
      <ErrorNote error={error} onRetry={() => void reload()} />
      <p className="lib-door__numbers" aria-live="polite">
        {data ? t('queue:counts', { ...data.counts }) : '…'}
      </p>
      <div className="lib-row">
        <LinkButton to={`/admin/queue/${track}`}>{t('dashboard:toQueue')}</LinkButton>
        {data && data.counts.mine > 0 ? (
          <LinkButton to={`/admin/queue/${track}?view=mine`} style="secondary">
            {t('dashboard:toMine', { count: data.counts.mine })}
          </LinkButton>
        ) : null}
        {data && data.counts.overdue > 0 ? (
          <LinkButton to={`/admin/queue/${track}?view=overdue`} style="secondary">
            {t('dashboard:toOverdue', { count: data.counts.overdue })}
          </LinkButton>
        ) : null}
      </div>
    </section>
  )
}
