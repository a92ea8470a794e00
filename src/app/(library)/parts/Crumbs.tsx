import { addressOf } from '../../../library/address'
import type { ShelfRow } from '../../../workflow/rows'
import type { Context } from '../context'

/** Where a resource hangs: its textbook, chapters and lesson, or its subject when it has no textbook. */
export const Crumbs = ({ context: { t, labels, language }, shelf }: { context: Context; shelf: ShelfRow }) => {
  const names = (shelf.nodePath ?? '').split(' › ').filter(Boolean)
  const subject = labels.subject.get(shelf.subject)?.[language]
  const hrefOf = (index: number): string | null => {
    if (index === 0 && shelf.textbook) return `/browse/${encodeURIComponent(shelf.textbook)}`
    if (index === names.length - 1 && shelf.node) return addressOf({ path: '/search', values: { node: shelf.node } })
    return null
  }
  return (
    <nav aria-label={t.path} className="crumbs">
      <ol>
        <li>
          <a href="/">{t.home}</a>
        </li>
        {names.length === 0 && subject ? (
          <li>
            <a href={addressOf({ path: '/search', values: { subject: shelf.subject } })}>{subject}</a>
          </li>
        ) : null}
        {names.map((name, index) => {
          const href = hrefOf(index)
          return <li key={index}>{href ? <a href={href}>{name}</a> : name}</li>
        })}
      </ol>
    </nav>
  )
}
