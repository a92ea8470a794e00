'use client'

import { TextInput } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { ErrorNote } from '../parts/ErrorNote'
import { type CatalogueNode, isOf, searchNodes, splitWords, type Textbook, wordsOf } from './catalogue'

type Props = {
  books: Textbook[]
  textOf: (book: Textbook) => string
  onBook: (book: Textbook) => void
  onNode: (book: Textbook, node: CatalogueNode) => void
}

/** The last text after a short rest. */
const useRested = (text: string, wait = 300): string => {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), wait)
    return () => clearTimeout(timer)
  }, [text, wait])
  return rested
}

/** One box over books, chapters and lessons: "三下 分数". */
export const LessonSearch = ({ books, textOf, onBook, onNode }: Props) => {
  const { t } = useLibrary()
  const [text, setText] = useState('')
  const words = wordsOf(useRested(text))
  const { books: matching, rest } = splitWords({ words, books, textOf })
  const isNarrow = matching.length < books.length
  const key = rest.length > 0 ? `${rest.join(' ')}|${matching.map((book) => book.id).join(',')}` : null
  const { data, error, isLoading, reload } = useLoad<CatalogueNode[]>(key, (signal) =>
    searchNodes({ words: rest, books: isNarrow ? matching : null, signal }),
  )
  const hits = key === null ? [] : (data ?? [])
  const bookHits = rest.length === 0 && isNarrow ? matching.slice(0, 12) : []
  const bookOf = (node: CatalogueNode) => books.find((book) => isOf(node.textbook, book))
  const clear = () => setText('')

  return (
    <div className="lib-search">
      <TextInput
        path="lessonSearch"
        label={t('submit:search')}
        placeholder={t('submit:searchExample')}
        value={text}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => setText(event.target.value)}
        htmlAttributes={{ autoComplete: 'off' }}
      />
      <div aria-live="polite">
        <ErrorNote error={error} onRetry={() => void reload()} />
        {words.length > 0 && !isLoading && hits.length === 0 && bookHits.length === 0 ? (
          <p className="lib-hint">{t('submit:noHits')}</p>
        ) : null}
        {bookHits.length + hits.length > 0 && words.length > 0 ? (
          <ul className="lib-hits" aria-label={t('submit:hits')}>
            {bookHits.map((book) => (
              <li key={book.id}>
                <button
                  type="button"
                  onClick={() => {
                    onBook(book)
                    clear()
                  }}
                >
                  {book.title}
                </button>
              </li>
            ))}
            {hits.map((node) => {
              const book = bookOf(node)
              if (!book) return null
              return (
                <li key={node.id}>
                  <button
                    type="button"
                    onClick={() => {
                      onNode(book, node)
                      clear()
                    }}
                  >
                    <strong>{node.title}</strong>
                    <small>{[book.title, ...(node.path ?? []).slice(0, -1)].join(' › ')}</small>
                  </button>
                </li>
              )
            })}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
