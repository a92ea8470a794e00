'use client'

import { Button } from '@payloadcms/ui'

import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { ConfirmButton } from '../parts/ConfirmButton'
import { FileName } from '../parts/FileName'
import { TransferBar } from './TransferBar'
import type { LocalUpload } from './useUploads'

type Props = { local: LocalUpload; onPause: () => void; onResume: () => void; onDelete: () => Promise<void> }

/** A file that the server does not know yet: waiting, refused by its name, or failed at the door. */
export const LocalRow = ({ local, onPause, onResume, onDelete }: Props) => {
  const { t } = useLibrary()
  const { labelOf } = useVocabulary()
  return (
    <li className="lib-file">
      <div className="lib-file__name">
        <FileName name={local.name} />
        <small>{labelOf('asset-kinds', local.kind)}</small>
      </div>
      {local.state === 'refused' ? (
        <p className="lib-reason--refuse" role="alert">
          <span aria-hidden="true">✕</span> {t('submit:notAccepted')} <code>FILE_TYPE</code>
        </p>
      ) : (
        <TransferBar local={local} onPause={onPause} onResume={onResume} />
      )}
      <div className="lib-file__actions">
        {local.sent > 0 ? (
          <ConfirmButton
            label={t('submit:delete')}
            name={t('submit:deleteOf', { name: local.name })}
            question={t('submit:deleteQuestion', { name: local.name })}
            onConfirm={onDelete}
          />
        ) : (
          <Button
            buttonStyle="secondary"
            size="small"
            margin={false}
            aria-label={t('submit:deleteOf', { name: local.name })}
            onClick={() => void onDelete()}
          >
            {t('submit:delete')}
          </Button>
        )}
      </div>
    </li>
  )
}
