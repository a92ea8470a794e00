import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import { endpoints } from '../../src/api'
import type { Actor } from '../../src/domain/actor'
import { MOST_ROWS } from '../../src/hooks/clampLimit'
import { findPublished } from '../../src/library/published'
import { SLUG } from '../../src/slugs'
import { grantRole } from '../../src/workflow/grants'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { retire } from '../../src/workflow/shelves'
import { findRows } from '../../src/workflow/transition'
import { type Running, startPayload } from '../support/payload'
import { type Caller, caller, clientCaller, signIn } from '../support/raceRest'
import { buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

let running: Running
let world: World
let payload: Payload

/** A word in the title of everything in one state, by which it would be recognised anywhere. */
const mark = () => `标记${randomUUID().slice(0, 8)}`
const TITLE = {
  draft: mark(),
  waiting: mark(),
  retired: mark(),
  school: mark(),
  county: mark(),
  national: mark(),
}
type Title = keyof typeof TITLE
const ids: Record<string, string> = {}
const callers: Record<string, Caller> = {}
const people: Record<string, Actor> = {}
let clientKey = ''

const make = async (title: Title, shareLevel = 'county') => {
  const resource = await buildResource({ world, data: { title: TITLE[title], shareLevel } })
  if (title === 'draft') return { resource }
  const revision = await buildInReview({ world, resource })
  const seats: Record<string, string> = {}
  for (const track of ['content', 'technical'] as const) {
    const seat = await seatOf({ world, revision: revision.id, track })
    seats[track] = seat.id
    if (title === 'waiting') continue
    await claimReview({ payload, actor: world[track], review: seat.id, leaseSeconds: 60 })
    await decideReview({ payload, actor: world[track], review: seat.id, decision: { verdict: 'approved' } })
  }
  const [shelf] = await findRows({ payload, slug: SLUG.shelves, where: { resource: { equals: resource } } })
  return { resource, revision: revision.id, review: seats.content, shelf: shelf!.id }
}

beforeAll(async () => {
  running = await startPayload({ name: 'privacy' })
  payload = running.payload
  world = await buildWorld({ payload })
  await make('school', 'school')
  await make('county', 'county')
  Object.assign(
    ids,
    Object.fromEntries(Object.entries(await make('national', 'national')).map(([k, v]) => [`live.${k}`, v])),
  )
  Object.assign(ids, await make('waiting'))
  ids.draft = (await make('draft')).resource
  const gone = await make('retired', 'national')
  ids.retired = gone.shelf!
  await retire({
    payload,
    actor: world.admin,
    shelf: gone.shelf!,
    reason: 'takeDown',
    note: TITLE.retired,
    graceDays: 30,
  })

  const elsewhere = { county: '411325', city: '411300', province: '410000' }
  people.viewer = await world.person({ roles: ['viewer'], district: elsewhere.county })
  people.neighbour = await world.person({ roles: ['viewer'], district: '411327' })
  people.colleague = await world.person({ roles: ['teacher'], school: world.school })
  people.reviewer = await world.person({ roles: [], district: elsewhere.county })
  for (const role of ['contentReviewer', 'technicalReviewer'] as const)
    await grantRole({ payload, actor: world.admin, user: people.reviewer.id, role, district: elsewhere.county })
  for (const [name, actor] of Object.entries(people)) callers[name] = await signIn({ payload, actor })
  callers.anonymous = caller({ payload })
  const outside = await clientCaller({ payload, district: elsewhere.county })
  clientKey = outside.key
  callers.client = outside.call
  callers.owner = await signIn({ payload, actor: world.teacher })
  callers.admin = await signIn({ payload, actor: world.admin })
}, 120_000)
afterAll(() => running.stop())

/** Who may see which published titles; nobody may see the rest. */
const MAY: Record<string, Title[]> = {
  anonymous: ['national'],
  client: ['national'],
  viewer: ['national'],
  reviewer: ['national'],
  neighbour: ['national', 'county'],
  colleague: ['national', 'county', 'school'],
}

const QUERIES = [
  '',
  '?limit=0&depth=5',
  '?pagination=false&depth=9&select[pending]=true&select[keyHash]=true&select[email]=true&select[title]=true&select[tombstone]=true',
  `?where[title][like]=${encodeURIComponent('标记')}&sort=-title&draft=true&trash=true&showHiddenFields=true`,
  '?joins[resources][limit]=0&populate[users][email]=true&fallback-locale=none&locale=all&depth=3',
  '?where[or][0][id][exists]=true&where[or][1][state][exists]=true',
]
const COLLECTIONS = [
  ...Object.values(SLUG),
  'payload-locked-documents',
  'payload-preferences',
  'payload-migrations',
  'payload-kv',
  'payload-jobs',
]

describe.each(Object.entries(MAY))('REST for %s', (who, may) => {
  it('should list nothing that is not theirs, by any query', async () => {
    const { email: own } = people[who]
      ? await payload.findByID({ collection: SLUG.users, id: people[who].id })
      : { email: '' }
    for (const slug of COLLECTIONS) {
      for (const query of QUERIES) {
        const { text } = await callers[who]!('GET', `/${slug}${query}`)
        const seen = (Object.keys(TITLE) as Title[]).filter((name) => text.includes(TITLE[name]) && !may.includes(name))
        const emails = (text.match(/[\w-]+@[\w.]+/g) ?? []).filter((email) => email !== own)
        const secrets = ['"pending"', '"keyHash"', '"storageKey"', '"salt"', '"hash"', clientKey].filter((each) =>
          text.includes(each),
        )
        expect({ slug, query, seen, emails, secrets }).toEqual({ slug, query, seen: [], emails: [], secrets: [] })
      }
    }
  }, 60_000)

  it('should find in the library what may be seen, so that the test above says something', async () => {
    const { text } = await callers[who]!('GET', '/library/search?limit=50')
    for (const name of may) expect(text).toContain(TITLE[name])
  })

  it('should see no shelf with the columns of the workflow, live or not', async () => {
    const { status, json } = await callers[who]!('GET', '/shelves?limit=100')
    expect(status === 403 || (json.docs as unknown[]).length === 0).toBe(true)
    expect((await callers[who]!('GET', `/shelves/${ids['live.shelf']}`)).status).toBeGreaterThanOrEqual(403)
  })

  it('should not open one row by its id', async () => {
    for (const [slug, id] of [
      [SLUG.resources, ids.draft],
      [SLUG.resources, ids['live.resource']],
      [SLUG.revisions, ids.revision],
      [SLUG.revisions, ids['live.revision']],
      [SLUG.reviews, ids.review],
      [SLUG.shelves, ids.retired],
      [SLUG.shelves, ids.shelf],
      [SLUG.users, world.teacher.id],
    ]) {
      const { status, text } = await callers[who]!('GET', `/${slug}/${id}?depth=5`)
      expect({ slug, isRefused: status >= 400, hasTitle: text.includes('标记') }).toEqual({
        slug,
        isRefused: true,
        hasTitle: false,
      })
    }
  })

  it('should answer no question about hidden columns or other people', async () => {
    for (const query of [
      '/users?where[email][like]=test.example',
      '/users/me?where[email][like]=test.example',
      `/users?where[email][equals]=${encodeURIComponent('system@localhost.invalid')}`,
      '/users?where[resetPasswordToken][exists]=true',
      '/client-keys?where[keyHash][like]=a',
      '/shelves?where[owner.email][like]=test.example',
      '/shelves?where[pending][like]=system',
      '/shelves?where[pending][exists]=true',
      '/reviews?where[reviewer.email][like]=test.example',
      '/schools?where[district.name][like]=县',
      '/payload-locked-documents?where[user.value.email][like]=test.example',
      '/payload-preferences?where[user.value.email][like]=test.example',
    ]) {
      const { status, json } = await callers[who]!('GET', query)
      const own = people[who]?.id
      const others = ((json.docs ?? []) as { id: string }[]).filter((doc) => doc.id !== own)
      expect({ query, isSilent: status >= 400 || others.length === 0 }).toEqual({ query, isSilent: true })
      const count = await callers[who]!('GET', query.replace('?', '/count?'))
      const told = count.status < 400 ? Number(count.json.totalDocs ?? 0) : 0
      expect({ query, told: told <= (own && query.startsWith('/users') ? 1 : 0) }).toEqual({ query, told: true })
    }
  })
})

describe('what Payload adds by itself', () => {
  const slugs = ['payload-locked-documents', 'payload-preferences', 'payload-migrations', 'payload-kv', 'payload-jobs']
  const count = async () => {
    const own = slugs.filter((slug) => payload.collections[slug as never])
    const counts = own.map((slug) => payload.db.count({ collection: slug as never }))
    return (await Promise.all(counts)).map(({ totalDocs }) => totalDocs)
  }

  it('should hold no locks at all', () => {
    expect(payload.config.collections.map(({ slug }) => slug as string)).not.toContain('payload-locked-documents')
  })

  it.each(['anonymous', 'client', 'viewer'])('should not be written by %s', async (who) => {
    const mine = await callers.owner!('POST', '/payload-preferences/order', { value: { sort: 'title' } })
    const { id } = mine.json.doc as { id: string }
    const before = await count()
    const user = { relationTo: SLUG.users, value: world.teacher.id }
    const data = { key: 'order', name: 'x', data: {}, value: {}, user, document: { relationTo: 'users', value: 'x' } }
    for (const slug of slugs) {
      const attempts: [string, string, unknown?][] = [
        ['PATCH', `/${slug}?where[id][exists]=true`, data],
        ['PATCH', `/${slug}/${id}`, data],
        ['DELETE', `/${slug}?where[id][exists]=true`],
        ['DELETE', `/${slug}/${id}`],
      ]
      // A person may keep preferences of their own.
      if (who !== 'viewer' || slug !== 'payload-preferences')
        attempts.push(['POST', `/${slug}`, data], ['POST', `/${slug}/order`, data], ['GET', `/${slug}/order`])
      for (const [method, path, body] of attempts) {
        const { status, json, text } = await callers[who]!(method, path, body)
        const didNothing = status >= 400 || (json.docs as unknown[] | undefined)?.length === 0
        expect({ who, method, path, didNothing, text: didNothing ? '' : text }).toMatchObject({ didNothing: true })
      }
    }
    expect(await count()).toEqual(before)
    const kept = await callers.owner!('GET', '/payload-preferences/order')
    expect(kept.json).toMatchObject({ value: { sort: 'title' } })
  })

  it('should keep preferences of people, each their own, until they are disabled', async () => {
    const actor = await world.person({ roles: ['teacher'], school: world.school })
    const call = await signIn({ payload, actor })
    expect((await call('POST', '/payload-preferences/list', { value: { limit: 7 } })).status).toBe(200)
    expect((await call('GET', '/payload-preferences/list')).json).toMatchObject({ value: { limit: 7 } })
    expect((await callers.viewer!('GET', '/payload-preferences/list')).text).not.toContain('"limit":7')
    await payload.update({ collection: SLUG.users, id: actor.id, data: { isDisabled: true } })
    expect((await call('POST', '/payload-preferences/list', { value: { limit: 8 } })).status).toBe(401)
    expect((await call('POST', '/payload-preferences', { key: 'x', value: {} })).status).toBe(401)
  })
})

describe('limits', () => {
  it.each(['limit=0', 'limit=-1', 'pagination=false', 'limit=999999', 'limit=abc&pagination=false'])(
    'should clamp %s',
    async (query) => {
      for (const slug of [SLUG.shelves, SLUG.schools, SLUG.resources, SLUG.users, SLUG.notices]) {
        const { status, json } = await callers.owner!('GET', `/${slug}?${query}`)
        expect(status).toBe(200)
        expect({ slug, isClamped: Number(json.limit) > 0 && Number(json.limit) <= MOST_ROWS }).toEqual({
          slug,
          isClamped: true,
        })
      }
    },
  )
})

describe('own endpoints', () => {
  const filled = (path: string) =>
    path.replace(/:(\w+)/g, (_, name: string) => (name === 'user' ? world.teacher.id : ids.review!))
  const PUBLIC = /^\/(ready|library|graphql)/
  const closed = endpoints.filter(({ path }) => !PUBLIC.test(path))

  it('should all refuse anonymous visitors and client apps', async () => {
    for (const { method, path } of closed) {
      for (const who of ['anonymous', 'client']) {
        const { status } = await callers[who]!(method.toUpperCase(), filled(path), method === 'get' ? undefined : {})
        expect({ path, who, status }).toEqual({ path, who, status: 401 })
      }
    }
  })

  it('should find for each in a search what they may see', async () => {
    for (const [who, may] of Object.entries(MAY)) {
      for (const query of ['', `?q=${encodeURIComponent('标记')}`, '?limit=0&sort=-owner']) {
        const { status, text } = await callers[who]!('GET', `/library/search${query}`)
        expect(status).toBeLessThan(500)
        const seen = (Object.keys(TITLE) as Title[]).filter((name) => text.includes(TITLE[name]) && !may.includes(name))
        expect({ who, query, seen, hasEmail: /@test\.example/.test(text) }).toEqual({
          who,
          query,
          seen: [],
          hasEmail: false,
        })
      }
    }
  })

  it('should read one item of the library only if it is live and for them', async () => {
    for (const who of Object.keys(MAY)) {
      for (const shelf of [ids.retired, ids.shelf]) {
        const { status, text } = await callers[who]!('GET', `/library/resources/${shelf}`)
        expect({ who, status, hasTitle: text.includes('标记') }).toEqual({ who, status: 404, hasTitle: false })
      }
      expect((await callers[who]!('GET', `/library/resources/${ids['live.shelf']}`)).text).toContain(TITLE.national)
    }
  })

  it('should never lie below the slug of a collection, where Payload would not find them', () => {
    const slugs = new Set<string>(Object.values(SLUG))
    expect(endpoints.filter(({ path }) => slugs.has(path.split('/')[1] ?? '')).map(({ path }) => path)).toEqual([])
  })

  it('should tell readiness without saying more', async () => {
    const { json } = await callers.anonymous!('GET', '/ready')
    expect(Object.keys(json).sort()).toEqual(expect.arrayContaining(['database', 'lanes', 'ready']))
    expect(JSON.stringify(json)).not.toMatch(/@|sqlite|mongo|\/tmp/)
  })

  it('should refuse people without the role, and reviewers of other places', async () => {
    const file = (
      await payload.db.find<{ id: string }>({
        collection: SLUG.resourceFiles,
        where: { resource: { equals: ids.draft! } },
      })
    ).docs[0]!
    const { docs: notices } = await payload.db.find<{ id: string; readAt: string }>({
      collection: SLUG.notices,
      where: { user: { equals: world.teacher.id } },
    })
    const grant = { user: people.colleague!.id, role: 'systemAdmin' }
    const attempts: [string, string, unknown?][] = [
      ['GET', `/work/resources/${ids.draft}`],
      ['POST', `/work/resources/${ids.draft}/submit`, {}],
      ['POST', `/work/revisions/${ids.revision}/withdraw`, {}],
      ['DELETE', `/work/files/${file.id}`],
      ['GET', `/review/reviews/${ids.review}`],
      ['POST', `/review/reviews/${ids.review}/claim`, {}],
      ['POST', `/review/reviews/${ids.review}/release`, {}],
      ['POST', `/review/reviews/${ids.review}/approve`, {}],
      ['POST', `/review/reviews/${ids.review}/return`, { reasons: ['OTHER'], comment: '不行不行' }],
      ['GET', `/administration/grants/${world.teacher.id}`],
      ['POST', '/administration/grants', grant],
      ['POST', `/administration/clients/${randomUUID()}/keys`, {}],
      ['POST', `/shelf/${ids['live.shelf']}/retire`, { reason: 'takeDown' }],
      ['POST', `/shelf/${ids['live.shelf']}/retire`, { reason: 'ownerRequest' }],
      ['POST', `/shelf/${ids.retired}/restore`, {}],
      ['POST', `/work/notices/${notices[0]!.id}/read`, {}],
    ]
    for (const who of ['viewer', 'colleague', 'reviewer']) {
      for (const [method, path, body] of attempts) {
        const { status, text } = await callers[who]!(method, path, body)
        expect({ who, path, isRefused: [403, 404, 409].includes(status), hasTitle: text.includes('标记') }).toEqual({
          who,
          path,
          isRefused: true,
          hasTitle: false,
        })
      }
    }
    const [review] = await findRows({ payload, slug: SLUG.reviews, where: { id: { equals: ids.review! } } })
    expect(review).toMatchObject({ state: 'open', seq: 1 })
    const [revision] = await findRows({ payload, slug: SLUG.revisions, where: { id: { equals: ids.revision! } } })
    expect(revision!.state).toBe('inReview')
  })

  it('should show in lists only what is one’s own or within scope', async () => {
    for (const who of ['viewer', 'colleague']) {
      expect((await callers[who]!('GET', '/work/mine?limit=0')).json.items).toEqual([])
      expect((await callers[who]!('GET', '/work/notices')).json.items).toEqual([])
      expect((await callers[who]!('GET', '/review/queue?track=content')).status).toBe(403)
      expect((await callers[who]!('POST', '/review/claim-next', { track: 'content' })).status).toBe(403)
    }
    for (const track of ['content', 'technical']) {
      const queue = await callers.reviewer!(
        'GET',
        `/review/queue?track=${track}&limit=0&q=${encodeURIComponent('标记')}`,
      )
      expect(queue.json).toMatchObject({ items: [], counts: { waiting: 0, mine: 0 } })
      expect((await callers.reviewer!('POST', '/review/claim-next', { track })).json).toEqual({ claimed: [] })
    }
    const mine = await callers.owner!('GET', '/work/mine')
    expect(mine.text).toContain(TITLE.draft)
    expect(mine.text).not.toMatch(/storageKey|"pending"|keyHash/)
  })
})

it('should publish nothing but live items through the library’s own reader', async () => {
  for (const [name, may] of Object.entries(MAY)) {
    const actor = name === 'client' ? people.viewer! : (people[name] ?? null)
    const found = await findPublished({ payload, actor, where: {}, limit: 100 })
    const known = found.map(({ shelf }) => shelf.title).filter((title) => Object.values(TITLE).includes(title))
    expect(known.sort()).toEqual(may.map((each) => TITLE[each]).sort())
  }
})

it('should treat a revoked key, a wrong key and a disabled person as nobody', async () => {
  const { call, id } = await clientCaller({ payload, district: '411327' })
  expect((await call('GET', '/library/search?limit=50')).text).toContain(TITLE.county)
  const [row] = await findRows({ payload, slug: SLUG.clientKeys, where: { client: { equals: id } } })
  expect((await callers.admin!('POST', `/administration/keys/${row!.id}/revoke`, {})).status).toBe(200)
  expect((await call('GET', '/library/search?limit=50')).text).not.toContain(TITLE.county)
  const wrong = caller({ payload, authorization: `api-clients API-Key lk_${'x'.repeat(43)}` })
  expect((await wrong('GET', '/library/search?limit=50')).text).not.toContain(TITLE.county)
  const actor = await world.person({ roles: ['teacher'], school: world.school })
  const disabled = await signIn({ payload, actor })
  expect((await disabled('GET', '/me')).status).toBe(200)
  await payload.update({ collection: SLUG.users, id: actor.id, data: { isDisabled: true } })
  expect((await disabled('GET', '/me')).status).toBe(401)
  expect((await disabled('POST', '/resources', { title: '圆' })).status).toBeGreaterThanOrEqual(400)
  expect((await disabled('GET', '/library/search?limit=50')).text).not.toContain(TITLE.county)
})
