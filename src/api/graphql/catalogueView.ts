import type { Payload } from 'payload'

import type { Language } from '../../errors'
import { labelsOf } from '../../library/labels'
import { type CatalogueNode, chaptersOf, type Textbook, textbooksOf } from '../../search/catalogue'
import { kindView, labelView } from './publishedView'

const place = ({ id, key, title }: CatalogueNode) => ({ id, key, title })

/** Chapters ▸ lessons ▸ periods of a textbook (key or id). */
export const chaptersView = async ({ payload, textbook }: { payload: Payload; textbook: string }) =>
  (await chaptersOf({ payload, textbook })).map((chapter) => ({
    ...place(chapter),
    lessons: chapter.children.map((lesson) => ({ ...place(lesson), periods: lesson.children.map(place) })),
  }))

/** A textbook with the labels of its place. */
export const textbookView = async ({
  payload,
  book,
  language = 'zh',
}: {
  payload: Payload
  book: Textbook
  language?: Language
}) => {
  const labels = await labelsOf({ payload })
  return {
    ...book,
    stage: labelView({ map: labels.stage, key: book.stage, language }),
    grade: labelView({ map: labels.grade, key: book.grade, language }),
    subject: labelView({ map: labels.subject, key: book.subject, language }),
  }
}

/** The vocabularies as lists of {key, label}. */
export const vocabularyView = async ({ payload, language = 'zh' }: { payload: Payload; language?: Language }) => {
  const labels = await labelsOf({ payload })
  const list = (name: 'stage' | 'subject' | 'channel') =>
    [...labels[name]].map(([key, label]) => ({ key, label: label[language] }))
  return {
    stages: list('stage'),
    grades: [...labels.grade].map(([key, label]) => ({ key, label: label[language], stage: label.stage })),
    subjects: list('subject'),
    kinds: [...labels.kind.keys()].map((key) => kindView({ labels, key, language })),
    channels: list('channel'),
  }
}

/** Stages ▸ subjects ▸ textbooks; a stage or subject without a textbook is left out. */
export const catalogueTree = async ({ payload, language = 'zh' }: { payload: Payload; language?: Language }) => {
  const { stages, subjects } = await vocabularyView({ payload, language })
  const books = await Promise.all(
    (await textbooksOf({ payload })).map((book) => textbookView({ payload, book, language })),
  )
  return stages
    .map((stage) => ({
      ...stage,
      subjects: subjects
        .map((subject) => ({
          ...subject,
          textbooks: books.filter((book) => book.stage?.key === stage.key && book.subject?.key === subject.key),
        }))
        .filter(({ textbooks }) => textbooks.length > 0),
    }))
    .filter((stage) => stage.subjects.length > 0)
}
