import type { PayloadRequest } from 'payload'

import { actorOf, tokensOf } from '../../access/actor'
import { SHARE_LEVELS, type ShareLevel } from '../../domain/audience'
import { readPublished } from '../../library/published'
import { findTextbook, type Textbook, textbooksOf } from '../../search/catalogue'
import { type Filters, FILTERS } from '../../search/question'
import { searchLibrary } from '../../search/searchLibrary'
import { languageOf } from '../endpoint'
import { chaptersView, textbookView, vocabularyView } from './catalogueView'
import { type ListArgs, listPublished } from './listPublished'
import { levelView, publishedView } from './publishedView'

export type Context = { req: PayloadRequest }
type Resolver = (source: unknown, args: Record<string, unknown>, context: Context) => unknown

const bookOf = async (book: Textbook, req: PayloadRequest) => ({
  ...(await textbookView({ payload: req.payload, book, language: languageOf(req) })),
  chapters: () => chaptersView({ payload: req.payload, textbook: book.key }),
})

const publishedResources: Resolver = async (_, args, { req }) => {
  const { payload } = req
  const page = await listPublished({ payload, actor: await actorOf(req), args: args as ListArgs })
  return { ...page, items: await publishedView({ payload, items: page.items, language: languageOf(req) }) }
}

const publishedResource: Resolver = async (_, { id }, { req }) => {
  const { payload } = req
  const item = await readPublished({ payload, actor: await actorOf(req), shelf: String(id) })
  return item ? (await publishedView({ payload, items: [item], language: languageOf(req) }))[0] : null
}

type SearchArgs = Filters & { q?: string | null; page?: number | null; limit?: number | null; sort?: string | null }

const search: Resolver = async (_, args, { req }) => {
  const { payload } = req
  const { q, page, limit, sort, ...rest } = args as SearchArgs
  const result = await searchLibrary({
    payload,
    actor: await actorOf(req),
    language: languageOf(req),
    q: q ?? '',
    page: page ?? 1,
    limit: limit ?? 20,
    ...(sort ? { sort } : {}),
    filters: Object.fromEntries(FILTERS.map((name) => [name, rest[name]])),
  })
  const resources = await publishedView({ payload, items: result.hits, language: languageOf(req) })
  return { ...result, hits: result.hits.map((hit, at) => ({ resource: resources[at], ...hit.highlights })) }
}

const catalogue: Resolver = async (_, __, { req }) => ({
  ...(await vocabularyView({ payload: req.payload, language: languageOf(req) })),
  textbooks: async (args: Partial<Record<'stage' | 'grade' | 'subject', string | null>>) => {
    const books = await textbooksOf({ payload: req.payload })
    const isAsked = (book: Textbook) =>
      (['stage', 'grade', 'subject'] as const).every((name) => !args[name] || book[name] === args[name])
    return Promise.all(books.filter(isAsked).map((book) => bookOf(book, req)))
  },
})

const textbook: Resolver = async (_, { key, id }, { req }) => {
  const book = await findTextbook({ payload: req.payload, textbook: String(key ?? id ?? '') })
  return book ? bookOf(book, req) : null
}

const viewer: Resolver = async (_, __, { req }) => {
  const actor = await actorOf(req)
  const narrowest: ShareLevel | undefined = SHARE_LEVELS.find(
    (level) => level !== 'national' && (actor?.place[level] ?? '') !== '',
  )
  return {
    kind: actor?.kind ?? 'anonymous',
    name: actor?.name ?? '',
    level: levelView(narrowest ?? 'national', languageOf(req)),
    tokens: tokensOf(actor),
  }
}

/** One function for each root field of the contract; what lies below them is plain data. */
export const resolvers = { publishedResources, publishedResource, search, catalogue, textbook, viewer }
