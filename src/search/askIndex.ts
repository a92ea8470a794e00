import type { MultiSearchQuery } from 'meilisearch'

import { MARK } from '../domain/searchDocument'
import { type Answer, type Counts, type FacetName, FACETS } from './answer'
import type { SearchIndex } from './client'
import { indexFilter } from './indexFilter'
import type { Question } from './question'

type Args = { index: SearchIndex; question: Question; tokens: string[]; gone: string[] }

const ATTRIBUTE = { grade: 'grade', subject: 'subject', kind: 'kinds' } as const satisfies Record<FacetName, string>
const SORT = { relevance: [], newest: ['publishedAt:desc'], oldest: ['publishedAt:asc'] }

/** The search itself, then one count for each facet whose own filter must not shrink its counts. */
const queriesOf = (
  { index, question, tokens, gone }: Args,
  matchingStrategy: 'all' | 'last',
): { queries: MultiSearchQuery[]; apart: FacetName[] } => {
  const { q, filters, page, limit, sort } = question
  const apart = FACETS.filter((facet) => filters[facet].length > 0)
  const common = { indexUid: index.uid, q, matchingStrategy, locales: ['cmn'] }
  const main: MultiSearchQuery = {
    ...common,
    filter: indexFilter({ tokens, filters, gone }),
    facets: FACETS.filter((facet) => !apart.includes(facet)).map((facet) => ATTRIBUTE[facet]),
    sort: SORT[sort],
    page,
    hitsPerPage: limit,
    attributesToRetrieve: ['id'],
    attributesToHighlight: ['title', 'summary', 'nodePath'],
    attributesToCrop: ['summary'],
    cropLength: 40,
    cropMarker: '…',
    highlightPreTag: MARK.open,
    highlightPostTag: MARK.close,
  }
  const counts = apart.map((facet) => ({
    ...common,
    filter: indexFilter({ tokens, filters, gone, but: facet }),
    facets: [ATTRIBUTE[facet]],
    limit: 0,
    attributesToRetrieve: ['id'],
  }))
  return { queries: [main, ...counts], apart }
}

/**
 * Asks Meilisearch once for hits and counts; every word must match, and only where nothing does, as many as can be.
 * @throws MeilisearchError when it is down, slow (2 s) or has no index
 */
export const askIndex = async (args: Args): Promise<Answer> => {
  const ask = async (strategy: 'all' | 'last', isRelaxed: boolean): Promise<Answer> => {
    const { queries, apart } = queriesOf(args, strategy)
    const { results } = await args.index.client.multiSearch({ queries })
    const [main, ...counted] = results
    if (!main) throw new Error('Meilisearch answered nothing')
    const counts = Object.fromEntries(
      FACETS.map((facet) => {
        const result = apart.includes(facet) ? counted[apart.indexOf(facet)] : main
        return [facet, result?.facetDistribution?.[ATTRIBUTE[facet]] ?? {}]
      }),
    ) as Counts
    const hits = main.hits.map((hit) => ({ id: String(hit.id), marked: hit._formatted ?? {} }))
    return { hits, total: main.totalHits ?? hits.length, counts, isRelaxed }
  }
  const exact = await ask('all', false)
  return exact.total > 0 || args.question.q === '' ? exact : ask('last', true)
}
