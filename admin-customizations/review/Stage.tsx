'use client'

import { useState } from 'react'

import { formatSize } from '../lib/format'
import type { ReviewFile } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { FileName } from '../parts/FileName'
import { Player } from './Player'

/** What is shown of a file depends on what it is, not on the kind that its teacher gave it. */
const Shown = ({ file }: { file: ReviewFile }) => {
  const { t } = useLibrary()
  if (file.mime.startsWith('video/')) return <Player key={file.id} file={file} />
  if (file.mime.startsWith('audio/'))
    return (
      <div className="lib-stage__plain">
        <audio controls preload="metadata" src={file.url} aria-label={file.name} />
      </div>
    )
  if (file.mime.startsWith('image/')) return <img className="lib-stage__picture" src={file.url} alt={file.name} />
  if (file.mime === 'application/pdf') return <iframe className="lib-stage__page" src={file.url} title={file.name} />
  return (
    <div className="lib-stage__plain">
      <p>{t('review:noPreview')}</p>
      <a className="btn btn--style-secondary btn--size-medium" href={file.sourceUrl}>
        {t('review:download', { size: formatSize(file.sourceSize) })}
      </a>
    </div>
  )
}

/** The files of the revision one after the other, in one place. */
export const Stage = ({ files }: { files: ReviewFile[] }) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  const [chosen, setChosen] = useState(files[0]?.id ?? '')
  const file = files.find((each) => each.id === chosen) ?? files[0]
  if (!file) return <p className="lib-hint">{t('review:noFiles')}</p>
  return (
    <>
      <div className="lib-stage__view">
        <Shown file={file} />
      </div>
      <div className="lib-stage__files" role="group" aria-label={t('review:files')}>
        {files.map((each) => (
          <button key={each.id} type="button" aria-pressed={each.id === file.id} onClick={() => setChosen(each.id)}>
            <small>{labelOf('asset-kinds', each.kind)}</small>
            <FileName name={each.name} />
          </button>
        ))}
      </div>
    </>
  )
}
