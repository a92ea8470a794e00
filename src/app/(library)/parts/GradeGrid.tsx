import { addressOf } from '../../../library/address'
import type { Textbook } from '../../../search/catalogue'
import type { Context } from '../context'

type Row = { key: string; label: string; values: { stage: string; grade: string }; subjects: string[] }

/** A row for each grade that has textbooks, and for each stage whose books have no grade (high school). */
const rowsOf = ({ labels, language }: Context, textbooks: Textbook[]): Row[] => {
  const subjectsOf = (books: Textbook[]) =>
    [...labels.subject.keys()].filter((subject) => books.some((book) => book.subject === subject))
  const rows = [...labels.stage].flatMap(([stage, name]): Row[] => {
    const books = textbooks.filter((book) => book.stage === stage)
    const grades = [...labels.grade].map(([grade, label]): Row => {
      const own = books.filter((book) => book.grade === grade)
      return { key: `${stage}-${grade}`, label: label[language], values: { stage, grade }, subjects: subjectsOf(own) }
    })
    const whole = subjectsOf(books.filter((book) => book.grade === ''))
    return [...grades, { key: stage, label: name[language], values: { stage, grade: '' }, subjects: whole }]
  })
  return rows.filter((row) => row.subjects.length > 0)
}

/** 年级 × 学科 as doors into the search. */
export const GradeGrid = ({ context, textbooks }: { context: Context; textbooks: Textbook[] }) => {
  const rows = rowsOf(context, textbooks)
  if (rows.length === 0) return <p className="empty">{context.t.noTextbooks}</p>
  return (
    <dl className="grid">
      {rows.map((row) => (
        <div key={row.key}>
          <dt>
            <a href={addressOf({ path: '/search', values: row.values })}>{row.label}</a>
          </dt>
          <dd>
            <ul>
              {row.subjects.map((subject) => (
                <li key={subject}>
                  <a href={addressOf({ path: '/search', values: { ...row.values, subject } })}>
                    {context.labels.subject.get(subject)?.[context.language] ?? subject}
                  </a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
