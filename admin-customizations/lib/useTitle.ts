'use client'

import { useEffect } from 'react'

import { useLibrary } from './useLibrary'

/**
 * Names the window in the person's language; a view's own metadata can be in one language only. Next writes that
 * metadata some time after the view is there, hence the observer.
 */
export const useTitle = (text: string) => {
  const { t } = useLibrary()
  const title = `${text} · ${t('dashboard:title')}`
  useEffect(() => {
    const name = () => {
      if (document.title !== title) document.title = title
    }
    name()
    const observer = new MutationObserver(name)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
}
