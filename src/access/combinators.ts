import type { Access, PayloadRequest, Where } from 'payload'

/** true: all, false: none, a query: those. */
export type Verdict = boolean | Where
export type Rule = (args: { req: PayloadRequest }) => Verdict | Promise<Verdict>

/** The union of rules: one true wins, queries are joined by `or`. */
export const anyOf =
  (...rules: Rule[]): Access =>
  async ({ req }) => {
    const queries: Where[] = []
    for (const rule of rules) {
      const verdict = await rule({ req })
      if (verdict === true) return true
      if (verdict !== false) queries.push(verdict)
    }
    if (queries.length === 0) return false
    return queries.length === 1 ? queries[0]! : { or: queries }
  }

/** The intersection of rules: one false loses, queries are joined by `and`. */
export const allOf =
  (...rules: Rule[]): Rule =>
  async ({ req }) => {
    const queries: Where[] = []
    for (const rule of rules) {
      const verdict = await rule({ req })
      if (verdict === false) return false
      if (verdict !== true) queries.push(verdict)
    }
    if (queries.length === 0) return true
    return queries.length === 1 ? queries[0]! : { and: queries }
  }

export const everybody: Rule = () => true
export const nobody: Rule = () => false
