'use client'

import { toast } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'

import { isTyping } from '../lib/isTyping'
import { isHeld } from '../lib/lease'
import { recall, remember } from '../lib/storage'
import type { Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useNow } from '../lib/useNow'
import { useTitle } from '../lib/useTitle'
import { ErrorNote } from '../parts/ErrorNote'
import { Loading } from '../parts/Loading'
import { Actions } from './Actions'
import { Panel } from './Panel'
import { ReviewHead } from './ReviewHead'
import { Stage } from './Stage'
import { draftKeyOf, useReview } from './useReview'

export type ReturnDraft = { reasons: string[]; comment: string }
const EMPTY: ReturnDraft = { reasons: [], comment: '' }

/** One item: what is judged at the left, the judgement at the right, no scrolling of the page on a desk's screen. */
export const Review = ({ me, id }: { me: Me; id: string }) => {
  const { t } = useLibrary()
  const draftKey = draftKeyOf({ me, id })
  const review = useReview({ id, draftKey })
  const now = useNow()
  const [draft, setDraft] = useState<ReturnDraft>(EMPTY)
  useEffect(() => setDraft(recall<ReturnDraft>(draftKey) ?? EMPTY), [draftKey])
  const change = (next: ReturnDraft) => {
    setDraft(next)
    remember(draftKey, next)
  }

  const { data } = review
  useTitle(data?.review.title ?? t('review:side'))
  const isHolder = !!data && data.review.isMine && isHeld(data.review, now)
  const sendBack = () => void review.sendBack(draft.reasons, draft.comment)
  const keys = useRef<(key: string) => boolean>(() => false)
  keys.current = (key) => {
    if (!isHolder) return false
    const hasDraft = draft.reasons.length > 0 || draft.comment.trim() !== ''
    // One key must not publish what the same person is about to send back.
    if (key === 'a' && hasDraft) toast.info(t('review:draftFirst'))
    else if (key === 'a') void review.approve()
    else if (key === 'r') {
      const comment = document.querySelector<HTMLTextAreaElement>('#field-comment')
      if (draft.reasons.length > 0 && draft.comment.trim() !== '') sendBack()
      else comment?.focus()
    } else return false
    return true
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
      if (keys.current(event.key.toLowerCase())) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  if (!data)
    return (
      <div className="lib lib-review lib-review--empty">
        <ErrorNote error={review.error} onRetry={() => void review.reload()} />
        {review.error ? null : <Loading />}
      </div>
    )
  return (
    <div className="lib lib-review">
      <ReviewHead data={data} />
      <section className="lib-review__stage" aria-label={t('review:stage')}>
        <Stage files={data.files} />
      </section>
      <aside className="lib-review__side" aria-label={t('review:side')}>
        <Panel data={data} draft={draft} onChange={change} isHolder={isHolder} />
        <ErrorNote error={review.failure} />
        <Actions review={review} data={data} isHolder={isHolder} now={now} onSendBack={sendBack} />
      </aside>
    </div>
  )
}
