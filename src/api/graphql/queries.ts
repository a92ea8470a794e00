import { buildSchema, GraphQLBoolean, type GraphQLFieldConfig, type GraphQLObjectType } from 'graphql'
import type { GraphQLExtension } from 'payload'

import { type Context, resolvers } from './resolvers'
import { SDL } from './sdl'

type Fields = Record<string, GraphQLFieldConfig<unknown, Context>>

/** Limit of a complexity score: a page of 50 with all files, seals and facets is about 7500. */
export const MAX_COMPLEXITY = 10_000

/** What a list costs: its length times what is asked of each. Lists without a limit are taken to hold some of each. */
const SIZES: Record<string, number> = {
  'PublishedResource.files': 4,
  'PublishedResource.kinds': 2,
  'PublishedResource.seals': 2,
  'SearchHit.title': 3,
  'SearchHit.summary': 3,
  'SearchHit.nodePath': 3,
  'Textbook.chapters': 10,
  'Chapter.lessons': 5,
  'Lesson.periods': 2,
  'Catalogue.textbooks': 20,
}
const most = (limit: unknown): number => Math.min(Math.max(Number(limit ?? 20) || 20, 1), 50)

const weigh = (type: GraphQLObjectType) => {
  for (const [name, field] of Object.entries(type.getFields())) {
    const size = SIZES[`${type.name}.${name}`]
    if (size) field.extensions = { complexity: (args: { childComplexity: number }) => 1 + size * args.childComplexity }
    if (field.args.some((arg) => arg.name === 'limit')) {
      field.extensions = {
        complexity: ({ args, childComplexity }: { args: { limit?: number }; childComplexity: number }) =>
          10 + most(args.limit) * childComplexity,
      }
    }
  }
}

/** The root fields of the contract in `sdl.ts`, with their resolvers and what they cost. */
const ownFields = (): Fields => {
  const schema = buildSchema(SDL)
  for (const type of Object.values(schema.getTypeMap())) {
    if ('getFields' in type && !type.name.startsWith('__')) weigh(type as GraphQLObjectType)
  }
  const { fields } = (schema.getQueryType() as GraphQLObjectType<unknown, Context>).toConfig()
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      { ...field, resolve: resolvers[name as keyof typeof resolvers] },
    ]),
  )
}

const clear = (fields: object) => {
  for (const name of Object.keys(fields)) delete (fields as Record<string, unknown>)[name]
}

/**
 * `graphQL.queries` of the config. Every own collection has `graphQL: false`, but Payload still offers its internal ones
 * (key-value store, locks, preferences) with queries and mutations, and `Access`; the context holds its very objects, so
 * they are taken out here. GraphQL knows no type without a field, and Payload always makes a Mutation.
 */
export const queries: GraphQLExtension = (_, { Query, Mutation }) => {
  clear(Query.fields)
  clear(Mutation.fields)
  Object.assign(Mutation.fields, {
    _none: { type: GraphQLBoolean, description: 'Client apps only read; this does nothing.', resolve: () => null },
  })
  return ownFields()
}
