import type { Client } from './client'

type Docs<T> = { docs: T[] }
type Place = { stage: string; grade: string; subject: string; textbook?: string; node?: string }

const query = (where: Record<string, string>) => new URLSearchParams(where)

/** A lesson of third-grade mathematics with its textbook; the subject alone where the catalogue has no such book. */
export const chooseLesson = async ({ teacher }: { teacher: Client }): Promise<Place> => {
  const place = { stage: 'primary', grade: 'g3', subject: 'math' }
  const books = await teacher.json<Docs<{ id: string; key: string }>>(
    `/api/textbooks?${query({
      'where[subject][equals]': place.subject,
      'where[grade][equals]': place.grade,
      sort: '-effectiveFrom',
      limit: '1',
    })}`,
  )
  const [book] = books.docs
  if (!book) return place
  const lessons = await teacher.json<Docs<{ id: string }>>(
    `/api/catalogue-nodes?${query({
      'where[type][equals]': 'lesson',
      'where[textbook][equals]': book.key,
      sort: 'key',
      limit: '1',
    })}`,
  )
  return { ...place, textbook: book.id, ...(lessons.docs[0] ? { node: lessons.docs[0].id } : {}) }
}
