'use client'

import type { WorkJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { LinkButton } from '../parts/LinkButton'
import { MachineReasons, ReturnWords, UnfitFiles } from '../parts/Reasons'
import { FileName } from '../parts/FileName'
import { Time } from '../parts/Time'
import { Timeline } from '../parts/Timeline'
import { WithdrawButton } from '../parts/WithdrawButton'
import { RETIRE_REASONS } from '../lib/retire'
import { isPublished, type RejectedFile } from './group'

const Title = ({ work }: { work: WorkJson }) => {
  const { t } = useLibrary()
  return (
    <div className="lib-card__title">
      <strong>{work.title || t('work:untitled')}</strong>
      {work.revision?.nodePath ? <small>{work.revision.nodePath}</small> : null}
    </div>
  )
}

/** Returned, refused by the machine, or a file that cannot be used: why, and the way to mend it. */
export const NeedsYouItem = ({ work, rejected }: { work: WorkJson; rejected: RejectedFile[] }) => {
  const { t } = useLibrary()
  const { revision } = work
  const isUnfit = revision?.state === 'unfit'
  return (
    <li className="lib-card lib-card--person">
      <div className="lib-card__main">
        <Title work={work} />
        {revision?.state === 'returned' ? <ReturnWords reviews={work.reviews} /> : null}
        {isUnfit ? (
          <div>
            <strong>{t('work:unfit')}</strong>
            <UnfitFiles revision={revision} />
          </div>
        ) : null}
        {rejected.map((file) => (
          <div key={file.id}>
            <strong>{t('work:rejected')}</strong> <FileName name={file.name} />
            <MachineReasons reasons={file.reasons} />
          </div>
        ))}
      </div>
      <div className="lib-card__actions">
        <LinkButton to={`/admin/submit/${work.id}`}>
          {t(isUnfit || rejected.length > 0 ? 'work:uploadAgain' : 'work:lookAndMend')}
        </LinkButton>
      </div>
    </li>
  )
}

export const ProgressItem = ({ work, onChange }: { work: WorkJson; onChange: () => void }) => {
  const { t } = useLibrary()
  const canWithdraw = work.revision?.state !== 'approved'
  return (
    <li className="lib-card">
      <div className="lib-card__main">
        <Title work={work} />
        <Timeline work={work} />
      </div>
      <div className="lib-card__actions">
        <LinkButton to={`/admin/submit/${work.id}`} style="secondary">
          {t('work:look')}
        </LinkButton>
        {canWithdraw ? <WithdrawButton work={work} onDone={onChange} /> : null}
      </div>
    </li>
  )
}

export const DraftItem = ({ work }: { work: WorkJson }) => {
  const { t } = useLibrary()
  return (
    <li className="lib-line">
      <Title work={work} />
      <small>
        {work.revision?.state === 'withdrawn' ? `${t('work:withdrawn')} · ` : ''}
        <Time iso={work.updatedAt} />
      </small>
      <LinkButton to={`/admin/submit/${work.id}`} style="secondary">
        {t('work:goOn')}
      </LinkButton>
    </li>
  )
}

export const PublishedItem = ({ work }: { work: WorkJson }) => {
  const { t } = useLibrary()
  const { shelf } = work
  if (!shelf || !isPublished(work)) return null
  const reason = RETIRE_REASONS.find((each) => each === shelf.retireReason)
  return (
    <li className="lib-line">
      <Title work={work} />
      <small>
        {shelf.state === 'live' ? '● ' : '○ '}
        {t(`shelf:${shelf.state}`)}
        {reason ? t('common:inBrackets', { text: t(`retire:${reason}`) }) : ''} · {t(`level:${shelf.level}`)} ·{' '}
        <Time iso={shelf.publishedAt} />
      </small>
      <LinkButton to={`/admin/submit/${work.id}`} style="secondary">
        {t('work:look')}
      </LinkButton>
    </li>
  )
}
