'use client'

import { useEffect, useState } from 'react'

import { recall, remember } from '../lib/storage'
import type { Form, Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { useVocabulary } from '../lib/useVocabulary'
import { Choice } from '../parts/Choice'
import { ErrorNote } from '../parts/ErrorNote'
import { AreaChoice } from './AreaChoice'
import { type CatalogueNode, lessonOf, readTextbooks, type Textbook } from './catalogue'
import { ChannelChoice } from './ChannelChoice'
import { Chosen } from './Chosen'
import { LessonSearch } from './LessonSearch'
import { LessonTree } from './LessonTree'

type Props = {
  me: Me
  form: Form
  /** The chosen node with its path. */
  node: CatalogueNode | null
  onChange: (patch: Partial<Form>) => void
  /** The title that the lesson proposes. */
  onNode: (title: string) => void
}

const placeOf = (book: Textbook) => ({
  stage: book.stage,
  grade: book.grade ?? '',
  subject: book.subject,
  textbook: book.id,
})

/** Step 1: the lesson in its book, or stage and subject alone; and the channel. */
export const LessonStep = ({ me, form, node: chosen, onChange, onNode }: Props) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const { data: books, error, reload } = useLoad<Textbook[]>('textbooks', readTextbooks)
  const lastKey = `textbook:${me.id}`
  const [browsed, setBrowsed] = useState(form.textbook)
  const [isWithoutLesson, setIsWithoutLesson] = useState(form.textbook === '' && form.subject !== '')
  useEffect(() => {
    if (form.textbook === '') setBrowsed((now) => now || (recall<string>(lastKey) ?? ''))
  }, [form.textbook, lastKey])

  const book = books?.find((each) => each.id === browsed)
  const textOf = (each: Textbook) =>
    [
      each.title,
      labelOf('stages', each.stage),
      labelOf('grades', each.grade),
      labelOf('subjects', each.subject),
      each.edition,
      each.volume,
    ].join(' ')

  const chooseBook = (each: Textbook) => {
    setBrowsed(each.id)
    remember(lastKey, each.id)
    onChange({ ...placeOf(each), node: '' })
  }
  const chooseNode = (each: Textbook, node: CatalogueNode) => {
    setBrowsed(each.id)
    remember(lastKey, each.id)
    onChange({ ...placeOf(each), node: node.id })
    onNode(lessonOf(node))
  }

  return (
    <>
      <ErrorNote error={error} onRetry={() => void reload()} />
      <Chosen form={form} book={books?.find((each) => each.id === form.textbook)} node={chosen} />
      <div className="lib-switch" role="group" aria-label={t('submit:placeKind')}>
        {[false, true].map((without) => (
          <button
            key={String(without)}
            type="button"
            aria-pressed={isWithoutLesson === without}
            onClick={() => setIsWithoutLesson(without)}
          >
            {t(without ? 'submit:withoutLesson' : 'submit:withLesson')}
          </button>
        ))}
      </div>
      {isWithoutLesson ? (
        <AreaChoice form={form} onChange={onChange} />
      ) : (
        <div className="lib-two">
          <div>
            <LessonSearch books={books ?? []} textOf={textOf} onBook={chooseBook} onNode={chooseNode} />
            <Choice
              label={t('submit:textbook')}
              value={browsed}
              none={t('common:choose')}
              options={(books ?? []).map((each) => ({ value: each.id, label: each.title }))}
              onChange={(value) => {
                const other = books?.find((each) => each.id === value)
                if (other) chooseBook(other)
              }}
            />
          </div>
          {book ? (
            <LessonTree key={book.id} book={book} chosen={form.node} onNode={(node) => chooseNode(book, node)} />
          ) : (
            <p className="lib-hint">{t('submit:chooseBookFirst')}</p>
          )}
        </div>
      )}
      <ChannelChoice value={form.channel} onChange={(channel) => onChange({ channel })} />
    </>
  )
}
