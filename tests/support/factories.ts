import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import { importVocabularies } from '../../seed/importCatalogue'
import { loadActor } from '../../src/access/actor'
import { type Actor, systemActor } from '../../src/domain/actor'
import type { Grant, Role } from '../../src/domain/roles'
import type { School, User } from '../../src/payload-types'
import { SLUG } from '../../src/slugs'
import { grantRole } from '../../src/workflow/grants'

let counter = 0

/** A short text that no other call returns: `t3-1f0c`. */
export const unique = (prefix = 't'): string => `${prefix}${++counter}-${randomUUID().slice(0, 4)}`

/** The real vocabularies and districts (about 80 rows); a second call changes nothing. */
export const buildVocabulary = async ({ payload }: { payload: Payload }): Promise<void> => {
  await importVocabularies({ payload })
}

export type County = { county: string; city: string; province: string }

/** A county in a city in a province; what is not given is new, with flagged local codes. */
export const buildCounty = async ({
  payload,
  city,
  province,
}: { payload: Payload } & Partial<Pick<County, 'city' | 'province'>>): Promise<County> => {
  const add = async (level: keyof County, parent: string | null): Promise<string> => {
    const code = unique(level)
    await payload.create({
      collection: SLUG.districts,
      data: { code, name: `${level} ${code}`, level, parent, isLocalCode: true },
    })
    return code
  }
  if (city) {
    const county = await add('county', city)
    const { docs } = await payload.find({ collection: SLUG.districts, where: { code: { equals: county } }, limit: 1 })
    return { county, city, province: docs[0]?.province ?? '' }
  }
  const newProvince = province ?? (await add('province', null))
  const newCity = await add('city', newProvince)
  return { county: await add('county', newCity), city: newCity, province: newProvince }
}

/** A school with a valid code, by default in a county of its own. */
export const buildSchool = async ({
  payload,
  district,
  ...data
}: { payload: Payload } & Partial<
  Pick<School, 'name' | 'code' | 'stages' | 'district' | 'isWeak' | 'isTeachingPoint' | 'parentSchool'>
>): Promise<School> =>
  payload.create({
    collection: SLUG.schools,
    data: {
      code: `2141${String(900_000 + ++counter).padStart(6, '0')}`,
      name: unique('school'),
      district: district ?? (await buildCounty({ payload })).county,
      stages: ['primary'],
      ...data,
    },
  })

type RoleWish = Role | ({ role: Role } & Partial<Grant>)

/**
 * A person with roles and the actor that a request of theirs would have: `roles: ['teacher']` or
 * `[{role: 'contentReviewer', district, subject: 'math'}]`. The password is `PASSWORD`.
 */
export const buildUser = async ({
  payload,
  roles = [],
  school,
  district,
  ...data
}: { payload: Payload; roles?: RoleWish[] } & Partial<
  Pick<User, 'name' | 'email' | 'school' | 'district' | 'isDisabled'>
>): Promise<{ user: User; actor: Actor }> => {
  const name = unique('user')
  const user = await payload.create({
    collection: SLUG.users,
    data: { email: `${name}@test.example`, password: PASSWORD, name, school, district, ...data },
  })
  for (const wish of roles) {
    const grant = typeof wish === 'string' ? { role: wish } : wish
    await grantRole({ payload, actor: systemActor('test'), user: String(user.id), ...grant })
  }
  return { user, actor: await actorFor({ payload, user }) }
}

/** The password of everybody whom `buildUser` makes. */
export const PASSWORD = 'test-password-1'

/** The actor with the grants of this moment. */
export const actorFor = ({ payload, user }: { payload: Payload; user: User }): Promise<Actor> =>
  loadActor({ payload, user: { ...user, id: String(user.id), school: schoolOf(user) } as never })

const schoolOf = ({ school }: User): string | null =>
  typeof school === 'object' && school !== null ? String(school.id) : (school ?? null)
