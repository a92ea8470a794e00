import { FACETS, type FacetName } from '../../../search/answer'
import type { FacetCount } from '../../../search/searchLibrary'
import type { Context } from '../context'

/** Grades, subjects and kinds with counts; each link keeps the other filters, the chosen one is taken off again. */
export const Facets = ({
  context: { t },
  facets,
  filters,
  linkTo,
}: {
  context: Context
  facets: Record<FacetName, FacetCount[]>
  filters: Record<string, string>
  linkTo: (change: Record<string, string>) => string
}) => (
  <nav className="facets" aria-label={t.filters}>
    {FACETS.filter((name) => facets[name].length > 0).map((name) => (
      <details key={name} open>
        <summary>{t[name]}</summary>
        <ul>
          {facets[name].map(({ key, label, count }) => {
            const isChosen = filters[name] === key
            return (
              <li key={key}>
                <a
                  href={linkTo({ [name]: isChosen ? '' : key })}
                  aria-current={isChosen ? 'true' : undefined}
                  rel="nofollow"
                  data-facet={`${name}:${key}`}
                >
                  <span>{label}</span> <span className="count">{count}</span>
                </a>
              </li>
            )
          })}
        </ul>
      </details>
    ))}
  </nav>
)
