'use client'

import { api, type Page } from '../lib/api'
import { useLoad } from '../lib/useLoad'

type RevisionDoc = { id: string; machine?: { files?: { reasons?: { level: string }[] }[] } | null }

/** How many things the machine noted on each revision of a page of the queue. */
export const useNotes = (revisions: string[]): Map<string, number> => {
  const key = revisions.length > 0 ? revisions.join(',') : null
  const { data } = useLoad(key, (signal) =>
    api<Page<RevisionDoc>>(`/revisions?where[id][in]=${key ?? ''}&limit=100&depth=0&select[machine]=true`, { signal }),
  )
  return new Map(
    (data?.docs ?? []).map(({ id, machine }) => [
      id,
      (machine?.files ?? []).flatMap((file) => file.reasons ?? []).filter((reason) => reason.level === 'note').length,
    ]),
  )
}
