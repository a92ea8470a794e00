'use client'

import type { ReasonJson, RevisionJson, ReviewJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { FileName } from './FileName'

/** What the machine said: a cross refuses, an exclamation mark only notes. */
export const MachineReasons = ({ reasons }: { reasons: ReasonJson[] }) => {
  const { t } = useLibrary()
  return (
    <ul className="lib-reasons">
      {reasons.map((reason) => (
        <li key={reason.code} className={reason.level === 'refuse' ? 'lib-reason--refuse' : 'lib-reason--note'}>
          <span aria-hidden="true">{reason.level === 'refuse' ? '✕' : '!'}</span>
          <span className="lib-hidden">{t(reason.level === 'refuse' ? 'check:refused' : 'check:noted')}</span>
          <span>{reason.message}</span>
        </li>
      ))}
    </ul>
  )
}

/** The files of a revision that the machine refused, each with its reasons. */
export const UnfitFiles = ({ revision }: { revision: RevisionJson }) => (
  <>
    {revision.machine
      .filter((file) => file.reasons.some((reason) => reason.level === 'refuse'))
      .map((file) => (
        <div key={file.file}>
          <FileName name={file.name} />
          <MachineReasons reasons={file.reasons.filter((reason) => reason.level === 'refuse')} />
        </div>
      ))}
  </>
)

/** What an office wrote when it returned a submission. */
export const ReturnWords = ({ reviews }: { reviews: ReviewJson[] }) => {
  const { t } = useLibrary()
  return (
    <>
      {reviews
        .filter((review) => review.state === 'returned')
        .map((review) => (
          <div key={review.id} className="lib-return">
            <strong>{t('work:returnedBy', { office: t(`office:${review.track}`), name: review.reviewerName })}</strong>
            <ul className="lib-reasons">
              {review.reasons.map((reason) => (
                <li key={reason.code} className="lib-reason--note">
                  <span aria-hidden="true">!</span>
                  <span>{reason.label}</span>
                </li>
              ))}
            </ul>
            {review.comment ? <blockquote>{review.comment}</blockquote> : null}
          </div>
        ))}
    </>
  )
}
