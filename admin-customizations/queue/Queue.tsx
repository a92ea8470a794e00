'use client'

import { Button, Gutter, toast } from '@payloadcms/ui'
import { useRef, useState } from 'react'

import type { Track } from '../../src/domain/roles'
import { api, queryOf } from '../lib/api'
import type { QueueJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useTitle } from '../lib/useTitle'
import { useLoad } from '../lib/useLoad'
import { usePoll } from '../lib/usePoll'
import { ErrorNote } from '../parts/ErrorNote'
import { Loading } from '../parts/Loading'
import { FilterBar } from './FilterBar'
import { Pager } from './Pager'
import { QueueEmpty } from './QueueEmpty'
import { QueueTable } from './QueueTable'
import { useFilter } from './useFilter'
import { useKeys } from './useKeys'

const PAGE = 20

/** The queue of one office: filter in the address, live counts, everything by keyboard. */
export const Queue = ({ track }: { track: Track }) => {
  const { t, explain } = useLibrary()
  const [filter, change] = useFilter()
  const [isClaiming, setIsClaiming] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLTableSectionElement>(null)
  const query = queryOf({ track, ...filter, limit: PAGE })
  const { data, error, reload } = useLoad<QueueJson>(query, (signal) => api(`/review/queue${query}`, { signal }))
  usePoll({ isOn: true, seconds: 30, tick: reload })
  useTitle(t(`queue:title_${track}`))

  const attempt = async (what: () => Promise<string>) => {
    if (isClaiming) return
    setIsClaiming(true)
    try {
      toast.success(await what())
    } catch (failure) {
      const { code, message } = explain(failure)
      toast.error(`${message} (${code})`)
    }
    setIsClaiming(false)
    await reload()
  }
  const claimNext = () =>
    attempt(async () => {
      const { stage, subject, kind, school, q } = filter
      const { claimed } = await api<{ claimed: string[] }>('/review/claim-next', {
        method: 'POST',
        body: { track, count: 10, stage, subject, kind, school, q },
      })
      if (claimed.length > 0) change({ view: 'mine' })
      return claimed.length > 0 ? t('queue:claimedSome', { count: claimed.length }) : t('queue:claimedNone')
    })
  const claim = (id: string) =>
    attempt(async () => {
      await api(`/review/reviews/${id}/claim`, { method: 'POST' })
      return t('queue:claimedOne')
      // The button that was pressed is gone; the keyboard goes on from the row.
    }).then(() => list.current?.querySelector<HTMLElement>(`[data-review="${id}"]`)?.focus())
  useKeys({ list, search, onClaim: (id) => void claim(id) })

  return (
    <Gutter className="lib lib-queue">
      <header className="lib-head">
        <h1>
          {t(`queue:title_${track}`)}{' '}
          <span className="lib-hidden" aria-live="polite">
            {data ? t('queue:counts', { ...data.counts }) : ''}
          </span>
        </h1>
        <Button margin={false} disabled={isClaiming} onClick={() => void claimNext()}>
          {t('queue:claimNext')}
        </Button>
      </header>
      <FilterBar filter={filter} counts={data?.counts ?? null} onChange={change} searchRef={search} />
      <ErrorNote error={error} onRetry={() => void reload()} />
      {!data && !error ? <Loading /> : null}
      {data && data.items.length > 0 ? (
        <QueueTable rows={data.items} listRef={list} onClaim={(id) => void claim(id)} />
      ) : null}
      {data && data.items.length === 0 ? (
        <QueueEmpty filter={filter} counts={data.counts} onChange={change} onClaim={() => void claimNext()} />
      ) : null}
      {data ? <Pager page={data.page} totalPages={data.totalPages} total={data.total} onPage={change} /> : null}
      <p className="lib-hint lib-keys">{t('queue:keys')}</p>
    </Gutter>
  )
}
