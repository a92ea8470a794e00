'use client'

import { recall, recallAll, remember, tabId } from '../lib/storage'
import type { Form } from '../lib/types'

type Patch = Partial<Form>
type Copy = { patch: Patch; at: number }

/** A page that is open stamps its copy at every try to save it; one that was not stamped for so long has no page. */
const ORPHAN = 120_000

const startOf = (person: string, id: string | null) => `unsaved:${person}:${id ?? 'new'}:`
/** Two tabs may each hold a new resource: a working copy without an id belongs to its tab. */
const keyOf = (person: string, id: string | null) => `${startOf(person, id)}${id === null ? tabId() : ''}`

type Args = { person: string; id: string | null }

/** Keeps in the browser what is not saved yet; null when all is saved. */
export const keepUnsaved = ({ person, id, patch }: Args & { patch: Patch | null }): void =>
  remember(keyOf(person, id), patch && ({ patch, at: Date.now() } satisfies Copy))

/** What was not saved when this working copy was last open here; a new one also takes over what a closed tab left. */
export const recallUnsaved = ({ person, id }: Args): Patch | null => {
  const own = recall<Copy>(keyOf(person, id))
  if (own) return own.patch
  if (id !== null) return null
  const orphan = recallAll<Copy>(startOf(person, null)).find(([, copy]) => Date.now() - copy.at > ORPHAN)
  if (!orphan) return null
  remember(orphan[0], null)
  return orphan[1].patch
}
