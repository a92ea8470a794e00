import type { Payload } from 'payload'

import { SLUG } from '../slugs'
import { isRowId } from '../domain/rowId'
import { remember } from './remember'

export type Textbook = {
  id: string
  key: string
  title: string
  stage: string
  grade: string
  subject: string
  edition: string
  publisher: string
  volume: string
  effectiveFrom: string
  effectiveTo: string
}

/** A chapter with its lessons, a lesson with its periods. */
export type CatalogueNode = {
  id: string
  key: string
  type: 'chapter' | 'lesson' | 'period'
  title: string
  children: CatalogueNode[]
}

type Nullable<T> = { [K in keyof T]: T[K] | null }
type NodeRow = {
  id: string
  key: string
  type: CatalogueNode['type']
  title: string
  textbook: string
  parent?: string | null
}

/** More than a county has books, or a book has nodes. */
const LIMIT = 5000

const textbooks = remember<Textbook[]>({
  seconds: 60,
  load: async (payload) => {
    const { docs } = await payload.db.find<Nullable<Textbook> & { id: string }>({
      collection: SLUG.textbooks,
      sort: 'key',
      limit: LIMIT,
      pagination: false,
    })
    return docs.map((row) => ({
      id: String(row.id),
      key: row.key ?? '',
      title: row.title ?? '',
      stage: row.stage ?? '',
      grade: row.grade ?? '',
      subject: row.subject ?? '',
      edition: row.edition ?? '',
      publisher: row.publisher ?? '',
      volume: row.volume ?? '',
      effectiveFrom: row.effectiveFrom ?? '',
      effectiveTo: row.effectiveTo ?? '',
    }))
  },
})

/** `key` is a textbook's key; its nodes name it by key or, where a county typed it so, by id. */
const trees = remember<CatalogueNode[]>({
  seconds: 60,
  load: async (payload, key) => {
    const book = await findTextbook({ payload, textbook: key })
    if (!book) return []
    const { docs } = await payload.db.find<NodeRow>({
      collection: SLUG.nodes,
      where: { textbook: { in: [book.key, book.id] } },
      sort: 'order',
      limit: LIMIT,
      pagination: false,
    })
    const below = (parents: (string | null | undefined)[]): CatalogueNode[] =>
      docs
        .filter((row) => parents.includes(row.parent || null))
        .map((row) => ({
          id: String(row.id),
          key: row.key,
          type: row.type,
          title: row.title,
          children: row.type === 'period' ? [] : below([row.key, String(row.id)]),
        }))
    return below([null])
  },
})

/** All textbooks by key; read at most once a minute. */
export const textbooksOf = ({ payload }: { payload: Payload }): Promise<Textbook[]> => textbooks.get(payload)

/** A textbook by key or id, or null. */
export const findTextbook = async ({
  payload,
  textbook,
}: {
  payload: Payload
  textbook: string
}): Promise<Textbook | null> =>
  (await textbooksOf({ payload })).find((book) => book.key === textbook || book.id === textbook) ?? null

/** The chapters of a textbook (key or id) with lessons and periods. */
export const chaptersOf = ({ payload, textbook }: { payload: Payload; textbook: string }): Promise<CatalogueNode[]> =>
  trees.get(payload, textbook)

/** Reads textbooks and nodes anew at the next call (after an import). */
export const forgetCatalogue = ({ payload }: { payload: Payload }): void => {
  textbooks.forget(payload)
  trees.forget(payload)
}

const everyId = (node: CatalogueNode): string[] => [node.id, node.key, ...node.children.flatMap(everyId)]
const findIn = (nodes: CatalogueNode[], node: string): CatalogueNode | undefined => {
  for (const each of nodes) {
    const found = each.id === node || each.key === node ? each : findIn(each.children, node)
    if (found) return found
  }
  return undefined
}

/** Ids and keys of a node and of everything below it: a chapter stands for its lessons and periods. */
export const nodesBelow = async ({ payload, node }: { payload: Payload; node: string }): Promise<string[]> => {
  const row = await payload.db.findOne<NodeRow>({
    collection: SLUG.nodes,
    where: isRowId(node) ? { or: [{ id: { equals: node } }, { key: { equals: node } }] } : { key: { equals: node } },
  })
  if (!row) return [node]
  const found = findIn(await chaptersOf({ payload, textbook: row.textbook }), row.key)
  return found ? everyId(found) : [String(row.id), row.key]
}
