'use client'

import { Button } from '@payloadcms/ui'

import { useLibrary } from '../lib/useLibrary'

type Props = { page: number; totalPages: number; total: number; onPage: (patch: { page: string }) => void }

/** Earlier and later pages; nothing when there is one page only. */
export const Pager = ({ page, totalPages, total, onPage }: Props) => {
  const { t } = useLibrary()
  if (totalPages <= 1) return null
  const go = (to: number) => onPage({ page: String(to) })
  return (
    <nav className="lib-row" aria-label={t('queue:pages')}>
      <Button buttonStyle="secondary" size="small" margin={false} disabled={page <= 1} onClick={() => go(page - 1)}>
        {t('queue:previous')}
      </Button>
      <span>{t('queue:page', { page, pages: totalPages, total })}</span>
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        disabled={page >= totalPages}
        onClick={() => go(page + 1)}
      >
        {t('queue:next')}
      </Button>
    </nav>
  )
}
