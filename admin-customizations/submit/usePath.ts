'use client'

import { api } from '../lib/api'
import { useLoad } from '../lib/useLoad'
import { type CatalogueNode, withPaths } from './catalogue'

/** A node with the titles from its chapter down to itself; null without one. */
export const usePath = (node: string): CatalogueNode | null => {
  const { data } = useLoad<CatalogueNode | null>(node || null, async (signal) => {
    const found = await api<CatalogueNode>(`/catalogue-nodes/${node}?depth=0`, { signal })
    return (await withPaths([found], signal))[0] ?? null
  })
  return node === '' || data?.id !== node ? null : data
}
