import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { isReviewable } from '../domain/review'
import { covers, hasRole, TRACK_ROLE, TRACKS } from '../domain/roles'
import { SLUG } from '../slugs'
import type { AssetRow, RevisionRow, ShelfRow } from '../workflow/rows'
import { publishedFor } from './published'

/** What is asked for: a file of what is published on a shelf, or of a revision under review. */
export type Wanted = { place: 'shelves' | 'revisions'; id: string; asset: string }

/** One stored file that may be read by whoever asked. Sizes are bytes. */
export type Deliverable = { storageKey: string; sha256: string; size: number; mime: string; name: string }

type Part = { asset: string; sha256: string; mime: string; name: string }

const revisionOf = async (payload: Payload, id: string): Promise<RevisionRow | null> =>
  payload.db.findOne<RevisionRow>({ collection: SLUG.revisions, where: { id: { equals: id } } })

/** Only outputs: the master of a video that was encoded again is a file of the manifest, never of the shelf. */
const publishedPart = async ({
  payload,
  actor,
  wanted,
}: {
  payload: Payload
  actor: Actor | null
  wanted: Wanted
}): Promise<Part | undefined> => {
  const shelf = await payload.db.findOne<ShelfRow>({
    collection: SLUG.shelves,
    where: { and: [{ id: { equals: wanted.id } }, publishedFor(actor)] },
  })
  // MongoDB's adapter leaves out a condition on what is no id of its own.
  if (!shelf || String(shelf.id) !== wanted.id) return undefined
  const revision = await revisionOf(payload, shelf.liveRevision)
  return revision?.outputs.find((output) => output.asset === wanted.asset)
}

/** Owner, system admin, and reviewers of either office within their scope once the machine let it through. */
const maySee = ({ actor, revision }: { actor: Actor; revision: RevisionRow }): boolean => {
  if (actor.kind !== 'user') return false
  if (actor.id === revision.owner || hasRole(actor.grants, 'systemAdmin')) return true
  const roles = TRACKS.map((track) => TRACK_ROLE[track] as string)
  return (
    isReviewable(revision.state) &&
    actor.grants.some((grant) => roles.includes(grant.role) && covers({ grant, item: revision }))
  )
}

const revisionPart = async ({
  payload,
  actor,
  wanted,
}: {
  payload: Payload
  actor: Actor | null
  wanted: Wanted
}): Promise<Part | undefined> => {
  const revision = actor && (await revisionOf(payload, wanted.id))
  if (!revision || String(revision.id) !== wanted.id || !maySee({ actor, revision })) return undefined
  return [...revision.outputs, ...revision.files].find((part) => part.asset === wanted.asset)
}

/**
 * Asks the shelf or the revision anew whether this viewer may read this file now. Null when not, when it is not part of
 * it or when its bytes are going: nobody learns which.
 */
export const findDeliverable = async (args: {
  payload: Payload
  actor: Actor | null
  wanted: Wanted
}): Promise<Deliverable | null> => {
  const part = await (args.wanted.place === 'shelves' ? publishedPart(args) : revisionPart(args))
  if (!part) return null
  const asset = await args.payload.db.findOne<AssetRow>({
    collection: SLUG.mediaAssets,
    where: { id: { equals: part.asset } },
  })
  if (!asset || asset.state !== 'active' || asset.sha256 !== part.sha256) return null
  return { storageKey: asset.storageKey, sha256: asset.sha256, size: asset.size, mime: part.mime, name: part.name }
}
