'use client'

import { toast } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'

import { api } from '../lib/api'
import { remember } from '../lib/storage'
import type { Me, QueueJson, ReviewDetailJson, ReviewJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'

/** A computer of the office has more than one user: what is written of a review belongs to a person. */
export const draftKeyOf = ({ me, id }: { me: Me; id: string }) => `review:${me.id}:${id}`

/** The next item that this person holds, else the queue; the queue too when that cannot be asked: the verdict stands. */
const nextAddress = async (review: ReviewJson): Promise<string> => {
  const queue = `/admin/queue/${review.track}`
  try {
    const { items } = await api<QueueJson>(`/review/queue?track=${review.track}&view=mine&limit=5`)
    const next = items.find((item) => item.id !== review.id)
    return next ? `/admin/review/${next.id}` : queue
  } catch {
    return queue
  }
}

/** One review: what the reviewer needs, and every verb. One verb runs at a time, so a double click does nothing. */
export const useReview = ({ id, draftKey }: { id: string; draftKey: string }) => {
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
        remember(draftKey, null)
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
