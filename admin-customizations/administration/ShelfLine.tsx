'use client'

import { Button, TextInput } from '@payloadcms/ui'
import { useState } from 'react'

import type { ShelfState } from '../../src/domain/lifecycle'
import { api } from '../lib/api'
import { RETIRE_REASONS } from '../lib/retire'
import { useLibrary } from '../lib/useLibrary'
import { Choice } from '../parts/Choice'
import { ConfirmButton } from '../parts/ConfirmButton'
import { Time } from '../parts/Time'
import { useAttempt } from './useAttempt'

export type ShelfDoc = {
  id: string
  state: ShelfState
  title: string
  ownerName: string
  schoolName: string
  nodePath: string
  publishedAt: string
  purgeAfter: string
  retireReason: string
}

const RetireForm = ({ shelf, onDone }: { shelf: ShelfDoc; onDone: () => void }) => {
  const { t } = useLibrary()
  const { attempt } = useAttempt()
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const retire = () =>
    attempt(async () => {
      await api(`/shelf/${shelf.id}/retire`, { method: 'POST', body: { reason, note } })
      onDone()
      return t('administration:retired')
    })
  return (
    <div className="lib-fields">
      <Choice
        label={t('administration:retireReason')}
        value={reason}
        none={t('common:choose')}
        options={RETIRE_REASONS.map((value) => ({ value, label: t(`retire:${value}`) }))}
        onChange={setReason}
      />
      <TextInput
        path={`note-${shelf.id}`}
        label={t('administration:retireNote')}
        value={note}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => setNote(event.target.value)}
      />
      <ConfirmButton
        label={t('administration:retire')}
        question={t('administration:retireQuestion')}
        isDisabled={reason === ''}
        onConfirm={retire}
      />
    </div>
  )
}

export const ShelfLine = ({ shelf, onDone }: { shelf: ShelfDoc; onDone: () => void }) => {
  const { t } = useLibrary()
  const { attempt, isBusy } = useAttempt()
  const [isOpen, setIsOpen] = useState(false)
  const isLive = shelf.state === 'live' || shelf.state === 'noticed'
  const restore = () =>
    attempt(async () => {
      await api(`/shelf/${shelf.id}/restore`, { method: 'POST' })
      onDone()
      return t('administration:restored')
    })
  return (
    <li className="lib-line lib-line--wrap">
      <span>
        {isLive ? '● ' : '○ '}
        <strong>{shelf.title}</strong>{' '}
        <small>{[shelf.nodePath, shelf.schoolName, shelf.ownerName].filter(Boolean).join(' · ')}</small>
      </span>
      <small>
        {t(`shelf:${shelf.state}`)}{' '}
        {shelf.state === 'offShelf' ? (
          <>
            · {t('administration:purgeAfter')} <Time iso={shelf.purgeAfter} />
          </>
        ) : (
          <Time iso={shelf.publishedAt} />
        )}
      </small>
      {isLive ? (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'common:cancel' : 'administration:retireOpen')}
        </Button>
      ) : null}
      {shelf.state === 'offShelf' ? (
        <Button size="small" margin={false} disabled={isBusy} onClick={() => void restore()}>
          {t('administration:restore')}
        </Button>
      ) : null}
      {isOpen && isLive ? (
        <RetireForm
          shelf={shelf}
          onDone={() => {
            setIsOpen(false)
            onDone()
          }}
        />
      ) : null}
    </li>
  )
}
