'use client'

import type { Form } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import type { CatalogueNode, Textbook } from './catalogue'

type Props = { form: Form; book: Textbook | undefined; node: CatalogueNode | null }

/** Where the resource hangs now, as one path. */
export const Chosen = ({ form, book, node }: Props) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  if (!form.subject) return <p className="lib-hint">{t('submit:nothingChosen')}</p>
  const parts = form.textbook
    ? [book?.title ?? '', ...(node?.path ?? [])]
    : [labelOf('stages', form.stage), labelOf('grades', form.grade), labelOf('subjects', form.subject)]
  return (
    <p className="lib-chosen" aria-live="polite">
      <span aria-hidden="true">✓</span> {t('submit:chosen')} <strong>{parts.filter(Boolean).join(' › ')}</strong>
    </p>
  )
}
