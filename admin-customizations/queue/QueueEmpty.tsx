'use client'

import { Button } from '@payloadcms/ui'

import type { QueueCounts } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Empty } from '../parts/Empty'
import { LinkButton } from '../parts/LinkButton'
import { type Filter, NO_FILTER } from './useFilter'

type Props = {
  filter: Filter
  counts: QueueCounts
  onChange: (patch: Partial<Filter>) => void
  onClaim: () => void
}

const EMPTY = { waiting: 'emptyAll', mine: 'emptyMine', overdue: 'emptyOverdue', decided: 'emptyDecided' } as const

/** Nothing to show: because of the filter, because nothing is claimed, or because nothing waits. */
export const QueueEmpty = ({ filter, counts, onChange, onClaim }: Props) => {
  const { t } = useLibrary()
  const isFiltered = Object.keys(NO_FILTER).some((name) => filter[name as keyof typeof NO_FILTER] !== '')
  if (isFiltered)
    return (
      <Empty
        action={
          <Button buttonStyle="secondary" size="small" onClick={() => onChange(NO_FILTER)}>
            {t('queue:clearFilter')}
          </Button>
        }
      >
        {t('queue:emptyFiltered')}
      </Empty>
    )
  if (filter.view === 'mine')
    return (
      <Empty
        action={
          counts.waiting > 0 ? (
            <Button size="small" onClick={onClaim}>
              {t('queue:claimNext')}
            </Button>
          ) : (
            <LinkButton to="/admin" style="secondary">
              {t('nav:home')}
            </LinkButton>
          )
        }
      >
        {t(counts.waiting > 0 ? 'queue:emptyMine' : 'queue:emptyAll')}
      </Empty>
    )
  return (
    <Empty
      action={
        <LinkButton to="/admin" style="secondary">
          {t('nav:home')}
        </LinkButton>
      }
    >
      {t(`queue:${EMPTY[filter.view]}`)}
    </Empty>
  )
}
