import { pagesAround, pageValue } from '../../../library/paging'
import type { Strings } from '../strings'

/** Links to the pages around this one; nothing when there is only one. */
export const PageLinks = ({
  t,
  page,
  totalPages,
  linkTo,
}: {
  t: Strings
  page: number
  totalPages: number
  linkTo: (change: Record<string, string>) => string
}) => {
  if (totalPages < 2) return null
  const { previous, next } = pagesAround({ page, totalPages })
  const link = (target: number | null, label: string, rel: string) =>
    target === null ? (
      <span className="off">{label}</span>
    ) : (
      <a href={linkTo({ page: pageValue(target) })} rel={rel}>
        {label}
      </a>
    )
  return (
    <nav className="pages" aria-label={t.pages}>
      {link(previous, t.previous, 'prev')}
      <span>{t.pageOf(page, totalPages)}</span>
      {link(next, t.next, 'next')}
    </nav>
  )
}
