'use client'

import { api, type Page } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { Time } from '../parts/Time'

type DeadJob = {
  id: string
  type: string
  entity?: string | null
  claims: number
  lastError?: string | null
  finishedAt?: string | null
  createdAt: string
}

/** Jobs that failed too often; the machine leaves them to a person. */
export const JobsTab = () => {
  const { t } = useLibrary()
  const { data, error, reload } = useLoad('jobs', (signal) =>
    api<Page<DeadJob>>('/jobs?where[state][equals]=dead&sort=-createdAt&limit=50&depth=0', { signal }),
  )
  return (
    <>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data && data.docs.length === 0 ? <Empty>{t('administration:noDeadJobs')}</Empty> : null}
      <ul className="lib-lines">
        {(data?.docs ?? []).map((job) => (
          <li key={job.id} className="lib-line lib-line--wrap">
            <span>
              ✕ <strong>{job.type}</strong> <code>{job.entity}</code>
            </span>
            <small>
              {t('administration:attempts', { count: job.claims })} · <Time iso={job.finishedAt || job.createdAt} />
            </small>
            {job.lastError ? <pre>{job.lastError}</pre> : null}
          </li>
        ))}
      </ul>
    </>
  )
}
