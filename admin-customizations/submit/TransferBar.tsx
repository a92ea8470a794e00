'use client'

import { Button } from '@payloadcms/ui'

import { formatDuration, formatSize } from '../lib/format'
import { useLibrary } from '../lib/useLibrary'
import { ErrorNote } from '../parts/ErrorNote'
import type { LocalUpload } from './useUploads'

type Props = { local: LocalUpload; onPause: () => void; onResume: () => void }

/** Bar with %, speed and time left; pause and go on. */
export const TransferBar = ({ local, onPause, onResume }: Props) => {
  const { t, language } = useLibrary()
  const percent = local.size > 0 ? Math.floor((local.sent / local.size) * 100) : 0
  const parts = [
    `${percent}%`,
    `${formatSize(local.sent)} / ${formatSize(local.size)}`,
    ...(local.state === 'sending' && local.speed > 0 ? [t('submit:speed', { speed: formatSize(local.speed) })] : []),
    ...(local.state === 'sending' && local.secondsLeft !== null && local.secondsLeft >= 1
      ? [t('submit:left', { time: formatDuration(local.secondsLeft, language) })]
      : []),
  ]
  return (
    <div className="lib-transfer">
      <progress aria-label={t('submit:progressOf', { name: local.name })} max={100} value={percent} />
      <small>
        {t(`submit:transfer_${local.state}`)} · {parts.join(' · ')}
      </small>
      {local.state === 'failed' ? <ErrorNote error={local.error} /> : null}
      {local.state === 'sending' || local.state === 'waiting' ? (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onPause}>
          {t('submit:pause')}
        </Button>
      ) : null}
      {local.state === 'paused' || local.state === 'failed' ? (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onResume}>
          {t(local.state === 'paused' ? 'submit:resume' : 'common:retry')}
        </Button>
      ) : null}
    </div>
  )
}
