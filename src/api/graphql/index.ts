import type { Config } from 'payload'

import { validationRules } from './guards'
import { MAX_COMPLEXITY, queries } from './queries'

/** The `graphQL` part of the config: our own queries, no playground, bounds for every document. */
export const graphQL = (schemaOutputFile: string): NonNullable<Config['graphQL']> => ({
  schemaOutputFile,
  queries,
  validationRules,
  maxComplexity: MAX_COMPLEXITY,
  disableIntrospectionInProduction: false,
  disablePlaygroundInProduction: true,
})
