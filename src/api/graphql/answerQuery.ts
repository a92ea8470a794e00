import { configToSchema } from '@payloadcms/graphql'
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql'
import type { SanitizedConfig } from 'payload'
import { z } from 'zod'

import { isAppError, messageOf } from '../../errors'
import { languageOf } from '../endpoint'
import { validationRules } from './guards'
import type { Context } from './resolvers'

type Built = ReturnType<typeof configToSchema>
export type Answered = { status: number; body: ExecutionResult | { errors: GraphQLError[] } }

const MAX_TOKENS = 3000
const MAX_ERRORS = 20

const body = z.object({
  query: z.string().max(20_000),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

const built = new WeakMap<SanitizedConfig, Built>()

/** The schema of a config, made once. */
export const schemaOf = (config: SanitizedConfig): Built => {
  const found = built.get(config) ?? configToSchema(config)
  built.set(config, found)
  return found
}

const refuse = (code: string, errors: readonly GraphQLError[] | string): Answered => ({
  status: 400,
  body: {
    errors: (typeof errors === 'string' ? [new GraphQLError(errors)] : errors).map(
      (error) =>
        new GraphQLError(error.message, {
          nodes: error.nodes,
          source: error.source,
          positions: error.positions,
          extensions: { code, ...error.extensions },
        }),
    ),
  },
})

/** A code for every error: our own say theirs, wrong input says BAD_INPUT, anything else is INTERNAL and says no more. */
const withCode = (error: GraphQLError, { req }: Context): GraphQLError => {
  const { nodes, path, originalError } = error
  if (isAppError(originalError)) {
    const { code, params, status } = originalError
    const extensions = { code, params, status }
    return new GraphQLError(messageOf(code, params, languageOf(req)), { nodes, path, extensions })
  }
  if (!originalError) return new GraphQLError(error.message, { nodes, path, extensions: { code: 'BAD_INPUT' } })
  req.payload.logger.error({ err: originalError, msg: `GraphQL ${path?.join('.') ?? ''}` })
  return new GraphQLError('Something went wrong.', { nodes, path, extensions: { code: 'INTERNAL' } })
}

/** The chosen operation with the fragments that it names: what else stands in the document costs nothing. */
const chosenPart = (document: DocumentNode, operationName: string | null | undefined): DocumentNode | null => {
  const operation = getOperationAST(document, operationName)
  if (!operation || operation.operation === 'subscription') return null
  const names = document.definitions.flatMap((each) => ('operation' in each ? [each.name?.value ?? ''] : []))
  if (new Set(names).size < names.length) return null
  return separateOperations(document)[operation.name?.value ?? ''] ?? null
}

const refusalOf = ({ document, args }: { document: DocumentNode; args: ExecutionArgs }): Answered | null => {
  const { schema, contextValue, variableValues } = args
  const tooLarge = validate(schema, document, validationRules(), { maxErrors: MAX_ERRORS })
  if (tooLarge.length > 0) return refuse('QUERY_TOO_LARGE', tooLarge)
  const invalid = validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS })
  if (invalid.length > 0) return refuse('GRAPHQL_VALIDATION_FAILED', invalid)
  const definitions = getOperationAST(document)?.variableDefinitions ?? []
  const { errors } = getVariableValues(schema, definitions, variableValues ?? {}, { maxErrors: MAX_ERRORS })
  if (errors) return refuse('BAD_INPUT', errors)
  const { validationRules: payloadRules } = schemaOf((contextValue as Context).req.payload.config)
  const costly = validate(schema, document, payloadRules(args as never), { maxErrors: MAX_ERRORS })
  return costly.length > 0 ? refuse('QUERY_TOO_LARGE', costly) : null
}

/**
 * Answers one GraphQL request body. Sizes are measured before anything that could take long with a large document, then
 * come the rules of the specification, the variables, Payload's complexity and execution. Queries only.
 */
export const answerQuery = async ({ input, context }: { input: unknown; context: Context }): Promise<Answered> => {
  const asked = body.safeParse(input)
  if (!asked.success) return refuse('BAD_INPUT', 'Send {"query": …, "variables": …, "operationName": …} as JSON.')
  const { query, operationName, variables } = asked.data
  let whole: DocumentNode
  try {
    whole = parse(query, { maxTokens: MAX_TOKENS })
  } catch (error) {
    if (error instanceof GraphQLError) return refuse('GRAPHQL_PARSE_FAILED', [error])
    throw error
  }
  const document = chosenPart(whole, operationName)
  if (!document) return refuse('BAD_INPUT', 'Name one query of the document; each needs a name of its own.')
  const { schema } = schemaOf(context.req.payload.config)
  const args: ExecutionArgs = { schema, document, contextValue: context, variableValues: variables ?? {} }
  const refusal = refusalOf({ document, args })
  if (refusal) return refusal

  const result = await execute(args)
  if (!result.errors) return { status: 200, body: result }
  const status = result.data === undefined ? 400 : 200
  return { status, body: { ...result, errors: result.errors.map((error) => withCode(error, context)) } }
}
