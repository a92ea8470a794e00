import { FILTERS, type FilterName, type Question } from './question'

/** A value as Meilisearch's filter language reads it: whatever it holds, it stays one value. */
export const quoted = (value: string): string => `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`

const isOneOf = (attribute: string, values: string[]): string => `${attribute} IN [${values.map(quoted).join(', ')}]`

/**
 * The filter of a search: first of all the audience, then what was asked for, then rows of which we know that the index
 * lags behind. A list of conditions that must all hold; none of them can be closed by a value.
 */
export const indexFilter = ({
  tokens,
  filters,
  but,
  gone,
}: {
  tokens: string[]
  filters: Question['filters']
  but?: FilterName
  gone: string[]
}): string[] => [
  isOneOf('audience', tokens),
  ...FILTERS.filter((name) => name !== but && filters[name].length > 0).map((name) =>
    isOneOf(name === 'kind' ? 'kinds' : name, filters[name]),
  ),
  ...(gone.length > 0 ? [`NOT ${isOneOf('id', gone)}`] : []),
]
