'use client'

import type { WorkDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { ReturnWords, UnfitFiles } from '../parts/Reasons'
import { Time } from '../parts/Time'

/** What happened to it before: returned or refused with reasons, or published already. */
export const Before = ({ work }: { work: WorkDetailJson }) => {
  const { t } = useLibrary()
  const { revision, shelf, reviews } = work
  return (
    <>
      {revision?.state === 'returned' ? (
        <section className="lib-card lib-card--person" aria-label={t('work:returned')}>
          <div className="lib-card__main">
            <ReturnWords reviews={reviews} />
            <p>{t('submit:mendAndSend')}</p>
          </div>
        </section>
      ) : null}
      {revision?.state === 'unfit' ? (
        <section className="lib-card lib-card--person" aria-label={t('work:unfit')}>
          <div className="lib-card__main">
            <strong>{t('work:unfit')}</strong>
            <UnfitFiles revision={revision} />
            <p>{t('submit:replaceAndSend')}</p>
          </div>
        </section>
      ) : null}
      {shelf && shelf.liveNumber > 0 ? (
        <p className="lib-hint">
          ● {t('submit:alreadyPublished', { number: shelf.liveNumber })} <Time iso={shelf.publishedAt} />
        </p>
      ) : null}
    </>
  )
}
