'use client'

import { Button } from '@payloadcms/ui'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'

import { useLibrary } from '../lib/useLibrary'

type Props = {
  label: string
  /** What a screen reader calls it, when the label alone does not say of what. */
  name?: string
  question: string
  onConfirm: () => Promise<void> | void
  isDisabled?: boolean
}

/**
 * A button for what cannot be taken back: the first press asks, the second does it once. The question takes the focus (on
 * its harmless answer) and gives it back; Escape is the harmless answer too.
 */
export const ConfirmButton = ({ label, name = label, question, onConfirm, isDisabled = false }: Props) => {
  const { t } = useLibrary()
  const id = useId()
  const [step, setStep] = useState<'rest' | 'asking' | 'doing'>('rest')
  const opener = useRef<HTMLButtonElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const hasAsked = useRef(false)
  useEffect(() => {
    if (step === 'asking') {
      hasAsked.current = true
      cancel.current?.focus()
    }
    if (step === 'rest' && hasAsked.current) {
      hasAsked.current = false
      opener.current?.focus()
    }
  }, [step])

  if (step === 'rest') {
    return (
      <Button
        ref={opener}
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={isDisabled}
        aria-label={name}
        onClick={() => setStep('asking')}
      >
        {label}
      </Button>
    )
  }
  const run = async () => {
    if (step === 'doing') return
    setStep('doing')
    try {
      await onConfirm()
    } finally {
      setStep('rest')
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || step === 'doing') return
    event.stopPropagation()
    setStep('rest')
  }
  return (
    <span className="lib-confirm" role="alertdialog" aria-labelledby={id} onKeyDown={onKeyDown}>
      <span id={id} className="lib-confirm__question">
        {question}
      </span>
      <Button
        className="lib-person-button"
        size="small"
        margin={false}
        disabled={step === 'doing'}
        onClick={() => void run()}
      >
        {step === 'doing' ? `${label}…` : label}
      </Button>
      <Button
        ref={cancel}
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={step === 'doing'}
        onClick={() => setStep('rest')}
      >
        {t('common:cancel')}
      </Button>
    </span>
  )
}
