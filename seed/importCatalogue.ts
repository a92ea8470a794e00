import type { Payload } from 'payload'

import { SLUG } from '../src/slugs'
import { ASSET_KINDS, CHANNELS, DISTRICTS, GRADES, SCHOOLS, STAGES, SUBJECTS } from './data/vocabularies'
import { adoptionRows, nodeRows, textbookRows } from './textbooks'
import { addCounts, type Counts, importRows } from './importRows'

type Keyed = { key: string }
const byKey = ({ key }: Keyed): string => key
const byCode = ({ code }: { code: string }): string => code
/** A 教学点 has no code: district and name tell it apart. */
const bySchool = ({ code, district, name }: { code?: string | null; district: string; name: string }): string =>
  code || `${district}:${name}`

const ordered = <T extends Keyed>(rows: readonly T[]) => rows.map((row, index) => ({ ...row, order: index + 1 }))

type Args = {
  payload: Payload
  /** What people changed or deleted is set back too. */
  isReset?: boolean
}

/** The vocabularies and districts without which nothing can be handed in: 学段, 年级, 学科, kinds, channels, 区划. */
export const importVocabularies = async ({ payload, isReset = false }: Args): Promise<Counts> => {
  const subjects = ordered(SUBJECTS.map(({ names: _, ...row }) => row))
  const common = { payload, isReset }
  const steps: Counts[] = [
    await importRows({ ...common, slug: SLUG.stages, rows: STAGES, keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.grades, rows: GRADES, keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.subjects, rows: subjects, keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.assetKinds, rows: ordered(ASSET_KINDS), keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.channels, rows: CHANNELS, keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.districts, rows: DISTRICTS, keyOf: byCode, isInOrder: true }),
  ]
  return steps.reduce(addCounts)
}

/** Textbooks with their tables of contents. */
const importTextbooks = async ({ payload, isReset = false }: Args): Promise<Counts> => {
  const common = { payload, isReset }
  return addCounts(
    await importRows({ ...common, slug: SLUG.textbooks, rows: textbookRows(), keyOf: byKey }),
    await importRows({ ...common, slug: SLUG.nodes, rows: nodeRows(), keyOf: byKey }),
  )
}

/** The demo county: invented schools, and which books it uses in which terms. */
const importDemoCounty = async ({ payload, isReset = false }: Args): Promise<Counts> => {
  const common = { payload, isReset }
  return addCounts(
    await importRows({ ...common, slug: SLUG.schools, rows: SCHOOLS, keyOf: bySchool }),
    await importRows({ ...common, slug: SLUG.adoptions, rows: adoptionRows(), keyOf: byKey }),
  )
}

/**
 * Imports vocabularies, districts, textbooks with their tables of contents and, unless `hasDemo` is false, the demo
 * county. Found again by natural keys: a second run changes nothing, and what people changed or deleted stays so.
 * editions.json has no collection (textbooks carry their edition as a label); it stays a source to check labels with.
 */
export const importCatalogue = async ({ hasDemo = true, ...common }: Args & { hasDemo?: boolean }): Promise<Counts> => {
  const facts = addCounts(await importVocabularies(common), await importTextbooks(common))
  return hasDemo ? addCounts(facts, await importDemoCounty(common)) : facts
}
