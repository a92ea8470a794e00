import { handleEndpoints, type Payload } from 'payload'

import { importCatalogue } from '../../seed/importCatalogue'
import { DEMO_CLIENT, PEOPLE, seedPeople } from '../../seed/people'
import { hashClientKey } from '../../src/access/clientKeyStrategy'
import { systemActor } from '../../src/domain/actor'
import { covers } from '../../src/domain/roles'
import { SLUG } from '../../src/slugs'
import { issueClientKey, revokeClientKey } from '../../src/workflow/clientKeys'
import { grantRole, revokeRole } from '../../src/workflow/grants'
import { findRows } from '../../src/workflow/transition'
import { actorFor, buildCounty, buildSchool, buildUser, PASSWORD, unique } from '../support/factories'
import { type Running, startPayload } from '../support/payload'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/people --selectProjects int
const machine = systemActor('test')
let running: Running
let payload: Payload

beforeAll(async () => {
  running = await startPayload({ name: 'people' })
  payload = running.payload
})
afterAll(() => running?.stop())

const request = async (method: string, path: string, init: { body?: unknown; headers?: Record<string, string> } = {}) =>
  handleEndpoints({
    config: payload.config,
    request: new Request(`http://localhost:3000/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', ...init.headers },
      ...(init.body ? { body: JSON.stringify(init.body) } : {}),
    }),
  })

const logIn = async (email: string, password = PASSWORD) => {
  const response = await request('POST', '/users/login', { body: { email, password } })
  const { token } = (await response.json()) as { token?: string }
  return { status: response.status, authorization: `JWT ${token}` }
}

describe('seedPeople', () => {
  const seed = () => seedPeople({ payload, actor: systemActor('seed'), passwordFor: (key) => `demo-${key}-password` })

  it('should refuse to run before the catalogue', async () => {
    await expect(seed()).rejects.toThrow('importCatalogue')
  })

  it('should create everybody once, with roles, and change nothing the second time', async () => {
    await importCatalogue({ payload })
    const first = await seed()
    expect(first.accounts.every(({ password }) => password !== null)).toBe(true)
    expect(first.accounts.map(({ key }) => key)).toEqual(PEOPLE.map(({ key }) => key))
    expect(first.accounts.find(({ key }) => key === 'teacher')).toEqual({
      key: 'teacher',
      name: '李文静',
      email: 'teacher@demo.example',
      password: 'demo-teacher-password',
      roles: ['teacher'],
    })
    expect(first.apiKey).toMatch(/^lk_/)
    const count = async () => ({
      users: (await payload.count({ collection: SLUG.users })).totalDocs,
      grants: (await payload.count({ collection: SLUG.roleGrants })).totalDocs,
      events: (await payload.count({ collection: SLUG.auditEvents })).totalDocs,
    })
    const before = await count()
    const second = await seed()
    expect(second.accounts.map(({ password }) => password)).toEqual(PEOPLE.map(() => null))
    expect(second.apiKey).toBeNull()
    expect(await count()).toEqual(before)
  })

  it('should sign everybody in with the password that it said, as somebody of that place', async () => {
    const { user } = await payload.login({
      collection: SLUG.users,
      data: { email: 'content@demo.example', password: 'demo-content-password' },
    })
    const actor = await actorFor({ payload, user: user as never })
    expect(actor.place).toEqual({ school: '', county: '411327', city: '411300', province: '410000' })
    expect(actor.grants).toEqual([
      expect.objectContaining({ role: 'contentReviewer', district: '411327', subject: 'math', stage: 'primary' }),
    ])
    const neighbour = await payload.find({ collection: SLUG.users, where: { name: { equals: '吴浩' } } })
    const next = await actorFor({ payload, user: neighbour.docs[0]! })
    expect(next.place).toMatchObject({ county: '411328', city: '411300' })
  })

  it('should not give a revoked role back', async () => {
    const { docs } = await payload.find({ collection: SLUG.users, where: { name: { equals: '孙丽娜' } } })
    const [grant] = await findRows({ payload, slug: SLUG.roleGrants, where: { user: { equals: docs[0]!.id } } })
    await revokeRole({ payload, actor: machine, grant: grant!.id })
    await seed()
    expect((await actorFor({ payload, user: docs[0]! })).grants).toEqual([])
  })
})

describe('roles', () => {
  it('should hold within their scope only', async () => {
    const here = await buildCounty({ payload })
    const there = await buildCounty({ payload })
    const scope = { role: 'contentReviewer', district: here.county, subject: 'math', stage: 'primary' } as const
    const { actor } = await buildUser({ payload, district: here.county, roles: [scope] })
    const [grant] = actor.grants
    const item = { school: 's', ...here, subject: 'math', stage: 'primary' }
    expect(covers({ grant: grant!, item })).toBe(true)
    expect(covers({ grant: grant!, item: { ...item, ...there } })).toBe(false)
    expect(covers({ grant: grant!, item: { ...item, subject: 'art' } })).toBe(false)
    expect(actor.place).toEqual({ school: '', ...here })
  })

  it('should be granted once a scope, even when two ask at the same time', async () => {
    const { user } = await buildUser({ payload })
    const wish = { payload, actor: machine, user: user.id, role: 'teacher' } as const
    const rows = await Promise.all([grantRole(wish), grantRole(wish), grantRole(wish)])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1)
    await grantRole({ ...wish, subject: 'math' })
    expect((await actorFor({ payload, user })).grants).toHaveLength(2)
  })

  it('should be gone at the next look after a revocation, and come back as a new grant', async () => {
    const { user, actor } = await buildUser({ payload, roles: ['teacher'] })
    expect(actor.grants).toHaveLength(1)
    const where = { user: { equals: user.id } }
    const [grant] = await findRows({ payload, slug: SLUG.roleGrants, where })
    await revokeRole({ payload, actor: machine, grant: grant!.id })
    expect((await actorFor({ payload, user })).grants).toEqual([])
    await expect(revokeRole({ payload, actor: machine, grant: grant!.id })).rejects.toMatchObject({
      code: 'STAGE_CONFLICT',
    })
    const again = await grantRole({ payload, actor: machine, user: user.id, role: 'teacher' })
    expect(again.id).not.toBe(grant!.id)
    expect((await actorFor({ payload, user })).grants).toHaveLength(1)
    const events = await payload.find({
      collection: SLUG.auditEvents,
      where: { entity: { equals: `${SLUG.roleGrants}/${grant!.id}` } },
      sort: 'position',
    })
    expect(events.docs.map(({ type }) => type)).toEqual(['grant.granted', 'grant.revoked'])
  })

  it('should be granted and revoked by a system admin only', async () => {
    const { user, actor } = await buildUser({ payload, roles: ['teacher', 'contentReviewer', 'technicalReviewer'] })
    const wish = { payload, user: user.id, role: 'systemAdmin' } as const
    await expect(grantRole({ ...wish, actor })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const admin = await buildUser({ payload, roles: ['systemAdmin'] })
    await expect(grantRole({ ...wish, actor: admin.actor })).resolves.toMatchObject({ grantedBy: admin.user.id })
  })

  it('should not be written by a form, whoever sends it', async () => {
    const { user } = await buildUser({ payload, roles: ['systemAdmin'] })
    const data = { key: unique(), user: user.id, role: 'teacher', state: 'granted', seq: 1, drainedSeq: 1 }
    const refused = { code: 'WORKFLOW_OWNED' }
    await expect(payload.create({ collection: SLUG.roleGrants, data })).rejects.toMatchObject(refused)
    const change = { collection: SLUG.roleGrants, where: {}, data: { state: 'granted' } } as const
    await expect(payload.update({ ...change, overrideAccess: true })).rejects.toMatchObject(refused)
    await expect(payload.delete({ collection: SLUG.roleGrants, where: {} })).rejects.toMatchObject(refused)
  })
})

describe('accounts', () => {
  it('should keep the first-register door shut', async () => {
    const body = { email: 'intruder@test.example', password: PASSWORD, name: 'x' }
    const response = await request('POST', '/users/first-register', { body })
    expect(response.status).toBe(403)
    expect((await payload.count({ collection: SLUG.users, where: { name: { equals: 'x' } } })).totalDocs).toBe(0)
  })

  it('should not let anybody sign in as the system', async () => {
    const { docs } = await payload.find({ collection: SLUG.users, where: { name: { equals: '系统' } } })
    expect(docs).toHaveLength(1)
    expect(docs[0]).toMatchObject({ isDisabled: true, email: 'system@localhost.invalid' })
    expect(await logIn('system@localhost.invalid', '')).toMatchObject({ status: 400 })
  })

  it('should sign a person in and a disabled one not', async () => {
    const { user } = await buildUser({ payload })
    expect(await logIn(user.email)).toMatchObject({ status: 200 })
    await payload.update({ collection: SLUG.users, id: user.id, data: { isDisabled: true } })
    expect(await logIn(user.email)).toMatchObject({ status: 403 })
  })

  it('should end what a disabled person may do at the next request, signed in or not', async () => {
    const { user } = await buildUser({ payload, roles: ['systemAdmin'] })
    const { authorization } = await logIn(user.email)
    const read = () => request('GET', `/users/${user.id}`, { headers: { authorization } })
    expect((await read()).status).toBe(200)
    await payload.update({ collection: SLUG.users, id: user.id, data: { isDisabled: true } })
    expect((await read()).status).toBe(403)
  })

  it('should show nobody the e-mail address of others', async () => {
    const school = await buildSchool({ payload })
    const other = await buildUser({ payload, school: school.id })
    const { user } = await buildUser({
      payload,
      school: school.id,
      roles: ['teacher', 'contentReviewer', 'technicalReviewer'],
    })
    const asking = { ...user, collection: SLUG.users } as never
    const own = await payload.find({ collection: SLUG.users, overrideAccess: false, user: asking, limit: 100 })
    expect(own.docs.map(({ id }) => id)).toEqual([user.id])
    const guess = { email: { equals: other.user.email } }
    const guessed = { collection: SLUG.users, where: guess, overrideAccess: false } as const
    expect((await payload.find({ ...guessed, user: asking })).docs).toEqual([])
    expect((await payload.count({ ...guessed, user: asking })).totalDocs).toBe(0)
    await expect(payload.find(guessed)).rejects.toMatchObject({ status: 403 })
    const { authorization } = await logIn(user.email)
    const response = await request('GET', `/users/${other.user.id}`, { headers: { authorization } })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('@')
  })

  it('should not let a person change their own name, school or standing', async () => {
    const { user } = await buildUser({ payload })
    const school = await buildSchool({ payload })
    const asking = { ...user, collection: SLUG.users } as never
    const data = { name: 'other', school: school.id, district: '411327', staffNumber: '1', isDisabled: true }
    await payload.update({ collection: SLUG.users, id: user.id, data, overrideAccess: false, user: asking })
    const after = await payload.findByID({ collection: SLUG.users, id: user.id })
    expect(after).toMatchObject({ name: user.name, isDisabled: false })
    expect([after.school ?? null, after.district ?? null, after.staffNumber ?? null]).toEqual([null, null, null])
  })

  it('should record a log-in', async () => {
    const { user } = await buildUser({ payload })
    await logIn(user.email)
    const { totalDocs } = await payload.count({
      collection: SLUG.auditEvents,
      where: { and: [{ type: { equals: 'session.login' } }, { actor: { equals: user.id } }] },
    })
    expect(totalDocs).toBe(1)
  })
})

describe('client keys', () => {
  const buildClient = async () => {
    const { county } = await buildCounty({ payload })
    const data = { name: unique('client'), district: county }
    const client = await payload.create({ collection: SLUG.apiClients, data })
    return { client, ...(await issueClientKey({ payload, actor: machine, client: client.id })) }
  }
  const ask = async (authorization: string) => (await payload.auth({ headers: new Headers({ authorization }) })).user

  it('should open as the client that they were issued to', async () => {
    const { client, key } = await buildClient()
    expect(await ask(`api-clients API-Key ${key}`)).toMatchObject({ id: client.id, collection: SLUG.apiClients })
    expect(await ask(`api-clients API-Key ${key}x`)).toBeNull()
    expect(await ask(`users API-Key ${key}`)).toBeNull()
    expect(await ask(key)).toBeNull()
  })

  it('should be stored as a hash only, which nobody reads', async () => {
    const { key, row } = await buildClient()
    const [stored] = await findRows({ payload, slug: SLUG.clientKeys, where: { id: { equals: row.id } } })
    expect(stored?.keyHash).toBe(hashClientKey(key))
    const { docs: events } = await payload.find({
      collection: SLUG.auditEvents,
      where: { entity: { equals: `${SLUG.clientKeys}/${row.id}` } },
    })
    expect(events).toHaveLength(1)
    expect(JSON.stringify([stored, events])).not.toContain(key)
    const { user } = await buildUser({ payload, roles: ['systemAdmin'] })
    const { authorization } = await logIn(user.email)
    const response = await request('GET', '/client-keys?limit=100', { headers: { authorization } })
    expect(response.status).toBe(200)
    const shown = await response.text()
    expect(shown).toContain(row.id)
    expect(shown).not.toContain(stored?.keyHash)
  })

  it('should stop when they are revoked, and when the client is disabled', async () => {
    const { client, key, row } = await buildClient()
    const second = await issueClientKey({ payload, actor: machine, client: client.id })
    await revokeClientKey({ payload, actor: machine, key: row.id })
    expect(await ask(`api-clients API-Key ${key}`)).toBeNull()
    expect(await ask(`api-clients API-Key ${second.key}`)).toMatchObject({ id: client.id })
    await payload.update({ collection: SLUG.apiClients, id: client.id, data: { isDisabled: true } })
    expect(await ask(`api-clients API-Key ${second.key}`)).toBeNull()
  })

  it('should give a client no rights of a person', async () => {
    const { key } = await buildClient()
    const headers = { authorization: `api-clients API-Key ${key}` }
    for (const path of ['/users', '/role-grants', '/client-keys', '/resources', '/api-clients']) {
      expect((await request('GET', path, { headers })).status).toBe(403)
    }
    expect((await request('POST', '/subjects', { headers, body: { key: unique(), label: 'x' } })).status).toBe(403)
  })

  it('should be issued by a system admin only', async () => {
    const { client } = await buildClient()
    const { actor } = await buildUser({ payload, roles: ['teacher'] })
    await expect(issueClientKey({ payload, actor, client: client.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const found = await payload.count({ collection: SLUG.apiClients, where: { name: { equals: DEMO_CLIENT } } })
    expect(found.totalDocs).toBe(1)
  })
})
