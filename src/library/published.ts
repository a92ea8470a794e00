import type { Payload, Where } from 'payload'

import { tokensOf } from '../access/actor'
import type { Actor } from '../domain/actor'
import { SLUG } from '../slugs'
import type { RevisionRow, ShelfRow } from '../workflow/rows'
import { findRows } from '../workflow/transition'

/** The states in which a resource is on the shelf. */
export const ON_SHELF = ['live', 'noticed']

/**
 * The audience rule as a query: what is on the shelf for whoever asks (R5, R36, R75). Pages, GraphQL, search hits and
 * streaming all pass through it, at each request, so that a take-down works at once.
 */
export const publishedFor = (actor: Actor | null): Where => ({
  and: [{ state: { in: ON_SHELF } }, { audience: { in: tokensOf(actor) } }],
})

export type PublishedFile = {
  id: string
  name: string
  kind: string
  group: string
  mime: string
  /** Bytes and SHA-256 of what is delivered (the rendition of a video, the file itself of the rest). */
  size: number
  sha256: string
  asset: string
  /** Path on this server; `?download=1` names the file. */
  url: string
  posterUrl: string | null
  durationSeconds: number | null
  width: number | null
  height: number | null
}

export type Published = { shelf: ShelfRow; revision: RevisionRow; files: PublishedFile[] }

const mediaUrl = (shelf: ShelfRow, asset: string) => `/media/shelves/${shelf.id}/${asset}`

const filesOf = (shelf: ShelfRow, revision: RevisionRow): PublishedFile[] =>
  revision.files.map((file) => {
    const outputs = revision.outputs.filter((output) => output.file === file.file)
    const delivered = outputs.find((output) => output.role !== 'poster') ?? file
    const poster = outputs.find((output) => output.role === 'poster')
    const machine = revision.machine.files.find((each) => each.file === file.file)
    const probe = machine?.outputProbe ?? machine?.probe ?? null
    return {
      id: file.file,
      name: delivered.name,
      kind: file.kind,
      group: file.group,
      mime: delivered.mime,
      size: delivered.size,
      sha256: delivered.sha256,
      asset: delivered.asset,
      url: mediaUrl(shelf, delivered.asset),
      posterUrl: poster ? mediaUrl(shelf, poster.asset) : null,
      durationSeconds: probe?.durationSeconds ?? null,
      width: probe?.video?.width ?? null,
      height: probe?.video?.height ?? null,
    }
  })

/** Reads published resources with their live revision; `where` narrows, the audience rule always holds. */
export const findPublished = async ({
  payload,
  actor,
  where,
  sort = '-publishedAt',
  limit = 50,
}: {
  payload: Payload
  actor: Actor | null
  where: Where
  sort?: string
  limit?: number
}): Promise<Published[]> => {
  const shelves = await findRows({
    payload,
    slug: SLUG.shelves,
    where: { and: [publishedFor(actor), where] },
    sort,
    limit: Math.max(1, limit),
  })
  const revisions = new Map(
    (
      await findRows({
        payload,
        slug: SLUG.revisions,
        where: { id: { in: shelves.map((shelf) => shelf.liveRevision) } },
      })
    ).map((row: RevisionRow) => [row.id, row]),
  )
  return shelves.flatMap((shelf) => {
    const revision = revisions.get(shelf.liveRevision)
    return revision ? [{ shelf, revision, files: filesOf(shelf, revision) }] : []
  })
}

/** One published resource by its shelf id; null when it is not there, not live or not for this viewer. */
export const readPublished = async ({
  payload,
  actor,
  shelf,
}: {
  payload: Payload
  actor: Actor | null
  shelf: string
}): Promise<Published | null> =>
  (await findPublished({ payload, actor, where: { id: { equals: shelf } }, limit: 1 }))[0] ?? null
