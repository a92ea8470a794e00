'use client'

import { useEffect, useRef } from 'react'

import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { ErrorNote } from '../parts/ErrorNote'
import { Loading } from '../parts/Loading'
import { type CatalogueNode, type NodeTree, readNodes, type Textbook, treeOf } from './catalogue'

type Props = { book: Textbook; chosen: string; onNode: (node: CatalogueNode) => void }

const holds = (node: NodeTree, id: string): boolean => node.id === id || node.children.some((child) => holds(child, id))

const Leaf = ({ node, chosen, onNode }: { node: NodeTree } & Omit<Props, 'book'>) => (
  <li>
    <button type="button" aria-pressed={node.id === chosen} className="lib-tree__node" onClick={() => onNode(node)}>
      {node.id === chosen ? <span aria-hidden="true">✓ </span> : null}
      {node.title}
    </button>
    {node.children.length > 0 ? (
      <ul>
        {node.children.map((child) => (
          <Leaf key={child.id} node={child} chosen={chosen} onNode={onNode} />
        ))}
      </ul>
    ) : null}
  </li>
)

/** Chapters of one book with their lessons and periods; every one of them can be chosen. */
export const LessonTree = ({ book, chosen, onNode }: Props) => {
  const { t } = useLibrary()
  const { data, error, isLoading, reload } = useLoad(book.id, (signal) => readNodes(book, signal))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const node = box.current?.querySelector<HTMLElement>('[aria-pressed="true"]')
    if (!box.current || !node) return
    const [top, bottom] = [node.offsetTop - box.current.offsetTop, box.current.scrollTop + box.current.clientHeight]
    if (top < box.current.scrollTop || top + node.offsetHeight > bottom) box.current.scrollTop = top - 80
  }, [data, chosen])
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />
  if (!data) return isLoading ? <Loading /> : null
  const tree = treeOf(data)
  if (tree.length === 0) return <p className="lib-hint">{t('submit:bookWithoutChapters')}</p>
  return (
    <div ref={box} className="lib-tree" role="group" aria-label={t('submit:tree', { book: book.title })}>
      {tree.map((chapter) => (
        <details key={chapter.id} {...(holds(chapter, chosen) ? { open: true } : {})}>
          <summary>{chapter.title}</summary>
          <ul>
            {chapter.children.map((child) => (
              <Leaf key={child.id} node={child} chosen={chosen} onNode={onNode} />
            ))}
            <li>
              <button
                type="button"
                aria-pressed={chapter.id === chosen}
                className="lib-tree__node lib-tree__whole"
                onClick={() => onNode(chapter)}
              >
                {chapter.id === chosen ? <span aria-hidden="true">✓ </span> : null}
                {t('submit:wholeChapter')}
              </button>
            </li>
          </ul>
        </details>
      ))}
    </div>
  )
}
