'use client'

import { Button } from '@payloadcms/ui'

import { formatLeft } from '../lib/format'
import { isExpired, isHeld } from '../lib/lease'
import type { QueueRow } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useNow } from '../lib/useNow'
import { Shape } from '../parts/Shape'
import { Time } from '../parts/Time'

/** What can be done with a row now, and who holds it. */
export const Holder = ({ row, onClaim }: { row: QueueRow; onClaim: () => void }) => {
  const { t, language } = useLibrary()
  const now = useNow()
  if (row.state === 'approved' || row.state === 'returned')
    return (
      <Shape state={row.state === 'approved' ? 'done' : 'bad'} word="">
        {t(`review:${row.state}`)} <Time iso={row.decidedAt} />
      </Shape>
    )
  if (row.isOwnWork) return <small>{t('queue:ownWork')}</small>
  if (isHeld(row, now))
    return (
      <Shape state="now" word="">
        {row.isMine
          ? t('queue:mineUntil', { age: formatLeft(row.leaseUntil, language, now) })
          : t('queue:heldBy', { name: row.reviewerName })}
      </Shape>
    )
  const isMineNoMore = row.isMine && isExpired(row, now)
  return (
    <>
      {isMineNoMore ? <small className="lib-person">! {t('queue:expired')} </small> : null}
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        aria-label={t('queue:claimOf', { title: row.title })}
        onClick={onClaim}
      >
        {t(isMineNoMore ? 'review:claimAgain' : 'queue:claim')}
      </Button>
    </>
  )
}
