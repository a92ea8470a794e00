import catalogue from './data/catalogue.json' with { type: 'json' }
import editions from './data/editions.json' with { type: 'json' }
import { DEMO_COUNTY, GRADES, STAGES, SUBJECTS } from './data/vocabularies'

type Chapter = { title: string; lessons: string[] }
/** One book of catalogue.json; `effectiveFrom` and `effectiveTo` are months, 2026-09. */
type Book = {
  id: string
  stage: string
  grade: string | null
  subject: string
  publisher: string
  edition: string
  approvedYear: number
  volume: string
  curriculumStandard: string
  effectiveFrom: string
  effectiveTo: string | null
  supersedes: string | null
  source: string
  notes: string
  chapters: Chapter[]
}
type Edition = { stage: string; subject: string; edition: string; publisher: string; fileCount: number }

export const BOOKS = catalogue as Book[]
/** 280 stage × subject × edition rows; no collection holds them, they are what edition labels are checked with. */
export const EDITIONS = editions as Edition[]

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`No key for ${what} in seed/data/vocabularies.ts`)
  return value
}

/** The key of a 学段; sources write 五•四 with either dot. @throws Error for an unknown one */
export const stageKey = (label: string): string =>
  found(STAGES.find((stage) => stage.label === label.replace('•', '·'))?.key, label)

/** The key of a 学科 by its label or another name of it. @throws Error for an unknown one */
export const subjectKey = (name: string): string =>
  found(SUBJECTS.find(({ label, names }) => label === name || (names as readonly string[]).includes(name))?.key, name)

const gradeKey = (label: string): string => found(GRADES.find((grade) => grade.label === label)?.key, label)

/** 人教版（A版）（主编：…） → 人教版: the label without editor, score type, series and mark of revision. */
export const editionFamily = (edition: string): string => edition.split('（')[0] ?? edition

/** The term that holds a month: 2025-08 → 2025-02 (spring), 2026-09 → 2026-09, 2027-01 → 2026-09 (autumn). */
export const termOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  if (number === 1) return `${year - 1}-09`
  return `${year}-${number < 9 ? '02' : '09'}`
}

/** 三年级上册 数学 人教版（根据2022年版课程标准修订）: the mark of revision tells two books of one place apart. */
const titleOf = ({ grade, volume, subject, edition }: Book): string => `${grade ?? ''}${volume} ${subject} ${edition}`

export const textbookRows = () =>
  BOOKS.map((book) => {
    const { id, chapters: _, stage, grade, subject, ...facts } = book
    return {
      ...facts,
      key: id,
      title: titleOf(book),
      stage: stageKey(stage),
      grade: grade && gradeKey(grade),
      subject: subjectKey(subject),
    }
  })

const two = (index: number): string => String(index + 1).padStart(2, '0')

/**
 * Chapter ▸ lesson ▸ first period of every book. Keys are places in the printed table of contents, which does not
 * change: a corrected title updates its row and keeps the resources that hang on it. `textbook` and `parent` are keys
 * too. What has more than one period is divided by the county itself.
 */
export const nodeRows = () =>
  BOOKS.flatMap((book) =>
    book.chapters.flatMap((chapter, at) => {
      const chapterKey = `${book.id}/c${two(at)}`
      const common = { textbook: book.id }
      return [
        {
          ...common,
          key: chapterKey,
          type: 'chapter',
          parent: null,
          title: chapter.title,
          order: at + 1,
          path: [chapter.title],
        },
        ...chapter.lessons.flatMap((lesson, index) => {
          const key = `${chapterKey}/l${two(index)}`
          const path = [chapter.title, lesson]
          return [
            { ...common, key, type: 'lesson', parent: chapterKey, title: lesson, order: index + 1, path },
            {
              ...common,
              key: `${key}/p01`,
              type: 'period',
              parent: key,
              title: '第1课时',
              order: 1,
              path: [...path, '第1课时'],
            },
          ]
        }),
      ]
    }),
  )

/** The demo county uses each book in the terms in which it is in use nationally. */
export const adoptionRows = () =>
  BOOKS.map(({ id, effectiveFrom, effectiveTo }) => {
    const fromTerm = termOf(effectiveFrom)
    const toTerm = effectiveTo === null ? null : termOf(effectiveTo)
    return { key: `${DEMO_COUNTY}:${id}:${fromTerm}`, district: DEMO_COUNTY, textbook: id, fromTerm, toTerm }
  })
