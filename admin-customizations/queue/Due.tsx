'use client'

import type { SeatJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'

/** How many working days are left for an office, marked by word and sign once none is. */
export const Due = ({ daysLeft }: { daysLeft: SeatJson['daysLeft'] }) => {
  const { t } = useLibrary()
  if (daysLeft === null) return null
  if (daysLeft < 0) return <span className="lib-person">! {t('queue:overdueBy', { count: -daysLeft })}</span>
  if (daysLeft === 0) return <span className="lib-person">{t('queue:dueToday')}</span>
  return <span>{t('queue:daysLeft', { count: daysLeft })}</span>
}
