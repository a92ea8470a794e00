import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql'

/** Bounds of one document; a client app's largest honest query has about 80 fields on 6 levels. */
export const GUARDS = { depth: 8, introspectionDepth: 16, fields: 400, roots: 10, aliases: 30 } as const

/** `width` counts the fields of the first level, also those that stand in fragments. */
type Measure = { depth: number; introspectionDepth: number; fields: number; aliases: number; width: number }

const EMPTY: Measure = { depth: 0, introspectionDepth: 0, fields: 0, aliases: 0, width: 0 }
const join = (a: Measure, b: Measure): Measure => ({
  depth: Math.max(a.depth, b.depth),
  introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
  fields: a.fields + b.fields,
  aliases: a.aliases + b.aliases,
  width: a.width + b.width,
})

/**
 * Measures selections with fragments written out, each fragment once: a fragment that names others twice, twenty deep,
 * is a million fields in two hundred words. What goes round in circles counts as nothing; another rule refuses it.
 */
const measurer = (context: ValidationContext) => {
  const known = new Map<string, Measure>()
  const fragment = (name: string): Measure => {
    const found = known.get(name)
    if (found) return found
    known.set(name, EMPTY)
    const definition = context.getFragment(name)
    const measure = definition ? selections(definition.selectionSet) : EMPTY
    known.set(name, measure)
    return measure
  }
  const selections = (set: SelectionSetNode | undefined): Measure =>
    (set?.selections ?? []).reduce<Measure>((sum, node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return join(sum, fragment(node.name.value))
      if (node.kind === Kind.INLINE_FRAGMENT) return join(sum, selections(node.selectionSet))
      const below = selections(node.selectionSet)
      const own = { fields: below.fields + 1, aliases: below.aliases + (node.alias ? 1 : 0), width: 1 }
      return join(
        sum,
        node.name.value === '__schema' || node.name.value === '__type'
          ? { ...own, depth: 1, introspectionDepth: below.depth + 1 }
          : { ...own, depth: below.depth + 1, introspectionDepth: below.introspectionDepth },
      )
    }, EMPTY)
  return selections
}

const refuse = (context: ValidationContext, message: string) =>
  context.reportError(new GraphQLError(message, { extensions: { code: 'QUERY_TOO_LARGE' } }))

/**
 * Refuses documents that cost more than their length tells: deep, wide, or the same field under many aliases.
 * Introspection has a depth of its own.
 */
export const sizeRule = (context: ValidationContext): ASTVisitor => {
  const measure = measurer(context)
  return {
    OperationDefinition: (operation) => {
      const { depth, introspectionDepth, fields, aliases, width } = measure(operation.selectionSet)
      if (depth > GUARDS.depth) refuse(context, `Depth ${depth}; at most ${GUARDS.depth} levels are answered.`)
      if (introspectionDepth > GUARDS.introspectionDepth) refuse(context, 'This introspection is too deep.')
      if (fields > GUARDS.fields) refuse(context, `${fields} fields; at most ${GUARDS.fields} are answered.`)
      if (aliases > GUARDS.aliases) refuse(context, `${aliases} aliases; at most ${GUARDS.aliases} are answered.`)
      if (width > GUARDS.roots) refuse(context, `${width} root fields; at most ${GUARDS.roots} are answered.`)
    },
  }
}

/** Rules beside those of the GraphQL specification. */
export const validationRules = () => [sizeRule]
