'use client'

import { useCallback, useEffect, useState } from 'react'

import { api, type Page } from './api'
import { useLibrary } from './useLibrary'

export type Term = { id: string; key: string; label: string; labelEn?: string | null; stage?: string; group?: string }
const NAMES = ['stages', 'grades', 'subjects', 'channels', 'asset-kinds'] as const
export type VocabularyName = (typeof NAMES)[number]
export type Vocabulary = Record<VocabularyName, Term[]>

const EMPTY: Vocabulary = { stages: [], grades: [], subjects: [], channels: [], 'asset-kinds': [] }

let once: Promise<Vocabulary> | undefined

const readAll = async (): Promise<Vocabulary> => {
  const lists = await Promise.all(NAMES.map((name) => api<Page<Term>>(`/${name}?limit=200&sort=order`)))
  return Object.fromEntries(NAMES.map((name, index) => [name, lists[index]!.docs])) as Vocabulary
}

/** Stages, grades, subjects, channels and asset kinds, read once a page; `labelOf` names a key in the person's language. */
export const useVocabulary = () => {
  const { language } = useLibrary()
  const [vocabulary, setVocabulary] = useState<Vocabulary>(EMPTY)
  useEffect(() => {
    let isGone = false
    once ??= readAll()
    once.then(
      (all) => !isGone && setVocabulary(all),
      () => (once = undefined),
    )
    return () => {
      isGone = true
    }
  }, [])
  const nameOf = useCallback(
    (term: Term) => (language === 'en' && term.labelEn ? term.labelEn : term.label),
    [language],
  )
  const labelOf = useCallback(
    (name: VocabularyName, key: string | null | undefined): string => {
      // Nothing rather than a bare key while the lists are on their way.
      if (!key || vocabulary[name].length === 0) return ''
      const term = vocabulary[name].find((each) => each.key === key)
      return term ? nameOf(term) : key
    },
    [vocabulary, nameOf],
  )
  return { vocabulary, labelOf, nameOf }
}
