'use client'

import { useId, useRef, useState } from 'react'

import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { FactsTab } from './FactsTab'
import { HistoryTab } from './HistoryTab'
import { JudgeTab } from './JudgeTab'
import type { ReturnDraft } from './Review'

const TABS = ['judge', 'facts', 'history'] as const

type Props = {
  data: ReviewDetailJson
  draft: ReturnDraft
  onChange: (draft: ReturnDraft) => void
  isHolder: boolean
}

/** 评审 │ 资料 │ 历史. */
export const Panel = ({ data, draft, onChange, isHolder }: Props) => {
  const { t } = useLibrary()
  const [tab, setTab] = useState<(typeof TABS)[number]>('judge')
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!
    setTab(next)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div className="lib-panel">
      <div ref={list} className="lib-tabs" role="tablist" aria-label={t('review:side')}>
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-${each}`}
            data-tab={each}
            aria-selected={tab === each}
            aria-controls={`${id}-panel`}
            tabIndex={tab === each ? 0 : -1}
            onClick={() => setTab(each)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1)
              if (event.key === 'ArrowLeft') move(-1)
            }}
          >
            {t(`review:tab_${each}`)}
            {each === 'history' && data.history.length > 0 ? ` ${data.history.length}` : ''}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="lib-panel__body" role="tabpanel" aria-labelledby={`${id}-${tab}`} tabIndex={0}>
        {tab === 'judge' ? <JudgeTab data={data} draft={draft} onChange={onChange} isHolder={isHolder} /> : null}
        {tab === 'facts' ? <FactsTab data={data} /> : null}
        {tab === 'history' ? <HistoryTab data={data} /> : null}
      </div>
    </div>
  )
}
