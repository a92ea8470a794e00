'use client'

import { type RefObject, useEffect, useRef } from 'react'

type Args = {
  list: RefObject<HTMLElement | null>
  search: RefObject<HTMLInputElement | null>
  onClaim: (id: string) => void
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

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
      if (event.key === 'j' || event.key === 'k') {
        const next = event.key === 'j' ? at + 1 : Math.max(0, at - 1)
        links[Math.min(next, links.length - 1)]?.focus()
      } else if (event.key === 'c' && at >= 0) onClaim(links[at]!.dataset.review ?? '')
      else if (event.key === '/') search.current?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

export { isTyping }
