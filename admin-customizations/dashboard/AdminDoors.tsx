'use client'

import { api, type Page } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { ErrorNote } from '../parts/ErrorNote'
import { LinkButton } from '../parts/LinkButton'

/** The system admin's doors: people, catalogue, jobs that gave up. */
export const AdminDoors = () => {
  const { t } = useLibrary()
  const { data, error, reload } = useLoad('dead', (signal) =>
    api<Page<unknown>>('/jobs?where[state][equals]=dead&limit=1&depth=0', { signal }),
  )
  const dead = data?.totalDocs ?? 0
  return (
    <section className="lib-door" aria-label={t('dashboard:system')}>
      <h2>{t('dashboard:system')}</h2>
      <ErrorNote error={error} onRetry={() => void reload()} />
      <p className={dead > 0 ? 'lib-door__numbers lib-person' : 'lib-door__numbers'}>
        {data ? (dead > 0 ? `! ${t('dashboard:dead', { count: dead })}` : t('dashboard:noDead')) : '…'}
      </p>
      <div className="lib-row">
        <LinkButton to="/admin/administration">{t('nav:administration')}</LinkButton>
        <LinkButton to="/admin/collections/users" style="secondary">
          {t('dashboard:users')}
        </LinkButton>
        <LinkButton to="/admin/collections/textbooks" style="secondary">
          {t('dashboard:catalogue')}
        </LinkButton>
        {dead > 0 ? (
          <LinkButton to="/admin/administration?tab=jobs" style="secondary">
            {t('dashboard:toJobs')}
          </LinkButton>
        ) : null}
      </div>
    </section>
  )
}
