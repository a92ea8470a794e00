import type { Payload } from 'payload'

import { SLUG } from '../slugs'
import type { RevisionRow } from '../workflow/rows'

/** What a line of the queue says of a revision: how many things the machine noted, and the first poster if there is one. */
export type RevisionMark = { notes: number; poster: string | null }

/** The address at which a reviewer gets a stored file of a revision. */
export const fileUrl = (revision: string, asset: string, suffix = '') =>
  `/media/revisions/${revision}/${asset}${suffix}`

const markOf = ({ id, machine, outputs }: RevisionRow): RevisionMark => {
  const poster = outputs.find((output) => output.role === 'poster')
  return {
    notes: machine.files.flatMap((file) => file.reasons).filter((reason) => reason.level === 'note').length,
    poster: poster ? fileUrl(id, poster.asset) : null,
  }
}

/** The marks of the revisions of one page of a queue, by id: one query of the two columns. */
export const revisionMarks = async ({
  payload,
  ids,
}: {
  payload: Payload
  ids: string[]
}): Promise<Map<string, RevisionMark>> => {
  if (ids.length === 0) return new Map()
  const { docs } = await payload.db.find<RevisionRow>({
    collection: SLUG.revisions,
    where: { id: { in: ids } },
    select: { machine: true, outputs: true },
    limit: 0,
    pagination: false,
  })
  return new Map(docs.map((row) => [row.id, markOf(row)]))
}
