'use client'

import { Button } from '@payloadcms/ui'

import { formatClock } from '../lib/format'
import { useLibrary } from '../lib/useLibrary'
import type { SaveState } from './saveQueue'

/** 已保存 14:05 / 正在保存 / 没有保存：… 重试. */
export const SaveSign = ({ state, onRetry }: { state: SaveState; onRetry: () => void }) => {
  const { t, explain } = useLibrary()
  if (state.kind === 'failed') {
    const { code, message } = explain(state.error)
    return (
      <span className="lib-save lib-save--failed" role="alert">
        ✕ {t('submit:notSaved', { message })} <code>{code}</code>{' '}
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onRetry}>
          {t('common:retry')}
        </Button>
      </span>
    )
  }
  return (
    <span className="lib-save" role="status">
      {/* Seen only: read aloud at every pause it would talk into the typing. */}
      {state.kind === 'saving' ? <span aria-hidden="true">◐ {t('submit:saving')}</span> : null}
      {state.kind === 'saved' ? `✓ ${t('submit:saved', { time: formatClock(state.at) })}` : ''}
      {state.kind === 'rest' ? t('submit:savesItself') : ''}
    </span>
  )
}
