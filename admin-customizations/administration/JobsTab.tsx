'use client'

import { api, type Page } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { DeadJob, type DeadJobDoc } from './DeadJob'

/** Jobs that failed too often; the machine leaves them to a person. */
export const JobsTab = () => {
  const { t } = useLibrary()
  const { data, error, reload } = useLoad('jobs', (signal) =>
    api<Page<DeadJobDoc>>('/jobs?where[state][equals]=dead&sort=-createdAt&limit=50&depth=0', { signal }),
  )
  return (
    <>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data && data.docs.length === 0 ? <Empty>{t('administration:noDeadJobs')}</Empty> : null}
      <ul className="lib-lines">
        {(data?.docs ?? []).map((job) => (
          <DeadJob key={job.id} job={job} onDone={() => void reload()} />
        ))}
      </ul>
    </>
  )
}
