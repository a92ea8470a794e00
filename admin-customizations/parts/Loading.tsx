'use client'

import { useEffect, useState } from 'react'

import { useLibrary } from '../lib/useLibrary'

/** A sign of waiting, shown only when the wait is longer than 0.3 s. */
export const Loading = () => {
  const { t } = useLibrary()
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="lib-loading" role="status">
      {isShown ? t('common:loading') : ''}
    </p>
  )
}
