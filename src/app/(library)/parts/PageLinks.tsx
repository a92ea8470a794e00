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
  const link = (target: number, label: string, rel: string) =>
    target < 1 || target > totalPages ? (
      <span className="off">{label}</span>
    ) : (
      <a href={linkTo({ page: target === 1 ? '' : String(target) })} rel={rel}>
        {label}
      </a>
    )
  return (
    <nav className="pages" aria-label={t.pages}>
      {link(page - 1, t.previous, 'prev')}
      <span>{t.pageOf(page, totalPages)}</span>
      {link(page + 1, t.next, 'next')}
    </nav>
  )
}
