import type { Payload, Where } from 'payload'

import type { Actor } from '../domain/actor'
import { kindsOf } from '../domain/searchDocument'
import { type Labels, labelsOf } from '../library/labels'
import { publishedFor } from '../library/published'
import { SLUG } from '../slugs'
import { type Answer, type Counts, type FacetName, FACETS } from './answer'
import { markWords } from './highlight'
import { type FilterName, type Question, whereOf } from './question'
import { SETTINGS } from './settings'

type Row = { id: string; title: string; summary: string; nodePath: string }
type CountedRow = Record<'grade' | 'subject' | 'kinds', string>

/** Rows that are read to count a facet while the index is away; what lies behind is found but not counted. */
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

const keysOf = (row: CountedRow, facet: FacetName): string[] =>
  facet === 'kind' ? kindsOf(row.kinds) : [row[facet] ?? '']

const count = (rows: CountedRow[], facet: FacetName): Record<string, number> => {
  const counts = new Map<string, number>()
  for (const key of rows.flatMap((row) => keysOf(row, facet))) counts.set(key, (counts.get(key) ?? 0) + 1)
  counts.delete('')
  return Object.fromEntries(counts)
}

type Matching = { payload: Payload; where: (but?: FilterName[]) => Where; filters: Question['filters'] }

/** Counts in the newest 2000 matches: one read for all facets, and one for each whose own filter must not shrink it. */
const countFacets = async ({ payload, where, filters }: Matching): Promise<Counts> => {
  const read = async (but: FilterName[]): Promise<CountedRow[]> => {
    const { docs } = await payload.db.find<CountedRow & { id: string }>({
      collection: SLUG.shelves,
      where: where(but),
      select: { grade: true, subject: true, kinds: true },
      sort: '-publishedAt',
      limit: MOST,
      pagination: false,
    })
    return docs
  }
  const all = await read([])
  const counts = await Promise.all(
    FACETS.map(async (facet) => [facet, count(filters[facet].length > 0 ? await read([facet]) : all, facet)]),
  )
  return Object.fromEntries(counts) as Counts
}

/**
 * Answers a search from the database while Meilisearch is away: every word must stand somewhere in the row. Hits and total
 * are the database's own, facet counts come from bounded reads.
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
  const where = (but: FilterName[] = []): Where => ({
    and: [publishedFor(actor), whereOf({ filters, but }), ...words.map((word) => holds(word, labels))],
  })
  const [found, counts] = await Promise.all([
    payload.db.find<Row>({
      collection: SLUG.shelves,
      where: where(),
      select: { title: true, summary: true, nodePath: true },
      sort: [SORT[sort], 'id'],
      page,
      limit,
      // Not the default of MongoDB's adapter: every page would be the first, and its length the total.
      pagination: true,
    }),
    countFacets({ payload, where, filters }),
  ])
  return {
    hits: found.docs.map((row) => ({
      id: row.id,
      marked: {
        title: markWords({ text: row.title ?? '', words }),
        summary: markWords({ text: row.summary ?? '', words }),
        nodePath: markWords({ text: row.nodePath ?? '', words }),
      },
    })),
    total: found.totalDocs,
    counts,
    isRelaxed: false,
  }
}
