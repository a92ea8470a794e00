'use client'

import { Button, CheckboxInput } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'

import { GAPS, missingForSubmission } from '../../src/domain/submission'
import type { FileJson, Form } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { ErrorNote } from '../parts/ErrorNote'

type Props = {
  form: Form
  files: FileJson[]
  onChange: (patch: Partial<Form>) => void
  onSend: () => Promise<void>
}

const useMissingFile = (files: FileJson[]): string => {
  const { t } = useLibrary()
  if (files.length === 0) return t('submit:missingFile')
  const isRefused = (file: FileJson) =>
    file.state === 'rejected' || file.reasons.some((reason) => reason.level === 'refuse')
  if (files.some(isRefused)) return t('submit:missingGoodFile')
  return files.some((file) => file.state !== 'stored') ? t('submit:missingStored') : ''
}

/** What is still missing, in the words of the server's own rule where there is one. */
const useMissing = (form: Form, files: FileJson[]): string => {
  const { t, language } = useLibrary()
  const gap = missingForSubmission(form)
  return [gap === '' ? '' : GAPS[gap][language], useMissingFile(files)].filter(Boolean).join(t('common:semicolon'))
}

/** Step 4: the declaration, what happens next, and the button. */
export const SendStep = ({ form, files, onChange, onSend }: Props) => {
  const { t } = useLibrary()
  const [isSending, setIsSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const lock = useRef(false)
  // What was refused may be mended by now.
  useEffect(() => setError(null), [form])
  const missing = useMissing(form, files)
  const send = async () => {
    if (lock.current) return
    lock.current = true
    setIsSending(true)
    setError(null)
    try {
      await onSend()
    } catch (failure) {
      setError(failure)
      lock.current = false
      setIsSending(false)
    }
  }
  return (
    <>
      <CheckboxInput
        checked={form.isDeclared}
        label={t('submit:declaration')}
        onToggle={(event) => onChange({ isDeclared: event.target.checked })}
      />
      <ol className="lib-next">
        <li>{t('submit:nextMachine')}</li>
        <li>{t('submit:nextOffices')}</li>
        <li>{t('submit:nextPublish')}</li>
      </ol>
      <ErrorNote error={error} />
      <div className="lib-row">
        <Button size="large" margin={false} disabled={isSending} onClick={() => void send()}>
          {t(isSending ? 'submit:sending' : 'submit:send')}
        </Button>
        <span role="status" className={missing ? 'lib-person' : ''}>
          {missing ? `! ${t('submit:stillMissing', { what: missing })}` : `✓ ${t('submit:complete')}`}
        </span>
      </div>
    </>
  )
}
