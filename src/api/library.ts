import { AppError } from '../errors'
import { readPublished } from '../library/published'
import { findTextbook } from '../search/catalogue'
import { FILTERS } from '../search/question'
import { searchLibrary } from '../search/searchLibrary'
import { languageOf, pageOf, publicEndpoint } from './endpoint'
import { catalogueTree, chaptersView, textbookView } from './graphql/catalogueView'
import { publishedView } from './graphql/publishedView'

/**
 * What schools and visitors read without GraphQL. `GET /api/library/search?q=&stage=&grade=&subject=&kind=&channel=&
 * textbook=&node=&school=&page=&limit=&sort=newest`; a filter may be given more than once (one of them must match).
 */
const search = publicEndpoint({
  method: 'get',
  path: '/library/search',
  handler: async ({ req, actor, query }) => {
    const language = languageOf(req)
    const { payload } = req
    const result = await searchLibrary({
      payload,
      actor,
      language,
      ...pageOf(query, 50),
      q: query.get('q') ?? '',
      sort: query.get('sort') ?? '',
      filters: Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)])),
    })
    const views = await publishedView({ payload, items: result.hits, language })
    return { ...result, hits: views.map((view, at) => ({ ...view, highlights: result.hits[at]?.highlights })) }
  },
})

const resource = publicEndpoint({
  method: 'get',
  path: '/library/resources/:shelf',
  handler: async ({ req, actor, params }) => {
    const { payload } = req
    const item = await readPublished({ payload, actor, shelf: params.shelf ?? '' })
    if (!item) throw new AppError('NOT_FOUND')
    return (await publishedView({ payload, items: [item], language: languageOf(req) }))[0]
  },
})

const catalogue = publicEndpoint({
  method: 'get',
  path: '/library/catalogue',
  handler: async ({ req }) => ({
    stages: await catalogueTree({ payload: req.payload, language: languageOf(req) }),
  }),
})

const textbook = publicEndpoint({
  method: 'get',
  path: '/library/catalogue/:textbook',
  handler: async ({ req, params }) => {
    const { payload } = req
    const book = await findTextbook({ payload, textbook: params.textbook ?? '' })
    if (!book) throw new AppError('NOT_FOUND')
    return {
      ...(await textbookView({ payload, book, language: languageOf(req) })),
      chapters: await chaptersView({ payload, textbook: book.key }),
    }
  },
})

export const libraryEndpoints = [search, resource, catalogue, textbook]
