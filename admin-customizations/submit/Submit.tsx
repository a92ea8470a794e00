'use client'

import { Gutter } from '@payloadcms/ui'
import { usePathname } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'

import type { Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useTitle } from '../lib/useTitle'
import { isUnderWay } from '../dashboard/group'
import { ErrorNote } from '../parts/ErrorNote'
import { Loading } from '../parts/Loading'
import { Editor } from './Editor'
import { ReadOnly } from './ReadOnly'
import { useDraft } from './useDraft'
import { useDropGuard } from './useDropGuard'

type Props = { me: Me; id: string | null; onCreated: (id: string) => void }

/** One resource: edited, or shown read-only with its timeline while it is under review. */
const Work = ({ me, id, onCreated }: Props) => {
  const draft = useDraft({ me, id, onCreated })
  const { t } = useLibrary()
  const { detail, form } = draft
  useTitle(form?.title || t('nav:submit'))
  const work = detail.data
  if (!form) {
    return detail.error ? <ErrorNote error={detail.error} onRetry={() => void detail.reload()} /> : <Loading />
  }
  if (work && isUnderWay(work)) return <ReadOnly work={work} form={form} onChange={detail.reload} />
  return <Editor me={me} draft={draft} form={form} />
}

/**
 * The working copy that the address names. The address changes by itself when the first input creates one; that is the
 * same work going on, every other change of the address is another one.
 */
export const Submit = ({ me }: { me: Me }) => {
  const { t } = useLibrary()
  useDropGuard()
  const named = usePathname().split('/')[3] ?? null
  const current = useRef(named)
  const [opened, setOpened] = useState({ number: 0, id: named })
  useEffect(() => {
    if (named === current.current) return
    current.current = named
    setOpened(({ number }) => ({ number: number + 1, id: named }))
  }, [named])
  const onCreated = useCallback((id: string) => {
    current.current = id
  }, [])
  return (
    <Gutter className="lib lib-submit">
      <Work key={opened.number} me={me} id={opened.id} onCreated={onCreated} />
      <noscript>{t('common:needsScript')}</noscript>
    </Gutter>
  )
}
