'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { ROLES } from '../../src/domain/roles'
import { api } from '../lib/api'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { Choice } from '../parts/Choice'
import type { Places } from './usePlaces'
import { useAttempt } from './useAttempt'

const EMPTY = { role: '', school: '', district: '', subject: '', stage: '' }

/** One role within one scope; what is left open means "any". A system administrator has no scope: the verb refuses one. */
export const GrantForm = ({ user, places, onDone }: { user: string; places: Places; onDone: () => void }) => {
  const { t } = useLibrary()
  const { vocabulary, nameOf } = useVocabulary()
  const { attempt, isBusy } = useAttempt()
  const [form, setForm] = useState(EMPTY)
  const hasScope = form.role !== 'systemAdmin'
  const set = (patch: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...patch }))
  const grant = () =>
    attempt(async () => {
      await api('/administration/grants', { method: 'POST', body: { user, ...form } })
      setForm(EMPTY)
      onDone()
      return t('administration:granted')
    })
  const any = t('common:any')
  return (
    <fieldset className="lib-grant">
      <legend>{t('administration:newGrant')}</legend>
      <div className="lib-fields">
        <Choice
          label={t('administration:role')}
          value={form.role}
          none={t('common:choose')}
          options={ROLES.map((role) => ({ value: role, label: t(`role:${role}`) }))}
          onChange={(role) => setForm(role === 'systemAdmin' ? { ...EMPTY, role } : { ...form, role })}
        />
        {hasScope ? (
          <>
            <Choice
              label={t('administration:district')}
              value={form.district}
              none={any}
              options={places.districts}
              onChange={(district) => set({ district })}
            />
            <Choice
              label={t('administration:school')}
              value={form.school}
              none={any}
              options={places.schools}
              onChange={(school) => set({ school })}
            />
            <Choice
              label={t('field:stage')}
              value={form.stage}
              none={any}
              options={vocabulary.stages.map((term) => ({ value: term.key, label: nameOf(term) }))}
              onChange={(stage) => set({ stage })}
            />
            <Choice
              label={t('field:subject')}
              value={form.subject}
              none={any}
              options={vocabulary.subjects.map((term) => ({ value: term.key, label: nameOf(term) }))}
              onChange={(subject) => set({ subject })}
            />
          </>
        ) : (
          <p className="lib-hint">{t('administration:noScope')}</p>
        )}
      </div>
      <Button margin={false} disabled={form.role === '' || isBusy} onClick={() => void grant()}>
        {t('administration:grant')}
      </Button>
    </fieldset>
  )
}
