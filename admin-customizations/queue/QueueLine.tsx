'use client'

import { Button, Link } from '@payloadcms/ui'

import { formatAge, formatDuration, formatFullTime } from '../lib/format'
import type { QueueRow } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { Shape } from '../parts/Shape'
import { Time } from '../parts/Time'

/** What can be done with a row now, and who holds it. */
const Holder = ({ row, onClaim }: { row: QueueRow; onClaim: () => void }) => {
  const { t, language } = useLibrary()
  if (row.state === 'approved' || row.state === 'returned')
    return (
      <Shape state={row.state === 'approved' ? 'done' : 'bad'} word="">
        {t(`review:${row.state}`)} <Time iso={row.decidedAt} />
      </Shape>
    )
  if (row.isOwnWork) return <small>{t('queue:ownWork')}</small>
  const isExpired = row.leaseUntil !== '' && Date.parse(row.leaseUntil) < Date.now()
  if (row.state === 'claimed' && row.isMine)
    return (
      <Shape state="now" word="">
        {isExpired ? t('queue:expired') : t('queue:mineUntil', { age: formatAge(row.leaseUntil, language) })}
      </Shape>
    )
  if (row.state === 'claimed' && !isExpired)
    return (
      <Shape state="now" word="">
        {t('queue:heldBy', { name: row.reviewerName })}
      </Shape>
    )
  return (
    <Button
      buttonStyle="secondary"
      size="small"
      margin={false}
      aria-label={t('queue:claimOf', { title: row.title })}
      onClick={onClaim}
    >
      {t('queue:claim')}
    </Button>
  )
}

export const QueueLine = ({ row, notes, onClaim }: { row: QueueRow; notes: number; onClaim: () => void }) => {
  const { t, language } = useLibrary()
  const { labelOf } = useVocabulary()
  return (
    <tr>
      <td>
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
        {notes > 0 ? <span className="lib-person">! {t('queue:notes', { count: notes })}</span> : `✓`}
      </td>
      <td className="lib-number" data-label={t('queue:column_age')} title={formatFullTime(row.openedAt, language)}>
        {formatAge(row.openedAt, language)}
      </td>
      <td>
        <Holder row={row} onClaim={onClaim} />
      </td>
    </tr>
  )
}
