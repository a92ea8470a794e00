'use client'

import { type RefObject, useEffect, useRef } from 'react'

import { isTyping } from '../lib/isTyping'

type Args = {
  list: RefObject<HTMLElement | null>
  search: RefObject<HTMLInputElement | null>
  onClaim: (id: string) => void
}

/** j/k move the focus from row to row (Enter opens the focused link by itself), c claims, / goes to the search. */
export const useKeys = (args: Args) => {
  const latest = useRef(args)
  latest.current = args
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const { list, search, onClaim } = latest.current
      const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-review]') ?? [])]
      const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
      // Caps lock makes capitals of them.
      const key = event.key.toLowerCase()
      if (key === 'j' || key === 'k') {
        const next = key === 'j' ? at + 1 : Math.max(0, at - 1)
        links[Math.min(next, links.length - 1)]?.focus()
      } else if (key === 'c' && at >= 0 && !event.repeat) onClaim(links[at]!.dataset.review ?? '')
      else if (key === '/') search.current?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
