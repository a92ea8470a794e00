import type { Payload, Where } from 'payload'

import type { Actor } from '../domain/actor'
import { kindsOf } from '../domain/searchDocument'
import { type Labels, labelsOf } from '../library/labels'
import { publishedFor } from '../library/published'
import { SLUG } from '../slugs'
import { type Answer, type Counts, type FacetName, FACETS } from './answer'
import { markWords } from './highlight'
import { type Question, whereOf } from './question'
import { SETTINGS } from './settings'

type Row = {
  id: string
  title: string
  summary: string
  nodePath: string
  grade: string
  subject: string
  kinds: string
}

/** Rows that are read to count and to page through while the index is away; what lies behind is not found. */
const MOST = 2000
const MAX_WORDS = 8
const COLUMNS = ['title', 'keywords', 'nodePath', 'ownerName', 'schoolName', 'summary']
const SORT = { relevance: '-publishedAt', newest: '-publishedAt', oldest: 'publishedAt' }
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** 分数的初步认识 → 分数, 初步, 认识. */
export const wordsOf = (q: string): string[] => {
  const words = [...segmenter.segment(q)].filter((part) => part.isWordLike).map((part) => part.segment)
  const telling = words.filter((word) => !(SETTINGS.stopWords as readonly string[]).includes(word))
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, MAX_WORDS)
}

/** A word stands in a text of the row, or in the name of its stage, grade, subject or kind. */
const holds = (word: string, labels: Labels): Where => {
  const named = (map: Labels[keyof Labels]) =>
    [...map].filter(([, label]) => label.zh.includes(word)).map(([key]) => key)
  const columns = (['stage', 'grade', 'subject'] as const).map((name) => ({ name, keys: named(labels[name]) }))
  return {
    or: [
      ...COLUMNS.map((column) => ({ [column]: { contains: word.replace(/%/g, '') } })),
      ...columns.filter(({ keys }) => keys.length > 0).map(({ name, keys }) => ({ [name]: { in: keys } })),
      ...named(labels.kind).map((key) => ({ kinds: { contains: `|${key}|` } })),
    ],
  }
}

const keysOf = (row: Row, facet: FacetName): string[] => (facet === 'kind' ? kindsOf(row.kinds) : [row[facet] ?? ''])

const count = (rows: Row[], facet: FacetName): Record<string, number> => {
  const counts = new Map<string, number>()
  for (const key of rows.flatMap((row) => keysOf(row, facet))) counts.set(key, (counts.get(key) ?? 0) + 1)
  counts.delete('')
  return Object.fromEntries(counts)
}

/**
 * Answers a search from the database while Meilisearch is away: every word must stand somewhere in the row. One bounded
 * read of the newest 2000 matches serves hits, total and counts.
 */
export const askDatabase = async ({
  payload,
  actor,
  question,
}: {
  payload: Payload
  actor: Actor | null
  question: Question
}): Promise<Answer> => {
  const { q, filters, page, limit, sort } = question
  const words = wordsOf(q)
  const labels = await labelsOf({ payload })
  const { docs } = await payload.db.find<Row>({
    collection: SLUG.shelves,
    where: {
      and: [publishedFor(actor), whereOf({ filters, but: [...FACETS] }), ...words.map((word) => holds(word, labels))],
    },
    select: { title: true, summary: true, nodePath: true, grade: true, subject: true, kinds: true },
    sort: SORT[sort],
    limit: MOST,
    pagination: false,
  })
  const passes = (row: Row, but?: FacetName) =>
    FACETS.every(
      (facet) =>
        facet === but || filters[facet].length === 0 || keysOf(row, facet).some((key) => filters[facet].includes(key)),
    )
  const found = docs.filter((row) => passes(row))
  return {
    hits: found.slice((page - 1) * limit, page * limit).map((row) => ({
      id: row.id,
      marked: {
        title: markWords({ text: row.title ?? '', words }),
        summary: markWords({ text: row.summary ?? '', words }),
        nodePath: markWords({ text: row.nodePath ?? '', words }),
      },
    })),
    total: found.length,
    counts: Object.fromEntries(
      FACETS.map((facet) => [
        facet,
        count(
          docs.filter((row) => passes(row, facet)),
          facet,
        ),
      ]),
    ) as Counts,
    isRelaxed: false,
  }
}
