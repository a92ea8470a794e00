'use client'

import { useState } from 'react'

import { api, type Page, queryOf } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { SearchBox } from './SearchBox'
import { type ShelfDoc, ShelfLine } from './ShelfLine'

const readShelves = (words: string, signal: AbortSignal) =>
  api<Page<ShelfDoc>>(
    `/shelves${queryOf({
      'where[and][0][title][like]': words,
      'where[and][1][state][in]': 'live,noticed,offShelf,purged',
      sort: '-publishedAt',
      limit: 30,
      depth: 0,
    })}`,
    { signal },
  )

/** Takes a published resource off the shelf, or puts it back before it is purged. */
export const ShelvesTab = () => {
  const { t } = useLibrary()
  const [words, setWords] = useState('')
  const { data, error, reload } = useLoad(`shelves:${words}`, (signal) => readShelves(words, signal))
  return (
    <>
      <SearchBox path="shelfSearch" label={t('administration:searchShelf')} onSearch={setWords} />
      <ErrorNote error={error} onRetry={() => void reload()} />
      {data && data.docs.length === 0 ? <Empty>{t('administration:noShelves')}</Empty> : null}
      <ul className="lib-lines">
        {(data?.docs ?? []).map((shelf) => (
          <ShelfLine key={shelf.id} shelf={shelf} onDone={() => void reload()} />
        ))}
      </ul>
    </>
  )
}
