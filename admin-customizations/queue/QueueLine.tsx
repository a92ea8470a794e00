'use client'

import { Link } from '@payloadcms/ui'

import { formatAge, formatDuration, formatFullTime } from '../lib/format'
import type { QueueRow } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { Due } from './Due'
import { Holder } from './Holder'

/** The picture of the first video; a row without one keeps its place, so that the titles stand in a line. */
const Poster = ({ src }: { src: string | null }) =>
  src ? (
    <img className="lib-table__poster" src={src} alt="" loading="lazy" width={96} height={54} />
  ) : (
    <span className="lib-table__poster" aria-hidden="true" />
  )

export const QueueLine = ({ row, onClaim }: { row: QueueRow; onClaim: () => void }) => {
  const { t, language } = useLibrary()
  const { labelOf } = useVocabulary()
  return (
    <tr>
      <td className="lib-table__title">
        <Poster src={row.poster} />
        <Link className="lib-table__link" data-review={row.id} href={`/admin/review/${row.id}`} prefetch={false}>
          {row.title}
        </Link>
        {row.number > 1 ? <span className="lib-tag">{t('queue:revision', { number: row.number })}</span> : null}
        <small>
          {[labelOf('asset-kinds', row.kind), row.nodePath || labelOf('subjects', row.subject)]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </td>
      <td>
        {row.schoolName} <span className="lib-nowrap">{row.ownerName}</span>
      </td>
      <td className="lib-number" data-label={t('queue:column_duration')}>
        {formatDuration(row.durationSeconds, language) || '—'}
      </td>
      <td data-label={t('queue:column_machine')}>
        {row.notes > 0 ? (
          <span className="lib-person">! {t('queue:notes', { count: row.notes })}</span>
        ) : (
          <>
            <span aria-hidden="true">✓</span>
            <span className="lib-hidden">{t('queue:noNotes')}</span>
          </>
        )}
      </td>
      <td className="lib-number" title={formatFullTime(row.openedAt, language)}>
        <Due daysLeft={row.daysLeft} />
        <small>{t('queue:waited', { age: formatAge(row.openedAt, language) })}</small>
      </td>
      <td>
        <Holder row={row} onClaim={onClaim} />
      </td>
    </tr>
  )
}
