import type { Payload } from 'payload'

import { SLUG } from '../src/slugs'
import { ASSET_KINDS, CHANNELS, DISTRICTS, GRADES, SCHOOLS, STAGES, SUBJECTS } from './data/vocabularies'
import { adoptionRows, nodeRows, textbookRows } from './textbooks'
import { addCounts, type Counts, upsertRows } from './upsertRows'

type Keyed = { key: string }
const byKey = ({ key }: Keyed): string => key
const byCode = ({ code }: { code: string }): string => code
/** A 教学点 has no code: district and name tell it apart (domain.md §4.4). */
const bySchool = ({ code, district, name }: { code?: string | null; district: string; name: string }): string =>
  code || `${district}:${name}`

const ordered = <T extends Keyed>(rows: readonly T[]) => rows.map((row, index) => ({ ...row, order: index + 1 }))

/** The vocabularies and districts without which nothing can be handed in: 学段, 年级, 学科, kinds, channels, 区划. */
export const importVocabularies = async ({ payload }: { payload: Payload }): Promise<Counts> => {
  const subjects = ordered(SUBJECTS.map(({ names: _, ...row }) => row))
  const steps: Counts[] = [
    await upsertRows({ payload, slug: SLUG.stages, rows: STAGES, keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.grades, rows: GRADES, keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.subjects, rows: subjects, keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.assetKinds, rows: ordered(ASSET_KINDS), keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.channels, rows: CHANNELS, keyOf: byKey }),
  ]
  // Level by level: a district's place is read from the one above it.
  for (const level of ['province', 'city', 'county']) {
    const rows = DISTRICTS.filter((district) => district.level === level)
    steps.push(await upsertRows({ payload, slug: SLUG.districts, rows, keyOf: byCode }))
  }
  return steps.reduce(addCounts)
}

/**
 * Imports vocabularies, districts, demo schools, textbooks with their tables of contents and the demo county's
 * adoptions. Found again by natural keys: a second run changes nothing, a changed label is set back to the source.
 * editions.json has no collection (textbooks carry their edition as a label); it stays a source to check labels with.
 */
export const importCatalogue = async ({ payload }: { payload: Payload }): Promise<Counts> =>
  [
    await importVocabularies({ payload }),
    await upsertRows({ payload, slug: SLUG.schools, rows: SCHOOLS, keyOf: bySchool }),
    await upsertRows({ payload, slug: SLUG.textbooks, rows: textbookRows(), keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.nodes, rows: nodeRows(), keyOf: byKey }),
    await upsertRows({ payload, slug: SLUG.adoptions, rows: adoptionRows(), keyOf: byKey }),
  ].reduce(addCounts)
