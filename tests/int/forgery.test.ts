import { randomUUID } from 'node:crypto'

import { configToSchema } from '@payloadcms/graphql'
import type { CollectionSlug, Payload } from 'payload'

import { loadActor } from '../../src/access/actor'
import { systemActor } from '../../src/domain/actor'
import { beat } from '../../src/jobs/beat'
import { SLUG } from '../../src/slugs'
import { issueClientKey } from '../../src/workflow/clientKeys'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { findRows } from '../../src/workflow/transition'
import { expectSound, finishJobs } from '../support/killSound'
import { type Running, startPayload } from '../support/payload'
import { type Caller, signIn } from '../support/raceRest'
import { buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

const OWNED = [
  SLUG.uploads,
  SLUG.uploadLocks,
  SLUG.revisions,
  SLUG.reviews,
  SLUG.shelves,
  SLUG.mediaAssets,
  SLUG.assetRefs,
  SLUG.roleGrants,
  SLUG.clientKeys,
  SLUG.jobs,
  SLUG.workerBeats,
  SLUG.notices,
  SLUG.auditEvents,
] as const

let running: Running
let world: World
let payload: Payload
let resource: string
let admin: Caller
let teacher: Caller

const publish = async (id: string) => {
  const revision = await buildInReview({ world, resource: id })
  for (const track of ['content', 'technical'] as const) {
    const seat = await seatOf({ world, revision: revision.id, track })
    await claimReview({ payload, actor: world[track], review: seat.id, leaseSeconds: 60 })
    await decideReview({ payload, actor: world[track], review: seat.id, decision: { verdict: 'approved' } })
  }
}

beforeAll(async () => {
  running = await startPayload({ name: 'forgery' })
  payload = running.payload
  world = await buildWorld({ payload })
  resource = await buildResource({ world })
  await publish(resource)
  await issueClientKey({ payload, actor: systemActor('test'), client: randomUUID() })
  await beat({ payload, worker: 'w', lane: 'light', job: null })
  await payload.db.create({
    collection: SLUG.uploadLocks,
    data: { key: randomUUID(), token: 't', leaseUntil: '2000-01-01T00:00:00.000Z', isReleaseAsked: false },
  })
  admin = await signIn({ payload, actor: world.admin })
  teacher = await signIn({ payload, actor: world.teacher })
})
afterAll(() => running.stop())

type Row = Record<string, unknown> & { id: string }

/** All rows of a collection as the database has them. */
const rowsOf = async (collection: CollectionSlug): Promise<Row[]> =>
  (await payload.db.find<Row>({ collection, where: {}, limit: 0, pagination: false, sort: 'id' })).docs

const forged = (row: Row) => {
  const { id: _id, createdAt: _c, updatedAt: _u, ...rest } = row
  const changed = { state: 'approved', seq: 99, reviewer: world.teacher.id, role: 'systemAdmin', type: 'forged' }
  return { ...rest, key: randomUUID(), ...Object.fromEntries(Object.entries(changed).filter(([name]) => name in rest)) }
}

describe.each(OWNED)('%s', (slug) => {
  const collection = slug as CollectionSlug
  it.each([true, false])('should refuse every write of the Local API, overrideAccess %s', async (overrideAccess) => {
    const before = await rowsOf(collection)
    const row = before[0]!
    const user = { ...(await payload.findByID({ collection: SLUG.users, id: world.admin.id })), collection: 'users' }
    const common = { collection, overrideAccess, user } as { collection: never; overrideAccess: boolean; user: never }
    const data = forged(row) as never
    const where = { id: { equals: row.id } }
    const attempts: [string, () => Promise<unknown>][] = [
      ['create', () => payload.create({ ...common, data })],
      ['update', () => payload.update({ ...common, id: row.id, data })],
      ['updateByID without its lock', () => payload.update({ ...common, id: row.id, data, overrideLock: true })],
      ['bulk update', () => payload.update({ ...common, where, data })],
      ['delete', () => payload.delete({ ...common, id: row.id })],
      ['bulk delete', () => payload.delete({ ...common, where })],
      ['duplicate', () => payload.duplicate({ ...common, id: row.id } as never)],
      ['restoreVersion', () => payload.restoreVersion({ ...common, id: row.id } as never)],
    ]
    for (const [name, attempt] of attempts) {
      const outcome = await attempt().then(
        () => `${name} was done`,
        () => `${name} refused`,
      )
      expect(outcome).toBe(`${name} refused`)
    }
    expect(await rowsOf(collection)).toEqual(before)
  })

  it.each(['a system admin', 'a teacher'])('should refuse every write of REST to %s', async (who) => {
    const call = who === 'a teacher' ? teacher : admin
    const before = await rowsOf(collection)
    const row = before[0]!
    const where = `where[id][equals]=${row.id}`
    for (const [method, path] of [
      ['POST', `/${slug}`],
      ['PATCH', `/${slug}/${row.id}`],
      ['PUT', `/${slug}/${row.id}`],
      ['PATCH', `/${slug}?${where}`],
      ['DELETE', `/${slug}/${row.id}`],
      ['DELETE', `/${slug}?${where}`],
      ['POST', `/${slug}/${row.id}/duplicate`],
      ['POST', `/${slug}/${row.id}`],
      ['POST', `/${slug}/versions/${row.id}`],
    ] as const) {
      const { status } = await call(method, path, forged(row))
      expect({ method, path, isRefused: status >= 400 }).toEqual({ method, path, isRefused: true })
    }
    expect(await rowsOf(collection)).toEqual(before)
  })
})

it('should offer no GraphQL mutation of one of our collections', () => {
  const { schema } = configToSchema(payload.config)
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {})
  const generated = names.filter((name) => /^(create|update|delete|duplicate|restoreVersion|unlock)/.test(name))
  expect(generated.filter((name) => !/Payload(Kv|LockedDocument|Preference|Migration)/.test(name))).toEqual([])
})

describe('resources', () => {
  it('should take owner and school from the person, whatever the form says', async () => {
    const id = randomUUID()
    const forgery = { id, owner: world.admin.id, ownerName: '某人', school: 'elsewhere', state: 'live', title: '圆' }
    const created = await teacher('POST', '/resources', forgery)
    expect(created.status).toBe(201)
    const doc = created.json.doc as Row
    expect(doc).toMatchObject({
      owner: world.teacher.id,
      ownerName: world.teacher.name,
      school: world.school,
      title: '圆',
    })
    expect(doc.state).toBeUndefined()
    const patched = await teacher('PATCH', `/resources/${doc.id}`, { ...forgery, id: undefined, title: '球' })
    expect(patched.json.doc).toMatchObject({ id: doc.id, owner: world.teacher.id, school: world.school, title: '球' })
  })

  it('should never let an id in the form take over somebody else’s resource', async () => {
    const stranger = await signIn({ payload, actor: await world.person({ roles: ['teacher'], school: world.school }) })
    await stranger('POST', '/resources', { id: resource, title: '抢占' })
    const doc = await payload.findByID({ collection: SLUG.resources, id: resource })
    expect(doc.owner).toBe(world.teacher.id)
    expect(doc.title).not.toBe('抢占')
  })

  it('should refuse reading, editing, deleting and duplicating somebody else’s', async () => {
    const stranger = await signIn({ payload, actor: await world.person({ roles: ['teacher'], school: world.school }) })
    const before = await payload.findByID({ collection: SLUG.resources, id: resource })
    const where = `where[id][equals]=${resource}`
    expect((await stranger('GET', `/resources/${resource}`)).status).toBeGreaterThanOrEqual(400)
    expect((await stranger('GET', `/resources?${where}`)).json.docs).toEqual([])
    for (const call of [stranger, admin]) {
      for (const [method, path] of [
        ['PATCH', `/resources/${resource}`],
        ['PATCH', `/resources?${where}`],
        ['DELETE', `/resources/${resource}`],
        ['DELETE', `/resources?${where}`],
        ['POST', `/resources/${resource}/duplicate`],
      ] as const)
        await call(method, path, { title: '改了' })
    }
    expect((await teacher('DELETE', `/resources/${resource}`)).status).toBeGreaterThanOrEqual(400)
    expect(await payload.findByID({ collection: SLUG.resources, id: resource })).toEqual(before)
  })

  it('should refuse creation to people who are no teachers', async () => {
    expect((await admin('POST', '/resources', { title: '圆' })).status).toBe(403)
  })
})

describe('resource-files', () => {
  it('should change kind and order only, and only for the owner', async () => {
    const [file] = await rowsOf(SLUG.resourceFiles)
    const forgery = {
      resource: 'x',
      owner: world.admin.id,
      upload: randomUUID(),
      name: '../x.exe',
      kind: 'courseware',
      order: 7,
    }
    const answer = await teacher('PATCH', `/resource-files/${file!.id}`, forgery)
    expect(answer.status).toBe(200)
    const { resource: of, owner, upload, name } = file!
    expect((await rowsOf(SLUG.resourceFiles))[0]).toMatchObject({
      resource: of,
      owner,
      upload,
      name,
      kind: 'courseware',
      order: 7,
    })
    const stranger = await signIn({ payload, actor: await world.person({ roles: ['teacher'], school: world.school }) })
    const after = await rowsOf(SLUG.resourceFiles)
    for (const call of [stranger, admin]) {
      expect((await call('PATCH', `/resource-files/${file!.id}`, { order: 1 })).status).toBeGreaterThanOrEqual(400)
      expect((await call('DELETE', `/resource-files/${file!.id}`)).status).toBeGreaterThanOrEqual(400)
      expect((await call('POST', '/resource-files', { ...forgery, resource })).status).toBeGreaterThanOrEqual(400)
    }
    expect((await stranger('GET', '/resource-files')).json.docs).toEqual([])
    expect(await rowsOf(SLUG.resourceFiles)).toEqual(after)
  })
})

describe('users', () => {
  it('should let nobody enable, move, rename or promote themselves', async () => {
    const actor = await world.person({ roles: ['teacher'], school: world.school })
    const call = await signIn({ payload, actor })
    const [before] = (await rowsOf(SLUG.users)).filter((user) => user.id === actor.id)
    await call('PATCH', `/users/${actor.id}`, {
      isDisabled: true,
      school: null,
      district: '410000',
      name: '别人',
      staffNumber: '1',
      roles: ['systemAdmin'],
      role: 'systemAdmin',
      grants: [{ role: 'systemAdmin' }],
      hash: 'x',
      salt: 'y',
      loginAttempts: 99,
      lockUntil: '2099-01-01T00:00:00.000Z',
      collection: 'api-clients',
    })
    const [after] = (await rowsOf(SLUG.users)).filter((user) => user.id === actor.id)
    const { isDisabled, school, district, name, staffNumber } = before!
    expect(after).toMatchObject({ isDisabled, school, district, name })
    expect(after!.staffNumber ?? null).toBe(staffNumber ?? null)
    const user = { ...after!, collection: SLUG.users, school: world.school }
    expect((await loadActor({ payload, user: user as never })).grants).toEqual([
      expect.objectContaining({ role: 'teacher' }),
    ])
    // The forged hash, attempts and lock did not reach the account either: the password still opens it.
    await expect(signIn({ payload, actor })).resolves.toBeDefined()
  })

  it('should refuse creating, editing, unlocking and deleting other people', async () => {
    const before = (await rowsOf(SLUG.users)).find((user) => user.id === world.content.id)
    const { email } = await payload.findByID({ collection: SLUG.users, id: world.content.id })
    const account = { email: `${randomUUID()}@test.example`, password: 'test-password-1', name: '新人' }
    expect((await teacher('POST', '/users', account)).status).toBe(403)
    expect((await teacher('POST', '/users/first-register', account)).status).toBeGreaterThanOrEqual(400)
    expect((await teacher('POST', '/api-clients/first-register', account)).status).toBeGreaterThanOrEqual(400)
    for (const call of [teacher, admin])
      expect((await call('DELETE', `/users/${world.content.id}`)).status).toBeGreaterThanOrEqual(400)
    await teacher('PATCH', `/users/${world.content.id}`, { name: '改了', password: 'another-password' })
    await teacher('PATCH', '/users?where[name][exists]=true', { isDisabled: true })
    expect((await teacher('POST', '/users/unlock', { email })).status).toBeGreaterThanOrEqual(400)
    expect((await rowsOf(SLUG.users)).find((user) => user.id === world.content.id)).toEqual(before)
    expect((await rowsOf(SLUG.users)).filter((user) => user.email === account.email)).toEqual([])
  })
})

it('should change no state when form saves overlap every step to publication', async () => {
  const id = await buildResource({ world })
  let isRunning = true
  let saves = 0
  const keepSaving = async () => {
    while (isRunning) {
      await payload.update({ collection: SLUG.resources, id, data: { title: `保存 ${++saves}` } })
    }
  }
  const publishing = publish(id).finally(() => {
    isRunning = false
  })
  await Promise.all([publishing, keepSaving(), keepSaving()])
  expect(saves).toBeGreaterThan(2)
  const [shelf] = await findRows({ payload, slug: SLUG.shelves, where: { resource: { equals: id } } })
  expect(shelf).toMatchObject({ state: 'live', liveNumber: 1 })
  await finishJobs({ payload, ids: { resource: id } })
  await expectSound({ payload, ids: { resource: id } })
})
