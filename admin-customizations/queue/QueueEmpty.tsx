'use client'

import { Button } from '@payloadcms/ui'

import { useLibrary } from '../lib/useLibrary'
import { Empty } from '../parts/Empty'
import { LinkButton } from '../parts/LinkButton'
import type { Filter } from './useFilter'

type Props = {
  filter: Filter
  counts: { waiting: number; mine: number }
  onChange: (patch: Partial<Filter>) => void
  onClaim: () => void
}

/** Nothing to show: because of the filter, because nothing is claimed, or because nothing waits. */
export const QueueEmpty = ({ filter, counts, onChange, onClaim }: Props) => {
  const { t } = useLibrary()
  const isFiltered = filter.q !== '' || filter.stage !== '' || filter.subject !== '' || filter.kind !== ''
  if (isFiltered)
    return (
      <Empty
        action={
          <Button
            buttonStyle="secondary"
            size="small"
            onClick={() => onChange({ q: '', stage: '', subject: '', kind: '' })}
          >
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
      {t(filter.view === 'decided' ? 'queue:emptyDecided' : 'queue:emptyAll')}
    </Empty>
  )
}
