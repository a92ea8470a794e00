'use client'

import { CheckboxInput, TextareaInput } from '@payloadcms/ui'

import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { MachineReport } from './MachineReport'
import { OtherKey } from './OtherKey'
import type { ReturnDraft } from './Review'

type Props = {
  data: ReviewDetailJson
  draft: ReturnDraft
  onChange: (draft: ReturnDraft) => void
  isHolder: boolean
}

/** The judgement: coded reasons and text for a return; the technical office sees the machine report first. */
export const JudgeTab = ({ data, draft, onChange, isHolder }: Props) => {
  const { t } = useLibrary()
  const { review, reasons } = data
  const isDecided = review.state === 'approved' || review.state === 'returned'
  const toggle = (code: string, isOn: boolean) =>
    onChange({ ...draft, reasons: isOn ? [...draft.reasons, code] : draft.reasons.filter((each) => each !== code) })
  return (
    <>
      {review.track === 'technical' ? <MachineReport data={data} /> : null}
      {isDecided ? null : (
        <fieldset className="lib-codes" disabled={!isHolder}>
          <legend>{t('review:reasons')}</legend>
          {reasons.map(({ code, label }) => (
            <CheckboxInput
              key={code}
              checked={draft.reasons.includes(code)}
              label={label}
              readOnly={!isHolder}
              onToggle={(event) => toggle(code, event.target.checked)}
            />
          ))}
          <TextareaInput
            path="comment"
            label={t('review:comment')}
            placeholder={t('review:commentExample')}
            rows={3}
            readOnly={!isHolder}
            value={draft.comment}
            onChange={(event) => onChange({ ...draft, comment: event.target.value })}
          />
          <small role="status">{draft.comment || draft.reasons.length > 0 ? t('review:keptHere') : ''}</small>
        </fieldset>
      )}
      {review.state === 'returned' ? (
        <div className="lib-return">
          <ul className="lib-reasons">
            {review.reasons.map(({ code, label }) => (
              <li key={code}>! {label}</li>
            ))}
          </ul>
          <blockquote>{review.comment}</blockquote>
        </div>
      ) : null}
      <OtherKey data={data} />
      {review.track === 'content' ? <MachineReport data={data} /> : null}
    </>
  )
}
