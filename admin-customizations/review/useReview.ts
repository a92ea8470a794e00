'use client'

import { toast } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'

import { api } from '../lib/api'
import { remember } from '../lib/storage'
import type { QueueJson, ReviewDetailJson, ReviewJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'

export const draftKey = (id: string) => `review:${id}`

/** The next item that this person holds, else the queue. */
const nextAddress = async (review: ReviewJson): Promise<string> => {
  const { items } = await api<QueueJson>(`/review/queue?track=${review.track}&view=mine&limit=5`)
  const next = items.find((item) => item.id !== review.id)
  return next ? `/admin/review/${next.id}` : `/admin/queue/${review.track}`
}

/** One review: what the reviewer needs, and every verb. One verb runs at a time, so a double click does nothing. */
export const useReview = (id: string) => {
  const { t, explain } = useLibrary()
  const router = useRouter()
  const detail = useLoad<ReviewDetailJson>(id, (signal) => api(`/review/reviews/${id}`, { signal }))
  const [failure, setFailure] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const lock = useRef(false)

  /** @returns whether it worked; the lock stays closed when the page is left */
  const run = async (verb: string, body: unknown, thenLeave: boolean): Promise<boolean> => {
    if (lock.current) return false
    lock.current = true
    setIsBusy(true)
    setFailure(null)
    try {
      const { review } = await api<{ review: ReviewJson }>(`/review/reviews/${id}/${verb}`, { method: 'POST', body })
      if (thenLeave) {
        remember(draftKey(id), null)
        router.push(await nextAddress(review))
        return true
      }
      await detail.reload()
    } catch (error) {
      setFailure(error)
      if (thenLeave) toast.error(`${explain(error).message} (${explain(error).code})`)
      await detail.reload()
      lock.current = false
      setIsBusy(false)
      return false
    }
    lock.current = false
    setIsBusy(false)
    return true
  }

  return {
    ...detail,
    failure,
    isBusy,
    claim: () => run('claim', {}, false),
    release: async () => {
      if (await run('release', {}, false)) toast.success(t('review:releasedToast'))
    },
    approve: async () => {
      if (await run('approve', {}, true)) toast.success(t('review:approvedToast'))
    },
    sendBack: async (reasons: string[], comment: string) => {
      if (await run('return', { reasons, comment }, true)) toast.success(t('review:returnedToast'))
    },
  }
}

export type ReviewState = ReturnType<typeof useReview>
