import type { Textbook } from '../../../search/catalogue'
import type { Context } from '../context'

const byGrade = (a: Textbook, b: Textbook) => a.grade.localeCompare(b.grade) || a.title.localeCompare(b.title, 'zh')

/** With more books than this the lists are folded. */
const MOST_OPEN = 60

/** Textbooks under their stage and subject, in the order of the vocabularies. */
export const TextbookGroups = ({ context, textbooks }: { context: Context; textbooks: Textbook[] }) => {
  const { labels, language, t } = context
  return [...labels.stage].map(([stage, stageName]) => {
    const ofStage = textbooks.filter((book) => book.stage === stage)
    if (ofStage.length === 0) return null
    return (
      <section key={stage} aria-labelledby={`stage-${stage}`}>
        <h2 id={`stage-${stage}`}>{stageName[language]}</h2>
        {[...labels.subject].map(([subject, subjectName]) => {
          const books = ofStage.filter((book) => book.subject === subject).sort(byGrade)
          if (books.length === 0) return null
          return (
            <details key={subject} className="books" open={textbooks.length <= MOST_OPEN}>
              <summary>
                {subjectName[language]} <span className="count">{books.length}</span>
              </summary>
              <ul>
                {books.map((book) => (
                  <li key={book.id}>
                    <a href={`/browse/${encodeURIComponent(book.key)}`}>{book.title}</a>
                    {book.effectiveTo ? <span className="off"> {t.supersededFrom(book.effectiveTo)}</span> : null}
                  </li>
                ))}
              </ul>
            </details>
          )
        })}
      </section>
    )
  })
}
