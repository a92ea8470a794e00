import type { Settings } from 'meilisearch'

/** Hits that can be paged to; a deeper page is clamped. */
export const MAX_HITS = 10_000

/** Settings of the index, most important attribute first. */
export const SETTINGS = {
  searchableAttributes: [
    'title',
    'keywords',
    'nodePath',
    'placeLabels',
    'kindLabels',
    'summary',
    'ownerName',
    'schoolName',
  ],
  filterableAttributes: [
    'audience',
    'channel',
    'grade',
    'id',
    'kinds',
    'node',
    'school',
    'stage',
    'subject',
    'textbook',
  ],
  sortableAttributes: ['publishedAt'],
  displayedAttributes: ['id', 'title', 'keywords', 'summary', 'nodePath', 'seq'],
  /** `sort` first: who asks for the newest gets the newest of what matches. */
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', 'publishedAt:desc'],
  /** Chinese only: two characters alone would else be taken for Japanese and cut otherwise. */
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['cmn'] }],
  stopWords: ['与', '了', '和', '及', '的'],
  separatorTokens: ['›', '•', '—', '｜'],
  /** Latin words only in practice: no Chinese word has five characters. */
  typoTolerance: { enabled: true, disableOnNumbers: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 } },
  pagination: { maxTotalHits: MAX_HITS },
  faceting: { maxValuesPerFacet: 200 },
  searchCutoffMs: 1000,
} as const

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const SETS = new Set(['filterableAttributes', 'sortableAttributes', 'stopWords', 'separatorTokens'])

const isSame = (wanted: unknown, found: unknown): boolean => {
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && wanted.length === found.length && wanted.every((item, at) => isSame(item, found[at]))
  }
  if (isObject(wanted)) return isObject(found) && Object.keys(wanted).every((key) => isSame(wanted[key], found[key]))
  return wanted === found
}

/** Whether an index has these settings; what Meilisearch keeps as a set comes back in an order of its own. */
export const hasSettings = (found: Settings): boolean =>
  Object.entries(SETTINGS).every(([name, wanted]) => {
    const value = (found as Record<string, unknown>)[name]
    if (!SETS.has(name)) return isSame(wanted, value)
    return Array.isArray(value) && isSame([...(wanted as readonly string[])].sort(), [...value].sort())
  })
