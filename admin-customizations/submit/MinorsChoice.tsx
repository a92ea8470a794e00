'use client'

import { CheckboxInput } from '@payloadcms/ui'

import type { Form } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'

/** Pupils in the picture: without a recorded consent the resource stays within the school (R75). */
export const MinorsChoice = ({ form, onChange }: { form: Form; onChange: (patch: Partial<Form>) => void }) => {
  const { t } = useLibrary()
  return (
    <div className="lib-minors">
      <CheckboxInput
        checked={form.minorsVisible}
        label={t('field:minorsVisible')}
        onToggle={(event) => onChange({ minorsVisible: event.target.checked })}
      />
      {form.minorsVisible ? (
        <>
          <CheckboxInput
            checked={form.consentRecorded}
            label={t('field:consentRecorded')}
            onToggle={(event) => onChange({ consentRecorded: event.target.checked })}
          />
          {form.consentRecorded ? null : (
            <p className="lib-person" role="note">
              ! {t('submit:schoolOnly')}
            </p>
          )}
        </>
      ) : null}
    </div>
  )
}
