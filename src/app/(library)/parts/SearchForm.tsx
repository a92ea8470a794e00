import type { Strings } from '../strings'

/** The search box: a plain form. `keep` are filters that a new search keeps. */
export const SearchForm = ({
  t,
  id,
  q = '',
  keep = {},
  isLarge = false,
}: {
  t: Strings
  id: string
  q?: string
  keep?: Record<string, string>
  isLarge?: boolean
}) => (
  <form action="/search" method="get" role="search" className={isLarge ? 'search search-large' : 'search'}>
    <label htmlFor={id} className="unseen">
      {t.searchLabel}
    </label>
    <input id={id} type="search" name="q" defaultValue={q} placeholder={t.searchHint} maxLength={200} />
    {Object.entries(keep).map(([name, value]) =>
      value === '' ? null : <input key={name} type="hidden" name={name} value={value} />,
    )}
    <button type="submit">{t.search}</button>
  </form>
)
