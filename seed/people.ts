import type { Payload, Where } from 'payload'

import type { Actor } from '../src/domain/actor'
import type { Role } from '../src/domain/roles'
import { SLUG } from '../src/slugs'
import { issueClientKey } from '../src/workflow/clientKeys'
import { grantRole } from '../src/workflow/grants'
import { findRows } from '../src/workflow/transition'
import { DEMO_COUNTY } from './data/vocabularies'

type Scope = { district?: string; subject?: string; stage?: string }
type Person = {
  key: string
  name: string
  staffNumber: string
  /** Code of the school, or of the district for people of an office. */
  school?: string
  district?: string
  roles: { role: Role; scope?: Scope }[]
}
export type SeededAccount = {
  key: string
  name: string
  email: string
  /** Only of an account that this run created or gave a new one. */
  password: string | null
  roles: Role[]
}

const office = { district: DEMO_COUNTY }
const teacher = [{ role: 'teacher' as const }]
const viewer = [{ role: 'viewer' as const }]

/** Invented people of the demo county, and one next door who must not see what the county keeps to itself. */
export const PEOPLE: readonly Person[] = [
  { key: 'admin', name: '韩梅', staffNumber: 'A001', ...office, roles: [{ role: 'systemAdmin' }] },
  { key: 'teacher', name: '李文静', staffNumber: 'T001', school: '2141000101', roles: teacher },
  { key: 'teacher2', name: '王志强', staffNumber: 'T002', school: '2141000101', roles: teacher },
  { key: 'teacher3', name: '张晓燕', staffNumber: 'T003', school: '3141000104', roles: teacher },
  {
    key: 'content',
    name: '陈建国',
    staffNumber: 'C001',
    ...office,
    roles: [{ role: 'contentReviewer', scope: { ...office, subject: 'math', stage: 'primary' } }],
  },
  {
    key: 'content2',
    name: '刘慧敏',
    staffNumber: 'C002',
    ...office,
    roles: [{ role: 'contentReviewer', scope: office }],
  },
  {
    key: 'technical',
    name: '赵鹏',
    staffNumber: 'E001',
    ...office,
    roles: [{ role: 'technicalReviewer', scope: office }],
  },
  {
    key: 'technical2',
    name: '孙丽娜',
    staffNumber: 'E002',
    ...office,
    roles: [{ role: 'technicalReviewer', scope: office }],
  },
  { key: 'viewer', name: '周敏', staffNumber: 'V001', school: '2141000101', roles: viewer },
  { key: 'neighbour', name: '吴浩', staffNumber: 'V002', school: '2141000201', roles: viewer },
]

/** The client app of the demo; it sees what the demo county may see. */
export const DEMO_CLIENT = 'demo-app'

type Args = { payload: Payload; actor: Actor }

/** Code → id of the people's schools, looked up before anybody is created. */
const findSchools = async (payload: Payload): Promise<Map<string, string>> => {
  const codes = PEOPLE.flatMap(({ school }) => school ?? [])
  const { docs } = await payload.find({
    collection: SLUG.schools,
    where: { code: { in: codes } },
    pagination: false,
  })
  const found = new Map(docs.map(({ code, id }) => [code ?? '', String(id)]))
  const missing = codes.find((code) => !found.has(code))
  if (missing) throw new Error(`School ${missing} is missing: run importCatalogue first`)
  return found
}

/** Whether this role was ever granted: one that was taken back is not given again by a second run. */
const wasGranted = async (payload: Payload, user: string, role: Role): Promise<boolean> => {
  const where: Where = { and: [{ user: { equals: user } }, { role: { equals: role } }] }
  return (await findRows({ payload, slug: SLUG.roleGrants, where, limit: 1 })).length > 0
}

type Passwords = {
  /** A password of at least 8 characters for a person's key. */
  passwordFor: (key: string) => string
  /** Whether somebody knows the password of a person who is there already; if not, a new one is set. */
  isKnown: (key: string) => boolean
}

const seedPerson = async ({
  payload,
  actor,
  person,
  schools,
  passwordFor,
  isKnown,
}: Args & Passwords & { person: Person; schools: Map<string, string> }): Promise<SeededAccount> => {
  const { key, name, staffNumber, school, district, roles } = person
  const email = `${key}@demo.example`
  const collection = SLUG.users
  const { docs } = await payload.find({ collection, where: { email: { equals: email } }, limit: 1 })
  const password = docs[0] && isKnown(key) ? null : passwordFor(key)
  const user =
    docs[0] ??
    (await payload.create({
      collection,
      data: {
        email,
        password: password ?? '',
        name,
        staffNumber,
        district: district ?? null,
        school: school ? schools.get(school) : null,
      },
    }))
  if (docs[0] && password !== null) await payload.update({ collection, id: user.id, data: { password } })
  for (const { role, scope } of roles) {
    const id = String(user.id)
    if (!(await wasGranted(payload, id, role))) await grantRole({ payload, actor, user: id, role, ...scope })
  }
  return { key, name, email, password, roles: roles.map(({ role }) => role) }
}

const seedClient = async ({
  payload,
  actor,
  hasClientKey,
}: Args & { hasClientKey: boolean | null }): Promise<string | null> => {
  const where = { name: { equals: DEMO_CLIENT } }
  const { docs } = await payload.find({ collection: SLUG.apiClients, where, limit: 1 })
  const data = { name: DEMO_CLIENT, district: DEMO_COUNTY, purpose: '演示：按县域范围只读查询' }
  const client = String((docs[0] ?? (await payload.create({ collection: SLUG.apiClients, data }))).id)
  const keys = await findRows({ payload, slug: SLUG.clientKeys, where: { client: { equals: client } }, limit: 1 })
  return (hasClientKey ?? keys.length > 0) ? null : (await issueClientKey({ payload, actor, client })).key
}

/**
 * Creates the demo people with their roles, and the demo client app with one key. Who is there already stays as it is:
 * passwords that are known, changed names and revoked roles included. Needs `importCatalogue` before it.
 * @param hasClientKey whether somebody holds the client's key; if not, another is issued (null: if it has any)
 * @returns accounts with the passwords that this run set, and the client key when this run issued it, else null
 */
export const seedPeople = async ({
  payload,
  actor,
  passwordFor,
  isKnown = () => true,
  hasClientKey = null,
}: Args & Pick<Passwords, 'passwordFor'> & Partial<Passwords> & { hasClientKey?: boolean | null }): Promise<{
  accounts: SeededAccount[]
  apiKey: string | null
}> => {
  const schools = await findSchools(payload)
  const accounts: SeededAccount[] = []
  for (const person of PEOPLE)
    accounts.push(await seedPerson({ payload, actor, person, schools, passwordFor, isKnown }))
  return { accounts, apiKey: await seedClient({ payload, actor, hasClientKey }) }
}
