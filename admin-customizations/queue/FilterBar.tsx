'use client'

import { type RefObject, useEffect, useId, useState } from 'react'

import type { QueueCounts } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useSchools } from '../lib/useSchools'
import { useVocabulary } from '../lib/useVocabulary'
import { Choice } from '../parts/Choice'
import { type Filter, VIEWS } from './useFilter'

type Props = {
  filter: Filter
  counts: QueueCounts | null
  onChange: (patch: Partial<Filter>) => void
  searchRef: RefObject<HTMLInputElement | null>
}

/** Waiting, mine, overdue, decided; stage, subject, kind, school; words. */
export const FilterBar = ({ filter, counts, onChange, searchRef }: Props) => {
  const { t } = useLibrary()
  const { vocabulary, nameOf } = useVocabulary()
  const schools = useSchools()
  const [words, setWords] = useState(filter.q)
  const id = useId()
  useEffect(() => {
    if (filter.q === '') setWords('')
  }, [filter.q])
  useEffect(() => {
    if (words === filter.q) return
    const timer = setTimeout(() => onChange({ q: words }), 350)
    return () => clearTimeout(timer)
  }, [words, filter.q, onChange])

  const terms = (name: 'stages' | 'subjects' | 'asset-kinds') =>
    vocabulary[name].map((term) => ({ value: term.key, label: nameOf(term) }))
  const countOf = (view: (typeof VIEWS)[number]) => (view === 'decided' || !counts ? '' : ` ${counts[view]}`)
  return (
    <div className="lib-filter" role="search">
      <div className="lib-switch" role="group" aria-label={t('queue:views')}>
        {VIEWS.map((view) => (
          <button key={view} type="button" aria-pressed={filter.view === view} onClick={() => onChange({ view })}>
            {t(`queue:view_${view}`)}
            {countOf(view)}
          </button>
        ))}
      </div>
      <Choice
        isCompact
        label={t('field:stage')}
        value={filter.stage}
        none={t('queue:allStages')}
        options={terms('stages')}
        onChange={(stage) => onChange({ stage })}
      />
      <Choice
        isCompact
        label={t('field:subject')}
        value={filter.subject}
        none={t('queue:allSubjects')}
        options={terms('subjects')}
        onChange={(subject) => onChange({ subject })}
      />
      <Choice
        isCompact
        label={t('field:kind')}
        value={filter.kind}
        none={t('queue:allKinds')}
        options={terms('asset-kinds')}
        onChange={(kind) => onChange({ kind })}
      />
      <Choice
        isCompact
        label={t('field:school')}
        value={filter.school}
        none={t('queue:allSchools')}
        options={schools}
        onChange={(school) => onChange({ school })}
      />
      <div className="lib-choice lib-choice--compact lib-filter__search">
        <label htmlFor={id} className="field-label">
          {t('queue:search')}
        </label>
        <input
          ref={searchRef}
          id={id}
          type="search"
          placeholder={t('queue:searchExample')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </div>
    </div>
  )
}
