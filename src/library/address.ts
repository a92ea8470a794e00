/** Values of an address line: the first of each name, as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>

/** One value of an address line; '' when it is not there. */
export const valueOf = (params: SearchParams, name: string): string => {
  const value = params[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** A path with the values that are not empty: `{path: '/search', values: {q: '分数', page: ''}}` → `/search?q=…`. */
export const addressOf = ({ path, values }: { path: string; values: Record<string, string | undefined> }): string => {
  const query = new URLSearchParams(Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])))
  return query.size > 0 ? `${path}?${query}` : path
}
