'use client'

import { useEffect, useRef } from 'react'

import type { Role } from '../../src/domain/roles'
import { api } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { useVocabulary } from '../lib/useVocabulary'
import { ConfirmButton } from '../parts/ConfirmButton'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { Time } from '../parts/Time'
import { GrantForm } from './GrantForm'
import { useAttempt } from './useAttempt'
import { usePlaces } from './usePlaces'

export type GrantJson = {
  id: string
  role: Role
  state: 'granted' | 'revoked'
  school: string
  district: string
  subject: string
  stage: string
  grantedAt: string
  revokedAt: string
}

/** The roles of one person, now and before; to grant and to revoke. */
export const Grants = ({ user }: { user: { id: string; name: string } }) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const places = usePlaces()
  const { attempt } = useAttempt()
  // On a phone the roles stand below the list, out of sight.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.scrollIntoView({ block: 'nearest' }), [])
  const { data, error, reload } = useLoad(user.id, (signal) =>
    api<{ grants: GrantJson[] }>(`/administration/grants/${user.id}`, { signal }),
  )
  const scopeOf = (grant: GrantJson) =>
    [
      places.schoolName(grant.school),
      places.districtName(grant.district),
      labelOf('stages', grant.stage),
      labelOf('subjects', grant.subject),
    ]
      .filter(Boolean)
      .join(' · ') || t('administration:everywhere')
  const revoke = (grant: GrantJson) =>
    attempt(async () => {
      await api(`/administration/grants/${grant.id}/revoke`, { method: 'POST' })
      await reload()
      return t('administration:revoked')
    })
  const grants = [...(data?.grants ?? [])].sort((a, b) => a.state.localeCompare(b.state))
  return (
    <section aria-label={t('administration:rolesOf', { name: user.name })}>
      <h2 ref={heading}>{t('administration:rolesOf', { name: user.name })}</h2>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data && grants.length === 0 ? <Empty>{t('administration:noGrants')}</Empty> : null}
      <ul className="lib-lines">
        {grants.map((grant) => (
          <li key={grant.id} className="lib-line">
            <span>
              {grant.state === 'granted' ? '● ' : '○ '}
              <strong>{t(`role:${grant.role}`)}</strong> {scopeOf(grant)}
            </span>
            <small>
              {grant.state === 'granted' ? (
                <>
                  {t('administration:since')} <Time iso={grant.grantedAt} />
                </>
              ) : (
                <>
                  {t('administration:revokedAt')} <Time iso={grant.revokedAt} />
                </>
              )}
            </small>
            {grant.state === 'granted' ? (
              <ConfirmButton
                label={t('administration:revoke')}
                question={t('administration:revokeQuestion', { role: t(`role:${grant.role}`) })}
                onConfirm={() => revoke(grant)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <GrantForm user={user.id} places={places} onDone={() => void reload()} />
    </section>
  )
}
