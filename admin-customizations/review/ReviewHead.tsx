'use client'

import { Link } from '@payloadcms/ui'

import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'

/** Title, place, maker; the way back to the queue. */
export const ReviewHead = ({ data: { review } }: { data: ReviewDetailJson }) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const place = review.nodePath || [labelOf('stages', review.stage), labelOf('subjects', review.subject)].join(' › ')
  return (
    <header className="lib-review__head">
      <Link href={`/admin/queue/${review.track}`} prefetch={false}>
        ← {t(`queue:title_${review.track}`)}
      </Link>
      <h1 title={review.title}>{review.title}</h1>
      <p title={place}>
        {review.number > 1 ? <span className="lib-tag">{t('queue:revision', { number: review.number })}</span> : null}
        {place} · {review.schoolName} {review.ownerName}
      </p>
    </header>
  )
}
