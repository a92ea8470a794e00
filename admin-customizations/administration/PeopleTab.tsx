'use client'

import { useState } from 'react'

import { api, type Page, queryOf } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { LinkButton } from '../parts/LinkButton'
import { Grants } from './Grants'
import { SearchBox } from './SearchBox'

type User = { id: string; name: string; email: string; staffNumber?: string | null; isDisabled?: boolean | null }

const readUsers = (words: string, signal: AbortSignal) =>
  api<Page<User>>(
    `/users${queryOf({
      'where[or][0][name][like]': words,
      'where[or][1][staffNumber][like]': words,
      'where[or][2][email][like]': words,
      sort: 'name',
      limit: 30,
      depth: 0,
    })}`,
    { signal },
  )

/** People at the left, the roles of the chosen one at the right. */
export const PeopleTab = () => {
  const { t } = useLibrary()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState('')
  const { data, error, reload } = useLoad(`users:${words}`, (signal) => readUsers(words, signal))
  const users = data?.docs ?? []
  const user = users.find((each) => each.id === chosen)
  return (
    <div className="lib-two">
      <div>
        <SearchBox path="userSearch" label={t('administration:searchUser')} onSearch={setWords} />
        <ErrorNote error={error} onRetry={() => void reload()} />
        <ul className="lib-hits" aria-label={t('administration:users')}>
          {users.map((each) => (
            <li key={each.id}>
              <button type="button" aria-pressed={each.id === chosen} onClick={() => setChosen(each.id)}>
                <strong>
                  {each.name}
                  {each.isDisabled ? t('common:inBrackets', { text: t('administration:disabled') }) : ''}
                </strong>
                <small>{[each.staffNumber, each.email].filter(Boolean).join(' · ')}</small>
              </button>
            </li>
          ))}
        </ul>
        {data && users.length === 0 ? (
          <Empty action={<LinkButton to="/admin/collections/users/create">{t('administration:addUser')}</LinkButton>}>
            {t('administration:noUsers')}
          </Empty>
        ) : null}
      </div>
      {user ? <Grants key={user.id} user={user} /> : <p className="lib-hint">{t('administration:chooseUser')}</p>}
    </div>
  )
}
