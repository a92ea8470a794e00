'use client'

import { Button } from '@payloadcms/ui'

import type { JobType } from '../../src/domain/entries'
import { api } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { Time } from '../parts/Time'
import { useAttempt } from './useAttempt'

export type DeadJobDoc = {
  id: string
  type: JobType
  entity?: string | null
  claims: number
  lastError?: string | null
  finishedAt?: string | null
  createdAt: string
}

/** A job that gave up: what it was to do, why it failed, and another try once the cause is gone. */
export const DeadJob = ({ job, onDone }: { job: DeadJobDoc; onDone: () => void }) => {
  const { t } = useLibrary()
  const { attempt, isBusy } = useAttempt()
  const revive = () =>
    attempt(async () => {
      await api(`/administration/jobs/${job.id}/revive`, { method: 'POST' })
      return t('administration:revived')
    }).then(onDone)
  const label = t(`job:${job.type}`)
  return (
    <li className="lib-line lib-line--wrap">
      <span>
        <span aria-hidden="true">✕ </span>
        <strong>{label}</strong> <code>{job.entity}</code>
      </span>
      <small>
        {t('administration:attempts', { count: job.claims })} · <Time iso={job.finishedAt || job.createdAt} />
      </small>
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={isBusy}
        aria-label={t('administration:retryOf', { job: label })}
        onClick={() => void revive()}
      >
        {t('common:retry')}
      </Button>
      {job.lastError ? <pre tabIndex={0}>{job.lastError}</pre> : null}
    </li>
  )
}
