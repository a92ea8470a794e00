'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { useLibrary } from '../lib/useLibrary'

type Props = { label: string; question: string; onConfirm: () => Promise<void> | void; isDisabled?: boolean }

/** A button for what cannot be taken back: the first press asks, the second does it once. */
export const ConfirmButton = ({ label, question, onConfirm, isDisabled = false }: Props) => {
  const { t } = useLibrary()
  const [step, setStep] = useState<'rest' | 'asking' | 'doing'>('rest')
  if (step === 'rest') {
    return (
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={isDisabled}
        onClick={() => setStep('asking')}
      >
        {label}
      </Button>
    )
  }
  const run = async () => {
    if (step === 'doing') return
    setStep('doing')
    await onConfirm()
    setStep('rest')
  }
  return (
    <span className="lib-confirm" role="group" aria-label={question}>
      <span className="lib-confirm__question">{question}</span>
      <Button
        className="lib-person-button"
        size="small"
        margin={false}
        disabled={step === 'doing'}
        onClick={() => void run()}
      >
        {label}
      </Button>
      <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setStep('rest')}>
        {t('common:cancel')}
      </Button>
    </span>
  )
}
