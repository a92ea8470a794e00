import { api, type Page } from '../lib/api'

export type Textbook = {
  id: string
  key: string
  title: string
  stage: string
  grade?: string | null
  subject: string
  edition: string
  volume?: string | null
  publisher?: string | null
  effectiveFrom?: string | null
  effectiveTo?: string | null
}

export type CatalogueNode = {
  id: string
  key: string
  type: 'chapter' | 'lesson' | 'period'
  textbook: string
  parent?: string | null
  title: string
  order?: number | null
  /** Titles from the chapter down to itself; put in by `withPaths` and `treeOf` (the stored column is not delivered). */
  path?: string[]
}

/** The books of the county, those in use first. */
export const readTextbooks = async (signal: AbortSignal): Promise<Textbook[]> => {
  const { docs } = await api<Page<Textbook>>('/textbooks?limit=500&sort=title&depth=0', { signal })
  return [...docs].sort((a, b) => Number(!!a.effectiveTo) - Number(!!b.effectiveTo))
}

/** A node names its book and its parent by key (seed/textbooks.ts); one written by hand may hold the id. */
export const isOf = (reference: string | null | undefined, row: { id: string; key: string }): boolean =>
  reference === row.id || reference === row.key

/** Chapters, lessons and periods of one book in their order. */
export const readNodes = async (book: Textbook, signal: AbortSignal): Promise<CatalogueNode[]> => {
  const where = `where[textbook][in]=${encodeURIComponent(`${book.id},${book.key}`)}`
  const { docs } = await api<Page<CatalogueNode>>(`/catalogue-nodes?${where}&limit=1000&sort=order&depth=0`, { signal })
  return docs
}

const parentsOf = async (references: string[], signal: AbortSignal): Promise<CatalogueNode[]> => {
  const names = encodeURIComponent(references.join(','))
  return (await api<Page<CatalogueNode>>(`/catalogue-nodes?where[key][in]=${names}&limit=100&depth=0`, { signal })).docs
}

/** The same nodes with their paths: the rows above them are read level by level (chapter ▸ lesson ▸ period). */
export const withPaths = async (nodes: CatalogueNode[], signal: AbortSignal): Promise<CatalogueNode[]> => {
  const known = [...nodes]
  const parentOf = (node: CatalogueNode) => known.find((each) => isOf(node.parent, each))
  for (let level = 0; level < 3; level++) {
    const missing = known.filter((node) => node.parent && !parentOf(node)).map((node) => node.parent!)
    if (missing.length === 0) break
    const found = await parentsOf([...new Set(missing)], signal)
    if (found.length === 0) break
    known.push(...found)
  }
  const pathOf = (node: CatalogueNode): string[] => {
    const parent = parentOf(node)
    return parent ? [...pathOf(parent), node.title] : [node.title]
  }
  return nodes.map((node) => ({ ...node, path: pathOf(node) }))
}

/** What a title would call it: a period by its lesson, a chapter without its number. */
export const lessonOf = ({ type, title, path }: CatalogueNode): string =>
  (type === 'period' ? (path ?? [title]).slice(-2).join(' ') : title).replace(/^\d+\s+/, '')

export type NodeTree = CatalogueNode & { children: NodeTree[] }

export const treeOf = (nodes: CatalogueNode[]): NodeTree[] => {
  const inside = (parent: CatalogueNode | null): NodeTree[] =>
    nodes
      .filter((node) => (parent ? isOf(node.parent, parent) : !node.parent))
      .map((node) => ({ ...node, path: [...(parent?.path ?? []), node.title] }))
      .map((node) => ({ ...node, children: inside(node) }))
  return inside(null)
}

const SHORT = /^([一二三四五六七八九])([上下])(?!面)(.*)$/

/** "三下数学 分数" → ["三年级", "下册", "数学", "分数"]. */
export const wordsOf = (text: string): string[] =>
  text
    .trim()
    .split(/[\s,，、]+/)
    .flatMap((word) => {
      const short = SHORT.exec(word)
      return short ? [`${short[1]}年级`, `${short[2]}册`, short[3] ?? ''] : [word]
    })
    .filter((word) => word !== '')

/** Which words name a book (all of its own, then), and which are left for chapters and lessons. */
export const splitWords = ({
  words,
  books,
  textOf,
}: {
  words: string[]
  books: Textbook[]
  textOf: (book: Textbook) => string
}): { books: Textbook[]; rest: string[] } => {
  let left = books
  const rest: string[] = []
  for (const word of words) {
    const matching = left.filter((book) => textOf(book).includes(word))
    if (matching.length > 0) left = matching
    else rest.push(word)
  }
  return { books: left, rest }
}

/** Nodes whose title holds the words, in the given books (all books when there are too many to name). */
export const searchNodes = async ({
  words,
  books,
  signal,
}: {
  words: string[]
  books: Textbook[] | null
  signal: AbortSignal
}): Promise<CatalogueNode[]> => {
  const parts = words.map((word, index) => `where[and][${index}][title][like]=${encodeURIComponent(word)}`)
  if (books && books.length <= 40) {
    const keys = books.flatMap((book) => [book.id, book.key]).join(',')
    parts.push(`where[and][${words.length}][textbook][in]=${encodeURIComponent(keys)}`)
  }
  const { docs } = await api<Page<CatalogueNode>>(`/catalogue-nodes?${parts.join('&')}&limit=30&depth=0`, { signal })
  return withPaths(docs, signal)
}
