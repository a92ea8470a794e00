'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import { api } from '../lib/api'
import type { Form, Me, WorkDetailJson } from '../lib/types'
import { useLoad } from '../lib/useLoad'
import { bodyOfPatch, EMPTY_FORM, formOf } from './form'
import { createSaveQueue, type SaveQueue, type SaveState } from './saveQueue'
import { keepUnsaved, recallUnsaved } from './unsaved'

type Patch = Partial<Form>

const write = async (id: string | null, patch: Patch): Promise<string> => {
  const body = bodyOfPatch(patch)
  if (id !== null) {
    await api(`/resources/${id}`, { method: 'PATCH', body })
    return id
  }
  const { doc } = await api<{ doc: { id: string } }>('/resources', { method: 'POST', body })
  return doc.id
}

type Args = {
  me: Me
  id: string | null
  /** Called before the address changes. */
  onCreated: (id: string) => void
}

/**
 * One working copy as it is edited: the form, its saves, and what the server knows of it (files, revision, reviews).
 * It is created by the first input, and the address then names it. What could not be saved comes back when it is opened.
 */
export const useDraft = ({ me, id: openedId, onCreated }: Args) => {
  const [id, setId] = useState(openedId)
  const [form, setForm] = useState<Form | null>(null)
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'rest' })
  const [isRestored, setIsRestored] = useState(false)
  const queue = useRef<SaveQueue<Patch> | null>(null)

  const detail = useLoad<WorkDetailJson>(id, (signal) => api(`/work/resources/${id}`, { signal }))

  const open = useCallback(
    (stored: Form) => {
      queue.current = createSaveQueue<Patch>({
        id: openedId,
        write,
        onState: setSaveState,
        onCreated: (created) => {
          setId(created)
          onCreated(created)
          window.history.replaceState(null, '', `/admin/submit/${created}`)
        },
        keep: (of, patch) => keepUnsaved({ person: me.id, id: of, patch }),
      })
      const unsaved = recallUnsaved({ person: me.id, id: openedId })
      setForm({ ...stored, ...unsaved })
      if (unsaved) {
        setIsRestored(true)
        queue.current.change(unsaved)
      }
    },
    [me, openedId, onCreated],
  )

  const hasForm = form !== null
  useEffect(() => {
    if (hasForm || queue.current) return
    if (openedId === null) open(EMPTY_FORM)
    else if (detail.data) open(formOf(detail.data.resource))
  }, [hasForm, openedId, detail.data, open])

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (queue.current?.isUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      // Leaving inside the admin: what waits is written, the copy stays in the browser until it is.
      queue.current?.flush().catch(() => undefined)
    }
  }, [])

  const change = useCallback((patch: Patch) => {
    setForm((before) => (before ? { ...before, ...patch } : before))
    queue.current?.change(patch)
  }, [])
  const flush = useCallback(async () => queue.current?.flush(), [])
  const ensureId = useCallback(async () => {
    if (!queue.current) throw new Error('not open yet')
    return queue.current.ensureId()
  }, [])

  return { id, form, change, flush, ensureId, saveState, isRestored, detail }
}

export type Draft = ReturnType<typeof useDraft>
