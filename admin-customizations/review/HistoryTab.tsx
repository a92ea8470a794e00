'use client'

import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Empty } from '../parts/Empty'
import { Time } from '../parts/Time'

/** What both offices said of earlier revisions. */
export const HistoryTab = ({ data: { history } }: { data: ReviewDetailJson }) => {
  const { t } = useLibrary()
  if (history.length === 0) return <Empty>{t('review:noHistory')}</Empty>
  return (
    <ul className="lib-lines">
      {history.map((seat) => (
        <li key={seat.id} className="lib-line lib-line--tight">
          <strong>
            {t('queue:revision', { number: seat.number })} · {t(`office:${seat.track}`)} · {t(`review:${seat.state}`)}
          </strong>
          <small>
            {seat.reviewerName} <Time iso={seat.decidedAt} />
          </small>
          {seat.reasons.length > 0 ? <p>{seat.reasons.map((reason) => reason.label).join(' · ')}</p> : null}
          {seat.comment ? <blockquote>{seat.comment}</blockquote> : null}
        </li>
      ))}
    </ul>
  )
}
