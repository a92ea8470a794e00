'use client'

import { Button } from '@payloadcms/ui'
import { useId, useRef, useState } from 'react'

import { ACCEPTED_FILES } from '../../src/domain/media/accept'
import { useLibrary } from '../lib/useLibrary'

const ACCEPT = ACCEPTED_FILES.map((file) => `.${file.ext}`).join(',')

/** Files by dropping, by button, by keyboard. */
export const DropZone = ({ onFiles }: { onFiles: (files: File[]) => void }) => {
  const { t } = useLibrary()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  return (
    <div
      className={isOver ? 'lib-drop lib-drop--over' : 'lib-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        // Moving over the words inside leaves nothing.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <label htmlFor={id} className="lib-hidden">
        {t('submit:chooseFiles')}
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        accept={ACCEPT}
        tabIndex={-1}
        className="lib-hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <p>{t('submit:dropHere')}</p>
      <Button buttonStyle="secondary" size="medium" margin={false} onClick={() => input.current?.click()}>
        {t('submit:chooseFiles')}
      </Button>
      <p className="lib-hint">{t('submit:whatFiles')}</p>
    </div>
  )
}
