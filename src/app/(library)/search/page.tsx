import { redirect } from 'next/navigation'

import { addressOf, type SearchParams, valueOf } from '../../../library/address'
import { isPastEnd, pageValue } from '../../../library/paging'
import { FILTERS } from '../../../search/question'
import { searchLibrary } from '../../../search/searchLibrary'
import { context } from '../context'
import { guarded } from '../guarded'
import { ChosenFilters } from '../parts/ChosenFilters'
import { Facets } from '../parts/Facets'
import { Frame } from '../parts/Frame'
import { PageLinks } from '../parts/PageLinks'
import { ResourceItem } from '../parts/ResourceItem'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<SearchParams> }

const Page = async ({ searchParams }: Props) => {
  const [own, params] = await Promise.all([context(), searchParams])
  const { payload, actor, language, t } = own
  const q = valueOf(params, 'q')
  const filters = Object.fromEntries(FILTERS.map((name) => [name, valueOf(params, name)]))
  const found = await searchLibrary({
    payload,
    actor,
    language,
    q,
    filters,
    page: Number(valueOf(params, 'page')) || 1,
  })
  const linkTo = (change: Record<string, string>) =>
    addressOf({ path: '/search', values: { q, ...filters, page: '', ...change } })
  if (isPastEnd(found)) redirect(linkTo({ page: pageValue(found.totalPages) }))
  const chosen = await ChosenFilters({ context: own, filters, linkTo })
  const title = q ? t.resultsFor(q) : t.all
  return (
    <Frame context={own} q={q} next={linkTo({ page: valueOf(params, 'page') })}>
      <title>{`${title} · ${t.site}`}</title>
      <h1>{title}</h1>
      <p className="total" role="status">
        {t.results(found.total)}
      </p>
      {found.degraded ? <p className="note">{t.degraded}</p> : null}
      {found.isRelaxed ? <p className="note">{t.relaxed}</p> : null}
      {actor ? null : (
        <p className="note">
          {t.anonymous} <a href={`/login?next=${encodeURIComponent(linkTo({}))}`}>{t.anonymousMore}</a>
        </p>
      )}
      {chosen}
      <div className="with-facets">
        <Facets context={own} facets={found.facets} filters={filters} linkTo={linkTo} />
        <section aria-label={title}>
          {found.hits.length === 0 ? (
            <p className="empty">
              {t.noHits} {t.noHitsNext} <a href="/search">{t.clear}</a> · <a href="/browse">{t.browse}</a>
            </p>
          ) : (
            <ul className="items">
              {found.hits.map((hit) => (
                <ResourceItem key={hit.shelf.id} context={own} item={hit} heading="h2" />
              ))}
            </ul>
          )}
          <PageLinks t={t} page={found.page} totalPages={found.totalPages} linkTo={linkTo} />
        </section>
      </div>
    </Frame>
  )
}

export default guarded(Page)
