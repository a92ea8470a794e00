'use client'

import { Button } from '@payloadcms/ui'

import { useLibrary } from '../lib/useLibrary'

/** One sentence of what happened and what to do, with the code to quote; a second try where there is one. */
export const ErrorNote = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const { t, explain } = useLibrary()
  if (!error) return null
  const { code, message } = explain(error)
  return (
    <div className="lib-error" role="alert">
      <span aria-hidden="true">✕</span>
      <span>
        {message} <code>{code}</code>
      </span>
      {onRetry ? (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onRetry}>
          {t('common:retry')}
        </Button>
      ) : null}
    </div>
  )
}
