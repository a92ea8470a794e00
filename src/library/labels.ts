import type { Payload } from 'payload'

import type { Label } from '../domain/searchDocument'
import { remember } from '../search/remember'
import { SLUG, type Slug } from '../slugs'

export type KindLabel = Label & { group: string }
export type GradeLabel = Label & { stage: string }

/** Key → names of each vocabulary, in its order. */
export type Labels = {
  stage: ReadonlyMap<string, Label>
  grade: ReadonlyMap<string, GradeLabel>
  subject: ReadonlyMap<string, Label>
  kind: ReadonlyMap<string, KindLabel>
  channel: ReadonlyMap<string, Label>
}

type Row = { key: string; label: string; labelEn?: string | null; group?: string | null; stage?: string | null }

/** More than any vocabulary has. */
const LIMIT = 1000

const read = async <T>(
  payload: Payload,
  slug: Slug,
  more: (row: Row) => T,
): Promise<ReadonlyMap<string, Label & T>> => {
  const { docs } = await payload.db.find<Row>({ collection: slug, sort: 'order', limit: LIMIT, pagination: false })
  return new Map(docs.map((row) => [row.key, { zh: row.label, en: row.labelEn || row.label, ...more(row) }]))
}

const kept = remember<Labels>({
  seconds: 60,
  load: async (payload) => {
    const [stage, grade, subject, kind, channel] = await Promise.all([
      read(payload, SLUG.stages, () => ({})),
      read(payload, SLUG.grades, (row) => ({ stage: row.stage ?? '' })),
      read(payload, SLUG.subjects, () => ({})),
      read(payload, SLUG.assetKinds, (row) => ({ group: row.group ?? '' })),
      read(payload, SLUG.channels, () => ({})),
    ])
    return { stage, grade, subject, kind, channel }
  },
})

/** The names of stages, grades, subjects, kinds and channels; read at most once a minute. */
export const labelsOf = ({ payload }: { payload: Payload }): Promise<Labels> => kept.get(payload)

/** Reads the vocabularies anew at the next call (after an import). */
export const forgetLabels = ({ payload }: { payload: Payload }): void => kept.forget(payload)
