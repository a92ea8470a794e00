'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'

import { queryOf } from '../lib/api'

export const VIEWS = ['waiting', 'mine', 'overdue', 'decided'] as const
export type QueueViewName = (typeof VIEWS)[number]
export type Filter = {
  view: QueueViewName
  stage: string
  subject: string
  kind: string
  school: string
  q: string
  page: string
}

/** What "clear the filter" puts back; the view stays. */
export const NO_FILTER = { stage: '', subject: '', kind: '', school: '', q: '' }

/** The filter of a queue, kept in the address: it can be sent, kept as a bookmark, and gone back to. */
export const useFilter = (): [Filter, (patch: Partial<Filter>) => void] => {
  const params = useSearchParams()
  const filter = useMemo<Filter>(() => {
    const of = (name: string) => params.get(name) ?? ''
    const view = VIEWS.find((each) => each === of('view')) ?? 'waiting'
    return {
      view,
      stage: of('stage'),
      subject: of('subject'),
      kind: of('kind'),
      school: of('school'),
      q: of('q'),
      page: of('page'),
    }
  }, [params])
  const change = useCallback(
    (patch: Partial<Filter>) => {
      // Another filter begins at its first page.
      const next = { ...filter, page: '', ...patch }
      const address = queryOf({ ...next, view: next.view === 'waiting' ? '' : next.view })
      window.history.replaceState(null, '', `${window.location.pathname}${address}`)
    },
    [filter],
  )
  return [filter, change]
}
