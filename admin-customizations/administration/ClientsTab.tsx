'use client'

import { api, type Page } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { LinkButton } from '../parts/LinkButton'
import { ClientKeys } from './ClientKeys'

type Client = { id: string; name: string; purpose?: string | null; isDisabled?: boolean | null }

/** Client apps and their keys. */
export const ClientsTab = () => {
  const { t } = useLibrary()
  const { data, error, reload } = useLoad('clients', (signal) =>
    api<Page<Client>>('/api-clients?limit=100&sort=name&depth=0', { signal }),
  )
  const add = (
    <LinkButton to="/admin/collections/api-clients/create" style="secondary">
      {t('administration:addClient')}
    </LinkButton>
  )
  return (
    <>
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data && data.docs.length === 0 ? <Empty action={add}>{t('administration:noClients')}</Empty> : null}
      <ul className="lib-cards">
        {(data?.docs ?? []).map((client) => (
          <li key={client.id} className="lib-card">
            <div className="lib-card__main">
              <div className="lib-card__title">
                <strong>
                  {client.name}
                  {client.isDisabled ? t('common:inBrackets', { text: t('administration:disabled') }) : ''}
                </strong>
                {client.purpose ? <small>{client.purpose}</small> : null}
              </div>
              <ClientKeys client={client} />
            </div>
          </li>
        ))}
      </ul>
      {data && data.docs.length > 0 ? add : null}
    </>
  )
}
