import type { FilterName } from './question'

/** Facets that are counted; `kind` counts a resource once for each kind it holds. */
export const FACETS = ['grade', 'subject', 'kind'] as const satisfies FilterName[]
export type FacetName = (typeof FACETS)[number]
export type Counts = Record<FacetName, Record<string, number>>

/** What the index or the database answers: ids in order, marked texts, counts. Rows are read afterwards. */
export type Answer = {
  hits: { id: string; marked: Partial<Record<'title' | 'summary' | 'nodePath', string>> }[]
  total: number
  counts: Counts
  /** Nothing held every word; these hold some of them. */
  isRelaxed: boolean
}
