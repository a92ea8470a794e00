import type { Payload } from 'payload'

import { SLUG } from '../src/slugs'

/** Where a lesson of that title stands in the catalogue; grade and subject alone when there is none. */
export const findLesson = async ({ payload, title }: { payload: Payload; title: string }) => {
  const { docs } = await payload.find({
    collection: SLUG.nodes,
    where: { and: [{ title: { equals: title } }, { type: { equals: 'lesson' } }] },
    limit: 1,
    depth: 0,
  })
  const node = docs[0] as unknown as { id: string; textbook: string } | undefined
  if (!node) return { node: '', textbook: '', stage: 'primary', grade: 'g3', subject: 'math' }
  const books = await payload.find({
    collection: SLUG.textbooks,
    where: { key: { equals: node.textbook } },
    limit: 1,
    depth: 0,
  })
  const book = books.docs[0]
  return {
    node: String(node.id),
    textbook: String(book?.id ?? ''),
    stage: book?.stage ?? 'primary',
    grade: book?.grade ?? '',
    subject: book?.subject ?? '',
  }
}
