'use client'

import { toast } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'

import { api } from '../lib/api'
import type { Form, Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { usePoll } from '../lib/usePoll'
import { useVocabulary } from '../lib/useVocabulary'
import { Before } from './Before'
import { lessonOf } from './catalogue'
import { FilesStep } from './FilesStep'
import { InfoStep } from './InfoStep'
import { LessonStep } from './LessonStep'
import { proposeTitle } from './propose'
import { SaveSign } from './SaveSign'
import { SendStep } from './SendStep'
import type { Draft } from './useDraft'
import { usePath } from './usePath'
import { useUploads } from './useUploads'

const Step = ({ number, title, children }: { number: number; title: string; children: ReactNode }) => (
  <section className="lib-step" aria-label={title}>
    <h2>
      <span className="lib-step__number" aria-hidden="true">
        {number}
      </span>
      {title}
    </h2>
    {children}
  </section>
)

/** The four steps on one page; everything is saved as it is typed. */
export const Editor = ({ me, draft, form }: { me: Me; draft: Draft; form: Form }) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const router = useRouter()
  const { detail, change, ensureId, flush } = draft
  const reload = useCallback(() => void detail.reload(), [detail])
  const uploads = useUploads({ id: draft.id, ensureId, onServerChange: reload })
  const files = detail.data?.files ?? []
  const node = usePath(form.node)
  const main = files.find((file) => file.kind === 'video') ?? files[0]
  const kindOf = main?.kind ?? uploads.list[0]?.kind
  const kind = labelOf('asset-kinds', kindOf)
  const proposal = proposeTitle({ lesson: node ? lessonOf(node) : '', kind })

  usePoll({
    isOn: files.some((file) => ['received', 'receiving'].includes(file.state)),
    seconds: 2,
    tick: detail.reload,
  })

  // A title that was proposed follows lesson and kind until somebody types one.
  const proposed = useRef('')
  const propose = (title: string) => {
    if (title === '' || title === form.title || (form.title !== '' && form.title !== proposed.current)) return
    proposed.current = title
    change({ title })
  }
  const follow = useRef(propose)
  follow.current = propose
  useEffect(() => follow.current(proposal), [proposal])

  const send = async () => {
    await flush()
    await api(`/work/resources/${await ensureId()}/submit`, { method: 'POST' })
    toast.success(t('submit:sent'))
    router.push('/admin')
  }

  return (
    <>
      <header className="lib-head lib-head--sticky">
        <h1>{form.title || t(draft.id ? 'work:untitled' : 'nav:submit')}</h1>
        <SaveSign state={draft.saveState} onRetry={() => void flush().catch(() => undefined)} />
      </header>
      {draft.isRestored ? <p className="lib-person">! {t('submit:restored')}</p> : null}
      {detail.data ? <Before work={detail.data} /> : null}
      <Step number={1} title={t('submit:step1')}>
        <LessonStep
          me={me}
          form={form}
          node={node}
          onChange={change}
          onNode={(lesson) => propose(proposeTitle({ lesson, kind }))}
        />
      </Step>
      <Step number={2} title={t('submit:step2')}>
        <FilesStep files={files} uploads={uploads} onChange={detail.reload} />
      </Step>
      <Step number={3} title={t('submit:step3')}>
        <InfoStep form={form} onChange={change} proposal={proposal} />
      </Step>
      <Step number={4} title={t('submit:step4')}>
        <SendStep form={form} files={files} onChange={change} onSend={send} />
      </Step>
    </>
  )
}
