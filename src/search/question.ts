import type { Payload, Where } from 'payload'

import { findTextbook, nodesBelow } from './catalogue'
import { MAX_HITS } from './settings'

/** What can be narrowed by, and the column or attribute that holds it; `kind` is a list in the index. */
export const FILTERS = ['stage', 'grade', 'subject', 'kind', 'channel', 'textbook', 'node', 'school'] as const
export type FilterName = (typeof FILTERS)[number]
export type Filters = Partial<Record<FilterName, string | string[] | null>>

export const SORTS = ['relevance', 'newest', 'oldest'] as const
export type Sort = (typeof SORTS)[number]

/** A search as it is asked for; everything may come from an address line. */
export type Asked = { q?: string; filters?: Filters; page?: number; limit?: number; sort?: string }

/** A search within its bounds: each filter holds the values of which one must match, none when it is not set. */
export type Question = {
  q: string
  filters: Record<FilterName, string[]>
  page: number
  limit: number
  sort: Sort
}

const MAX = { words: 200, limit: 50, value: 200, values: 20 }

/** A whole number between 1 and `most`, or `fallback` when it is none. */
const whole = (value: number | undefined, most: number, fallback: number): number =>
  Number.isInteger(value) && Number(value) > 0 ? Math.min(Number(value), most) : fallback

const valuesOf = (value: Filters[FilterName]): string[] =>
  (Array.isArray(value) ? value : [value ?? ''])
    .filter((each) => each !== '')
    .slice(0, MAX.values)
    .map((each) => String(each).slice(0, MAX.value))

/** A textbook by key or id is both, a node stands for everything below it. */
const expand = async (payload: Payload, name: FilterName, value: string): Promise<string[]> => {
  if (name === 'node') return nodesBelow({ payload, node: value })
  if (name !== 'textbook') return [value]
  const book = await findTextbook({ payload, textbook: value })
  return book ? [book.id, book.key] : [value]
}

/** The last page that can be asked for. */
export const lastPage = (limit: number): number => Math.floor(MAX_HITS / limit)

/** Clamps what was asked: 200 characters, 50 hits a page, pages within the first 10 000 hits. */
export const questionOf = async ({ payload, asked }: { payload: Payload; asked: Asked }): Promise<Question> => {
  const limit = whole(asked.limit, MAX.limit, 20)
  const filters = {} as Question['filters']
  for (const name of FILTERS) {
    const values = valuesOf(asked.filters?.[name])
    filters[name] = (await Promise.all(values.map((value) => expand(payload, name, value)))).flat()
  }
  const q = Array.from((asked.q ?? '').normalize('NFC').trim())
    .slice(0, MAX.words)
    .join('')
  return {
    q,
    filters,
    page: whole(asked.page, lastPage(limit), 1),
    limit,
    sort: SORTS.find((sort) => sort === asked.sort) ?? (q === '' ? 'newest' : 'relevance'),
  }
}

/** `kinds` holds `|video|lesson-plan|`. What is no key matches none: `%` and `_` would match every kind on SQLite. */
const hasKind = (kind: string): Where => ({
  kinds: /^[a-z0-9-]+$/.test(kind) ? { contains: `|${kind}|` } : { equals: 'none' },
})

/** The filters as a query of shelves; `but` are left out. */
export const whereOf = ({ filters, but = [] }: { filters: Question['filters']; but?: FilterName[] }): Where => ({
  and: FILTERS.filter((name) => !but.includes(name) && filters[name].length > 0).map((name) =>
    name === 'kind' ? { or: filters.kind.map(hasKind) } : { [name]: { in: filters[name] } },
  ),
})
