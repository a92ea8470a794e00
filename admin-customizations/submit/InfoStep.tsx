'use client'

import { TextareaInput, TextInput } from '@payloadcms/ui'

import { SHARE_LEVELS } from '../../src/domain/audience'
import type { Form } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Choice } from '../parts/Choice'
import { Contributors } from './Contributors'
import { MinorsChoice } from './MinorsChoice'

const ORIGINALITY = ['original', 'adapted', 'quoted'] as const

type Props = { form: Form; onChange: (patch: Partial<Form>) => void; proposal: string }

/** Step 3: what the resource is called and says of itself, who made it, for whom it is. */
export const InfoStep = ({ form, onChange, proposal }: Props) => {
  const { t } = useLibrary()
  return (
    <div className="lib-info">
      <TextInput
        path="title"
        label={t('field:title')}
        required
        value={form.title}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange({ title: event.target.value })}
        Description={
          proposal && proposal !== form.title ? (
            <button type="button" className="lib-link" onClick={() => onChange({ title: proposal })}>
              {t('submit:useTitle', { title: proposal })}
            </button>
          ) : null
        }
      />
      <TextareaInput
        path="summary"
        label={t('field:summary')}
        rows={3}
        value={form.summary}
        onChange={(event) => onChange({ summary: event.target.value })}
      />
      <TextInput
        path="keywords"
        label={t('field:keywords')}
        placeholder={t('submit:keywordsExample')}
        value={form.keywords}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange({ keywords: event.target.value })}
      />
      <Contributors value={form.contributors} onChange={(contributors) => onChange({ contributors })} />
      <MinorsChoice form={form} onChange={onChange} />
      <div className="lib-fields">
        <Choice
          isRequired
          label={t('field:originality')}
          value={form.originality}
          none={t('common:choose')}
          options={ORIGINALITY.map((value) => ({ value, label: t(`originality:${value}`) }))}
          onChange={(originality) => onChange({ originality })}
        />
        <Choice
          label={t('field:shareLevel')}
          value={form.shareLevel}
          none={t('submit:defaultLevel')}
          options={SHARE_LEVELS.map((value) => ({ value, label: t(`level:${value}`) }))}
          onChange={(shareLevel) => onChange({ shareLevel })}
        />
        <TextInput
          path="rightsHolder"
          label={t('field:rightsHolder')}
          placeholder={t('submit:rightsExample')}
          value={form.rightsHolder}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange({ rightsHolder: event.target.value })}
        />
      </div>
    </div>
  )
}
