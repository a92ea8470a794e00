'use client'

import { useEffect, useId, useMemo, useRef, useSyncExternalStore } from 'react'

import { type LocalUpload, uploadStore } from './uploadStore'

export type { LocalUpload } from './uploadStore'

type Args = { id: string | null; ensureId: () => Promise<string>; onServerChange: () => void }
const NONE: readonly LocalUpload[] = []

/** The uploads of one working copy; `onServerChange` is called when the server knows of a new file or has all of one. */
export const useUploads = ({ id, ensureId, onServerChange }: Args) => {
  const session = useId()
  const all = useSyncExternalStore(uploadStore.subscribe, uploadStore.read, () => NONE)
  const list = useMemo(
    () => all.filter((each) => (each.resource === '' ? each.session === session : each.resource === id)),
    [all, id, session],
  )
  const known = list.map(({ tusId, state }) => (tusId === '' ? '' : `${tusId}${state === 'sent' ? '!' : ''}`)).join()
  const changed = useRef(onServerChange)
  changed.current = onServerChange
  useEffect(() => {
    if (known.replaceAll(',', '') !== '') changed.current()
  }, [known])
  return {
    list,
    add: (files: File[]) => uploadStore.add({ files, session, resource: id ?? '', ensureId }),
    pause: uploadStore.pause,
    resume: uploadStore.resume,
    remove: uploadStore.remove,
  }
}

export type Uploads = ReturnType<typeof useUploads>
