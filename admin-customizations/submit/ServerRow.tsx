'use client'

import { formatSize } from '../lib/format'
import type { FileJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Choice, type Option } from '../parts/Choice'
import { ConfirmButton } from '../parts/ConfirmButton'
import { FileName } from '../parts/FileName'
import { FileChecks } from './FileChecks'
import { TransferBar } from './TransferBar'
import type { LocalUpload } from './useUploads'

type Props = {
  file: FileJson
  local: LocalUpload | undefined
  kinds: Option[]
  onKind: (kind: string) => void
  onDelete: () => Promise<void>
  onPause: () => void
  onResume: () => void
}

/** A file of the working copy: its kind, how far it is, what the checks say. */
export const ServerRow = ({ file, local, kinds, onKind, onDelete, onPause, onResume }: Props) => {
  const { t } = useLibrary()
  const isSending = local && local.state !== 'sent' && file.state === 'receiving'
  return (
    <li className="lib-file">
      <div className="lib-file__name">
        <FileName name={file.name} />
        <small>{formatSize(file.size)}</small>
      </div>
      <div className="lib-file__state">
        {isSending ? <TransferBar local={local} onPause={onPause} onResume={onResume} /> : null}
        <div aria-live="polite">{isSending ? null : <FileChecks file={file} isSent={local?.state === 'sent'} />}</div>
      </div>
      <div className="lib-file__actions">
        <Choice
          isCompact
          label={t('submit:kindOf', { name: file.name })}
          value={file.kind}
          options={kinds}
          onChange={onKind}
        />
        <ConfirmButton
          label={t('submit:delete')}
          name={t('submit:deleteOf', { name: file.name })}
          question={t('submit:deleteQuestion', { name: file.name })}
          onConfirm={onDelete}
        />
      </div>
    </li>
  )
}
