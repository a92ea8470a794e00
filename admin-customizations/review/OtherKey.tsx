'use client'

import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Shape, type StepState } from '../parts/Shape'
import { Time } from '../parts/Time'

const SHAPE: Record<string, StepState> = {
  open: 'todo',
  claimed: 'now',
  approved: 'done',
  returned: 'bad',
  void: 'todo',
}

/** Both keys of this revision: who holds which, and what became of it. */
export const OtherKey = ({ data }: { data: ReviewDetailJson }) => {
  const { t } = useLibrary()
  return (
    <section className="lib-keys-held" aria-label={t('review:keys')}>
      <h2>{t('review:keys')}</h2>
      <ul>
        {data.seats.map((seat) => (
          <li key={seat.id}>
            <Shape state={SHAPE[seat.state] ?? 'todo'} word="">
              {t(`office:${seat.track}`)} · {t(`review:${seat.state}`)}
              {seat.reviewerName ? ` · ${seat.reviewerName}` : ''}
              {seat.carriedOver ? ` · ${t('review:carriedOver')}` : ''} <Time iso={seat.decidedAt} />
            </Shape>
          </li>
        ))}
      </ul>
    </section>
  )
}
