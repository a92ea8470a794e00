import type { CollectionBeforeChangeHook } from 'payload'

import { requireActor } from '../access/actor'

/** Sets owner and school of a working copy at creation and keeps them from then on, whatever the form sends. */
export const ownResource: CollectionBeforeChangeHook = async ({ data, operation, originalDoc, req }) => {
  if (operation === 'update') {
    return { ...data, owner: originalDoc.owner, ownerName: originalDoc.ownerName, school: originalDoc.school }
  }
  const actor = await requireActor(req)
  return { ...data, owner: actor.id, ownerName: actor.name, school: actor.place.school }
}
