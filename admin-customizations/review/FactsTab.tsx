'use client'

import { SHARE_LEVELS } from '../../src/domain/audience'
import { formatSize } from '../lib/format'
import type { ReviewDetailJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { FileName } from '../parts/FileName'

const ORIGINALITY = ['original', 'adapted', 'quoted'] as const

/** Everything that the submission says of itself, and its files with size and hash. */
export const FactsTab = ({ data: { metadata, review, files, revision } }: { data: ReviewDetailJson }) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const level = SHARE_LEVELS.find((each) => each === metadata.level)
  const originality = ORIGINALITY.find((each) => each === metadata.originality)
  const rows: [string, string][] = [
    [t('field:title'), metadata.title ?? ''],
    [t('field:place'), review.nodePath],
    [t('field:channel'), labelOf('channels', metadata.channel)],
    [t('field:summary'), metadata.summary ?? ''],
    [t('field:keywords'), metadata.keywords ?? ''],
    [t('field:contributors'), (metadata.contributors ?? []).map((one) => one.name).join(t('common:comma'))],
    [t('field:minorsVisible'), t(metadata.minorsVisible ? 'common:yes' : 'common:no')],
    ...(metadata.minorsVisible
      ? ([[t('field:consentRecorded'), t(metadata.consentRecorded ? 'common:yes' : 'common:no')]] as [string, string][])
      : []),
    [t('field:originality'), originality ? t(`originality:${originality}`) : ''],
    [t('field:rightsHolder'), metadata.rightsHolder ?? ''],
    [t('field:shareLevel'), level ? t(`level:${level}`) : ''],
    [t('review:revisionNumber'), String(revision.number)],
  ]
  return (
    <>
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
      <ul className="lib-lines">
        {files.map((file) => (
          <li key={file.id} className="lib-line lib-line--tight">
            <FileName name={file.name} />
            <small>
              {labelOf('asset-kinds', file.kind)} · {formatSize(file.size)} ·{' '}
              <code title={`SHA-256 ${file.sha256}`}>{file.sha256.slice(0, 12)}</code>
            </small>
            <a href={file.sourceUrl}>{t('review:downloadSource')}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
