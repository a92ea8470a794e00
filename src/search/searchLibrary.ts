import { MeilisearchApiError } from 'meilisearch'
import type { Payload } from 'payload'

import { tokensOf } from '../access/actor'
import type { Actor } from '../domain/actor'
import type { Language } from '../errors'
import { labelsOf } from '../library/labels'
import { findPublished, ON_SHELF, type Published } from '../library/published'
import { SLUG } from '../slugs'
import { type Answer, type FacetName, FACETS } from './answer'
import { askDatabase } from './askDatabase'
import { askIndex } from './askIndex'
import { breaker } from './breaker'
import { searchIndex } from './client'
import { highlighted, type Segment } from './highlight'
import { type Asked, lastPage, type Question, questionOf } from './question'

export type SearchHit = Published & { highlights: Record<'title' | 'summary' | 'nodePath', Segment[]> }
export type FacetCount = { key: string; label: string; count: number }

export type SearchResult = {
  hits: SearchHit[]
  total: number
  page: number
  totalPages: number
  facets: Record<FacetName, FacetCount[]>
  /** The index was away and the database answered: simpler, bounded, in order of time. */
  degraded: boolean
  /** No resource held every word; these hold some of them. */
  isRelaxed: boolean
  tookMs: number
}

type Args = Asked & { payload: Payload; actor: Actor | null; language?: Language }

/** Rows that the index may still show wrongly: more than that and the re-read alone sorts them out. */
const MOST_GONE = 500

const meilisearch = breaker({ coolMs: 5000 })

/**
 * Rows that this viewer may no longer see and that the index has not heard of yet. They are taken out of the search, so
 * that they do not even count.
 */
const findGone = async ({ payload, tokens }: { payload: Payload; tokens: string[] }): Promise<string[]> => {
  const { docs } = await payload.db.find<{ id: string }>({
    collection: SLUG.shelves,
    where: {
      and: [
        { indexDue: { equals: true } },
        { or: [{ state: { not_in: ON_SHELF } }, { audience: { not_in: tokens } }] },
      ],
    },
    select: { state: true },
    limit: MOST_GONE,
    pagination: false,
  })
  return docs.map((row) => row.id)
}

/** A query that Meilisearch refuses says nothing about whether it is up. */
const isRefusal = (error: unknown): boolean => error instanceof MeilisearchApiError && error.response.status === 400

const tryIndex = async ({
  payload,
  question,
  tokens,
}: {
  payload: Payload
  question: Question
  tokens: string[]
}): Promise<Answer | null> => {
  const index = searchIndex('read')
  if (!index || !meilisearch.mayTry()) return null
  const gone = await findGone({ payload, tokens })
  try {
    const answer = await askIndex({ index, question, tokens, gone })
    meilisearch.reset()
    return answer
  } catch (error) {
    if (!isRefusal(error)) meilisearch.trip()
    payload.logger.warn({ err: error, msg: 'Meilisearch does not answer; the database does' })
    return null
  }
}

const facetsOf = async ({ payload, answer, language }: { payload: Payload; answer: Answer; language: Language }) => {
  const labels = await labelsOf({ payload })
  const facet = (name: FacetName): FacetCount[] => {
    const known = [...labels[name].keys()].filter((key) => answer.counts[name][key])
    const unknown = Object.keys(answer.counts[name]).filter((key) => key !== '' && !labels[name].has(key))
    return [...known, ...unknown].map((key) => ({
      key,
      label: labels[name].get(key)?.[language] ?? key,
      count: answer.counts[name][key] ?? 0,
    }))
  }
  return Object.fromEntries(FACETS.map((name) => [name, facet(name)])) as SearchResult['facets']
}

/**
 * Searches what is published for whoever asks. The index answers with ids; every hit is read again by the audience rule,
 * so that a take-down works at once. Bounds: 200 characters, 50 hits a page, the first 10 000 hits. Without Meilisearch
 * the database answers and `degraded` says so. Facets: a facet's own filter does not shrink its counts.
 */
export const searchLibrary = async ({ payload, actor, language = 'zh', ...asked }: Args): Promise<SearchResult> => {
  const start = performance.now()
  const question = await questionOf({ payload, asked })
  const indexed = await tryIndex({ payload, question, tokens: tokensOf(actor) })
  const answer = indexed ?? (await askDatabase({ payload, actor, question }))
  const ids = answer.hits.map((hit) => hit.id)
  const items =
    ids.length === 0 ? [] : await findPublished({ payload, actor, where: { id: { in: ids } }, limit: question.limit })
  const published = new Map(items.map((item) => [item.shelf.id, item]))
  const hits = answer.hits.flatMap(({ id, marked }): SearchHit[] => {
    const item = published.get(id)
    if (!item) return []
    const { title, summary, nodePath } = item.shelf
    const highlights = {
      title: highlighted({ marked: marked.title, text: title }),
      summary: highlighted({ marked: marked.summary, text: summary ?? '' }),
      nodePath: highlighted({ marked: marked.nodePath, text: nodePath ?? '' }),
    }
    return [{ ...item, highlights }]
  })
  const total = answer.total - (answer.hits.length - hits.length)
  return {
    hits,
    total,
    page: question.page,
    totalPages: Math.min(Math.ceil(total / question.limit), lastPage(question.limit)),
    facets: await facetsOf({ payload, answer, language }),
    degraded: indexed === null,
    isRelaxed: answer.isRelaxed,
    tookMs: Math.round((performance.now() - start) * 10) / 10,
  }
}
