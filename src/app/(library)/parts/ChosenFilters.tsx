import { SLUG } from '../../../slugs'
import { findTextbook } from '../../../search/catalogue'
import { FILTERS, type FilterName } from '../../../search/question'
import { isRowId } from '../../../library/isRowId'
import type { Context } from '../context'

/** The name of what was chosen, as a person knows it; the key itself when nothing has it. */
const nameOf = async ({ payload, labels, language }: Context, name: FilterName, key: string): Promise<string> => {
  if (name === 'textbook') return (await findTextbook({ payload, textbook: key }))?.title ?? key
  if (name === 'node' || name === 'school') {
    const collection = name === 'node' ? SLUG.nodes : SLUG.schools
    const byKey = name === 'node' ? [{ key: { equals: key } }] : []
    const where = { or: [...(isRowId(key) ? [{ id: { equals: key } }] : []), ...byKey] }
    if (where.or.length === 0) return key
    const row = await payload.db.findOne<{ id: string; title?: string; name?: string }>({ collection, where })
    return row?.title ?? row?.name ?? key
  }
  return labels[name].get(key)?.[language] ?? key
}

/** What the search is narrowed by; each can be taken off. */
export const ChosenFilters = async ({
  context,
  filters,
  linkTo,
}: {
  context: Context
  filters: Record<string, string>
  linkTo: (change: Record<string, string>) => string
}) => {
  const chosen = await Promise.all(
    FILTERS.filter((name) => filters[name]).map(async (name) => ({
      name,
      label: await nameOf(context, name, filters[name] ?? ''),
    })),
  )
  if (chosen.length === 0) return null
  const { t } = context
  return (
    <ul className="chosen" aria-label={t.chosen}>
      {chosen.map(({ name, label }) => (
        <li key={name}>
          <a href={linkTo({ [name]: '' })} aria-label={t.remove(label)} rel="nofollow">
            {t[name]}：{label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      <li>
        <a href={linkTo(Object.fromEntries(chosen.map(({ name }) => [name, ''])))} rel="nofollow">
          {t.clear}
        </a>
      </li>
    </ul>
  )
}
