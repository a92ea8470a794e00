'use client'

import { Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import { api, type Page } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { ConfirmButton } from '../parts/ConfirmButton'
import { ErrorNote } from '../parts/ErrorNote'
import { Time } from '../parts/Time'
import { useAttempt } from './useAttempt'

type KeyRow = { id: string; state: 'granted' | 'revoked'; hint: string; issuedAt: string; revokedAt: string }

/** The keys of one client; a new one is shown once and stored as a hash only. */
export const ClientKeys = ({ client }: { client: { id: string; name: string } }) => {
  const { t } = useLibrary()
  const { attempt, isBusy } = useAttempt()
  const [fresh, setFresh] = useState('')
  const { data, error, reload } = useLoad(client.id, (signal) =>
    api<Page<KeyRow>>(`/client-keys?where[client][equals]=${client.id}&limit=50&depth=0`, { signal }),
  )
  const issue = () =>
    attempt(async () => {
      const { key } = await api<{ key: string }>(`/administration/clients/${client.id}/keys`, { method: 'POST' })
      setFresh(key)
      await reload()
    })
  const revoke = (id: string) =>
    attempt(async () => {
      await api(`/administration/keys/${id}/revoke`, { method: 'POST' })
      await reload()
      return t('administration:keyRevoked')
    })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(fresh)
      toast.success(t('administration:copied'))
    } catch {
      toast.error(t('administration:copyByHand'))
    }
  }
  return (
    <>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {fresh ? (
        <div className="lib-fresh" role="status">
          <p className="lib-person">! {t('administration:shownOnce')}</p>
          <code>{fresh}</code>
          <div className="lib-row">
            <Button size="small" margin={false} onClick={() => void copy()}>
              {t('administration:copy')}
            </Button>
            <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setFresh('')}>
              {t('administration:keptIt')}
            </Button>
          </div>
        </div>
      ) : null}
      <ul className="lib-lines" aria-label={t('administration:keysOf', { name: client.name })}>
        {(data?.docs ?? []).map((key) => (
          <li key={key.id} className="lib-line">
            <span>
              {key.state === 'granted' ? '● ' : '○ '}
              <code>…{key.hint}</code> {t(`administration:key_${key.state}`)}
            </span>
            <small>
              <Time iso={key.state === 'granted' ? key.issuedAt : key.revokedAt} />
            </small>
            {key.state === 'granted' ? (
              <ConfirmButton
                label={t('administration:revokeKey')}
                question={t('administration:revokeKeyQuestion')}
                onConfirm={() => revoke(key.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <Button buttonStyle="secondary" size="small" margin={false} disabled={isBusy} onClick={() => void issue()}>
        {t('administration:issueKey')}
      </Button>
    </>
  )
}
