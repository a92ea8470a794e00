'use client'

import type { Form, WorkDetailJson } from '../lib/types'
import { pollSeconds } from '../dashboard/group'
import { formatSize } from '../lib/format'
import { useLibrary } from '../lib/useLibrary'
import { usePoll } from '../lib/usePoll'
import { useVocabulary } from '../lib/useVocabulary'
import { FileName } from '../parts/FileName'
import { LinkButton } from '../parts/LinkButton'
import { Timeline } from '../parts/Timeline'
import { WithdrawButton } from '../parts/WithdrawButton'

type Props = { work: WorkDetailJson; form: Form; onChange: () => Promise<void> }

/** A submission that is under way: nothing can be changed, only watched or withdrawn. */
export const ReadOnly = ({ work, form, onChange }: Props) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  usePoll({ isOn: true, seconds: pollSeconds([work]) ?? 30, tick: onChange })
  const rows: [string, string][] = [
    [
      t('field:place'),
      work.revision?.nodePath || [labelOf('stages', form.stage), labelOf('subjects', form.subject)].join(' › '),
    ],
    [t('field:channel'), labelOf('channels', form.channel)],
    [t('field:summary'), form.summary],
    [t('field:keywords'), form.keywords],
    [t('field:contributors'), form.contributors.map((one) => one.name).join(t('common:comma'))],
    [t('field:shareLevel'), work.revision ? t(`level:${work.revision.level}`) : ''],
  ]
  return (
    <>
      <header className="lib-head">
        <h1>{work.title || t('work:untitled')}</h1>
        <div className="lib-row">
          <LinkButton to="/admin" style="secondary">
            {t('work:title')}
          </LinkButton>
          {work.revision?.state === 'approved' ? null : <WithdrawButton work={work} onDone={() => void onChange()} />}
        </div>
      </header>
      <p className="lib-hint">{t('submit:underReview')}</p>
      <Timeline work={work} />
      <dl className="lib-facts">
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <ul className="lib-lines" aria-label={t('submit:fileList')}>
        {work.files.map((file) => (
          <li key={file.id} className="lib-line">
            <FileName name={file.name} />
            <small>
              {labelOf('asset-kinds', file.kind)} · {formatSize(file.size)}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}
