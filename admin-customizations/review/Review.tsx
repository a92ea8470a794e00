'use client'

import { useEffect, useRef, useState } from 'react'

import { recall, remember } from '../lib/storage'
import { useLibrary } from '../lib/useLibrary'
import { ErrorNote } from '../parts/ErrorNote'
import { Loading } from '../parts/Loading'
import { isTyping } from '../queue/useKeys'
import { Actions } from './Actions'
import { Panel } from './Panel'
import { ReviewHead } from './ReviewHead'
import { Stage } from './Stage'
import { draftKey, useReview } from './useReview'

export type ReturnDraft = { reasons: string[]; comment: string }
const EMPTY: ReturnDraft = { reasons: [], comment: '' }

/** One item: what is judged at the left, the judgement at the right, no scrolling of the page on a desk's screen. */
export const Review = ({ id }: { id: string }) => {
  const { t } = useLibrary()
  const review = useReview(id)
  const [draft, setDraft] = useState<ReturnDraft>(EMPTY)
  useEffect(() => setDraft(recall<ReturnDraft>(draftKey(id)) ?? EMPTY), [id])
  const change = (next: ReturnDraft) => {
    setDraft(next)
    remember(draftKey(id), next)
  }

  const { data } = review
  const isHolder = !!data && data.review.isMine && data.review.state === 'claimed'
  const sendBack = () => void review.sendBack(draft.reasons, draft.comment)
  const keys = useRef<(key: string) => boolean>(() => false)
  keys.current = (key) => {
    if (!isHolder) return false
    if (key === 'a') void review.approve()
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
        <Actions review={review} data={data} isHolder={isHolder} onSendBack={sendBack} />
      </aside>
    </div>
  )
}
