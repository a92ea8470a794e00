'use client'

import { formatFullTime, formatTime } from '../lib/format'
import { useLibrary } from '../lib/useLibrary'

/** 今天 14:05, 11月3日; the full time on hover. */
export const Time = ({ iso }: { iso: string }) => {
  const { language } = useLibrary()
  if (!iso) return null
  return (
    <time dateTime={iso} title={formatFullTime(iso, language)}>
      {formatTime(iso, language)}
    </time>
  )
}
