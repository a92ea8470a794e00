'use client'

import { Gutter } from '@payloadcms/ui'
import { useSearchParams } from 'next/navigation'

import { useLibrary } from '../lib/useLibrary'
import { useTitle } from '../lib/useTitle'
import { ClientsTab } from './ClientsTab'
import { JobsTab } from './JobsTab'
import { PeopleTab } from './PeopleTab'
import { ShelvesTab } from './ShelvesTab'

const TABS = { people: PeopleTab, clients: ClientsTab, shelves: ShelvesTab, jobs: JobsTab } as const
type TabName = keyof typeof TABS
const NAMES = Object.keys(TABS) as TabName[]

/** The system admin's side: roles, client keys, off the shelf and back, jobs that gave up. */
export const Administration = () => {
  const { t } = useLibrary()
  useTitle(t('nav:administration'))
  const params = useSearchParams()
  const tab = NAMES.find((name) => name === params.get('tab')) ?? 'people'
  const Tab = TABS[tab]
  return (
    <Gutter className="lib lib-administration">
      <header className="lib-head">
        <h1>{t('nav:administration')}</h1>
      </header>
      <div className="lib-switch" role="group" aria-label={t('nav:administration')}>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === tab}
            onClick={() => window.history.replaceState(null, '', `/admin/administration?tab=${name}`)}
          >
            {t(`administration:tab_${name}`)}
          </button>
        ))}
      </div>
      <section aria-label={t(`administration:tab_${tab}`)}>
        <Tab />
      </section>
    </Gutter>
  )
}
