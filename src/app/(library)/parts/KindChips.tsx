import { addressOf } from '../../../library/address'
import type { Context } from '../context'

/** Kinds with counts as links into the search, in the order of the vocabulary. */
export const KindChips = ({
  context: { labels, language },
  counts,
  values,
}: {
  context: Context
  counts: ReadonlyMap<string, number>
  values: Record<string, string>
}) => (
  <span className="chips">
    {[...labels.kind]
      .filter(([kind]) => counts.has(kind))
      .map(([kind, label]) => (
        <a
          key={kind}
          className="chip"
          href={addressOf({ path: '/search', values: { ...values, kind } })}
          rel="nofollow"
        >
          {label[language]} {counts.get(kind)}
        </a>
      ))}
  </span>
)
