import type { Payload } from 'payload'

import type { Actor } from '../../src/domain/actor'
import { isRowId } from '../../src/library/isRowId'
import { readPublished } from '../../src/library/published'
import { askDatabase } from '../../src/search/askDatabase'
import { questionOf } from '../../src/search/question'
import type { searchLibrary } from '../../src/search/searchLibrary'
import type { syncShelf as Sync } from '../../src/search/syncShelf'
import { SLUG } from '../../src/slugs'
import { purgeShelf, releasePurged, restoreShelf, retire } from '../../src/workflow/shelves'
import type { ShelfRow } from '../../src/workflow/rows'
import { hasMeili, type Meili, startMeili } from '../support/meili'
import { type Running, startPayload } from '../support/payload'
import { buildPublished, buildWorld, type World } from '../support/work'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/deliveryAudience --selectProjects int
let meili: Meili | null = null
let running: Running
let world: World
let payload: Payload
let search: typeof searchLibrary
let syncShelf: typeof Sync
let graphql: (request: Request) => Promise<Response>
let media: (request: Request) => Promise<Response>
const viewers: Record<string, Actor | null> = {}
const tokens = new Map<string, string>()

beforeAll(async () => {
  if (hasMeili) {
    meili = await startMeili()
    process.env.TEST_MEILI_URL = meili.url
    process.env.TEST_MEILI_KEY = meili.key
  }
  running = await startPayload({ name: 'delivery-audience' })
  payload = running.payload
  world = await buildWorld({ payload })
  search = (await import('../../src/search/searchLibrary')).searchLibrary
  syncShelf = (await import('../../src/search/syncShelf')).syncShelf
  graphql = (await import('../../src/api/graphql/graphqlPost')).graphqlPost(payload.config)
  media = (await import('../../src/app/media/[...path]/route')).GET
  viewers.anonymous = null
  viewers.nextCounty = await world.person({ roles: ['viewer'], district: '411325' })
  viewers.county = await world.person({ roles: ['viewer'], district: '411327' })
  viewers.school = await world.person({ roles: ['viewer'], school: world.school })
})
afterAll(async () => {
  await running?.stop()
  await meili?.stop()
})

const headersOf = async (actor: Actor | null): Promise<Record<string, string>> => {
  if (!actor) return {}
  if (!tokens.has(actor.id)) {
    const { email } = await payload.findByID({ collection: SLUG.users, id: actor.id })
    const { token } = await payload.login({ collection: SLUG.users, data: { email, password: 'test-password-1' } })
    tokens.set(actor.id, token ?? '')
  }
  return { authorization: `JWT ${tokens.get(actor.id)}` }
}

const asked = async (actor: Actor | null, query: string, variables: object) => {
  const headers = { 'Content-Type': 'application/json', ...(await headersOf(actor)) }
  const body = JSON.stringify({ query, variables })
  const response = await graphql(new Request('http://localhost:3000/api/graphql', { method: 'POST', headers, body }))
  return ((await response.json()) as { data: Record<string, unknown> }).data
}

/** By which ways somebody gets at a published resource: index, database, GraphQL by list and id, page, file. */
const waysTo = async ({ shelf, actor }: { shelf: ShelfRow; actor: Actor | null }) => {
  const q = shelf.title
  const found = await search({ payload, actor, q })
  expect(found.degraded).toBe(!hasMeili)
  const question = await questionOf({ payload, asked: { q } })
  const inDatabase = await askDatabase({ payload, actor, question })
  const query = 'query ($id: ID!) { publishedResource(id: $id) { id } publishedResources(ids: [$id]) { total } }'
  const data = await asked(actor, query, { id: shelf.id })
  const live = await payload.db.findOne<{ id: string; outputs: { asset: string }[] }>({
    collection: SLUG.revisions,
    where: { id: { equals: shelf.liveRevision } },
  })
  const path = `/media/shelves/${shelf.id}/${live!.outputs[0]!.asset}`
  const file = await media(new Request(`http://localhost:3000${path}`, { headers: await headersOf(actor) }))
  await file.body?.cancel()
  return {
    index: found.hits.some((hit) => hit.shelf.id === shelf.id),
    database: inDatabase.hits.some((hit) => hit.id === shelf.id),
    graphql: data.publishedResource !== null && (data.publishedResources as { total: number }).total === 1,
    page: isRowId(shelf.id) && (await readPublished({ payload, actor, shelf: shelf.id })) !== null,
    file: file.status === 200,
  }
}
const ALL = { index: true, database: true, graphql: true, page: true, file: true }
const NONE = { index: false, database: false, graphql: false, page: false, file: false }

const publishedWith = async (data: Record<string, unknown>) => {
  const { shelf } = await buildPublished({ world, data })
  await syncShelf({ payload, shelf: shelf.id })
  return shelf
}

/** Who sees it, asking each viewer by every way; all ways must agree. */
const seenBy = async (shelf: ShelfRow): Promise<string[]> => {
  const seen: string[] = []
  for (const [name, actor] of Object.entries(viewers)) {
    const ways = await waysTo({ shelf, actor })
    expect({ name, ways }).toEqual({ name, ways: ways.page ? ALL : NONE })
    if (ways.page) seen.push(name)
  }
  return seen
}

describe('share levels, from the form to whoever looks', () => {
  it('should stay within the school while pupils can be seen without consent, whatever the teacher asked for', async () => {
    const shelf = await publishedWith({ minorsVisible: true, shareLevel: 'national' })
    expect(shelf).toMatchObject({ level: 'school', audience: `school:${world.school}` })
    expect(await seenBy(shelf)).toEqual(['school'])
  })

  it('should go as far as was asked for once the consent is recorded', async () => {
    const shelf = await publishedWith({ minorsVisible: true, consentRecorded: true, shareLevel: 'national' })
    expect(await seenBy(shelf)).toEqual(['anonymous', 'nextCounty', 'county', 'school'])
  })

  it.each([null, undefined])('should be shared with the county when the form says %p', async (shareLevel) => {
    const shelf = await publishedWith({ shareLevel })
    expect(shelf).toMatchObject({ level: 'county', audience: 'county:411327' })
    expect(await seenBy(shelf)).toEqual(['county', 'school'])
  })
})

describe('what is no longer published', () => {
  it('should be found by nobody and by no way once retired, again once put back, never once purged', async () => {
    const { admin } = world
    const shelf = await publishedWith({ shareLevel: 'national' })
    const off = () =>
      retire({ payload, actor: admin, shelf: shelf.id, reason: 'takeDown', note: '', graceDays: 0, now: new Date(0) })
    const everybody = [null, viewers.school!, world.teacher, admin]
    const expectAll = async (ways: typeof ALL) => {
      for (const actor of everybody) expect(await waysTo({ shelf, actor })).toEqual(ways)
    }
    await expectAll(ALL)
    await off()
    // At once, and after the index has heard of it.
    await expectAll(NONE)
    await syncShelf({ payload, shelf: shelf.id })
    await expectAll(NONE)
    await restoreShelf({ payload, actor: admin, shelf: shelf.id })
    await syncShelf({ payload, shelf: shelf.id })
    await expectAll(ALL)
    await off()
    await purgeShelf({ payload, actor: admin, shelf: shelf.id })
    await releasePurged({ payload, actor: admin, resource: shelf.resource })
    await syncShelf({ payload, shelf: shelf.id })
    await expectAll(NONE)
  })
})
