'use client'

import type { Form } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { Choice } from '../parts/Choice'

/** Activities, papers and lectures have no lesson: stage and subject are enough. */
export const AreaChoice = ({ form, onChange }: { form: Form; onChange: (patch: Partial<Form>) => void }) => {
  const { t } = useLibrary()
  const { vocabulary, nameOf } = useVocabulary()
  const optionsOf = (terms: typeof vocabulary.stages) => terms.map((term) => ({ value: term.key, label: nameOf(term) }))
  const grades = vocabulary.grades.filter((grade) => form.stage === '' || grade.stage === form.stage)
  const set = (patch: Partial<Form>) => onChange({ ...patch, textbook: '', node: '' })
  return (
    <div className="lib-fields">
      <Choice
        isRequired
        label={t('field:stage')}
        value={form.stage}
        none={t('common:choose')}
        options={optionsOf(vocabulary.stages)}
        onChange={(stage) => set({ stage, grade: '' })}
      />
      <Choice
        label={t('field:grade')}
        value={form.grade}
        none={t('common:any')}
        options={optionsOf(grades)}
        onChange={(grade) => set({ grade })}
      />
      <Choice
        isRequired
        label={t('field:subject')}
        value={form.subject}
        none={t('common:choose')}
        options={optionsOf(vocabulary.subjects)}
        onChange={(subject) => set({ subject })}
      />
    </div>
  )
}
