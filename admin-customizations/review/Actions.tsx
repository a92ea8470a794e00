'use client'

import { Button } from '@payloadcms/ui'

import { formatLeft } from '../lib/format'
import { isExpired, isHeld as isHeldAt } from '../lib/lease'
import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { LinkButton } from '../parts/LinkButton'
import { Shape } from '../parts/Shape'
import { Time } from '../parts/Time'
import type { ReviewState } from './useReview'

type Props = { review: ReviewState; data: ReviewDetailJson; isHolder: boolean; now: Date; onSendBack: () => void }

/** The bar of verbs: claim first, then return or approve; what was decided stays decided. */
export const Actions = ({ review, data, isHolder, now, onSendBack }: Props) => {
  const { t, language } = useLibrary()
  const row = data.review
  if (row.state === 'approved' || row.state === 'returned' || row.state === 'void')
    return (
      <div className="lib-actions">
        <Shape state={row.state === 'approved' ? 'done' : row.state === 'returned' ? 'bad' : 'todo'} word="">
          {t(`review:${row.state}`)} {row.reviewerName} <Time iso={row.decidedAt} />
        </Shape>
        <LinkButton to={`/admin/queue/${row.track}`} style="secondary">
          {t('dashboard:toQueue')}
        </LinkButton>
      </div>
    )
  if (!isHolder) {
    const isHeld = isHeldAt(row, now)
    const isMineNoMore = row.isMine && isExpired(row, now)
    return (
      <div className="lib-actions">
        <span role="status" className={isMineNoMore ? 'lib-person' : ''}>
          {row.isOwnWork
            ? t('queue:ownWork')
            : isHeld
              ? t('queue:heldBy', { name: row.reviewerName })
              : isMineNoMore
                ? `! ${t('review:leaseOver')}`
                : t('review:claimFirst')}
        </span>
        <Button margin={false} disabled={review.isBusy || isHeld || row.isOwnWork} onClick={() => void review.claim()}>
          {t(isMineNoMore ? 'review:claimAgain' : 'queue:claim')}
        </Button>
      </div>
    )
  }
  return (
    <div className="lib-actions">
      <div className="lib-actions__lease">
        <small>
          {t('review:lease', { age: formatLeft(row.leaseUntil, language, now) })} <Time iso={row.leaseUntil} />
        </small>
        <Button
          buttonStyle="none"
          className="lib-link"
          margin={false}
          disabled={review.isBusy}
          onClick={() => void review.release()}
        >
          {t('review:release')}
        </Button>
      </div>
      <Button className="lib-person-button" margin={false} disabled={review.isBusy} onClick={onSendBack}>
        {t('review:sendBack')} <kbd>R</kbd>
      </Button>
      <Button margin={false} disabled={review.isBusy} onClick={() => void review.approve()}>
        {t('review:approve')} <kbd>A</kbd>
      </Button>
    </div>
  )
}
