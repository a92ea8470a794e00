import { jest } from '@jest/globals'
import type { Payload } from 'payload'

import { systemActor } from '../../src/domain/actor'
import { NOWHERE } from '../../src/domain/audience'
import { SLUG } from '../../src/slugs'
import { revokeClientKey } from '../../src/workflow/clientKeys'
import { findRows } from '../../src/workflow/transition'
import { actorFor, buildCounty, buildSchool, buildUser, buildVocabulary, type County } from '../support/factories'
import { type Running, startPayload } from '../support/payload'
import { caller, clientCaller } from '../support/raceRest'
import { buildShelf } from './searchRows'

type Json = { data?: Record<string, never>; errors?: { message: string; extensions: { code: string } }[] }
type Reply = { status: number; json: Json; text: string }

let running: Running
let payload: Payload
let post: (request: Request) => Promise<Response>
let here: County
let next: County

beforeAll(async () => {
  running = await startPayload({ name: 'graphql' })
  payload = running.payload
  await buildVocabulary({ payload })
  here = await buildCounty({ payload })
  next = await buildCounty({ payload, city: here.city })
  const { graphqlPost } = await import('../../src/api/graphql/graphqlPost')
  post = graphqlPost(payload.config)
})
afterAll(() => running?.stop())

const ask = async (
  query: string,
  {
    key,
    authorization,
    variables,
    operationName,
  }: { key?: string; authorization?: string; variables?: object; operationName?: string } = {},
): Promise<Reply> => {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  const given = authorization ?? (key ? `api-clients API-Key ${key}` : '')
  if (given) headers.set('Authorization', given)
  const body = JSON.stringify({ query, variables, operationName })
  const response = await post(new Request('http://localhost:3000/api/graphql', { method: 'POST', headers, body }))
  const text = await response.text()
  return { status: response.status, json: JSON.parse(text) as Json, text }
}
const place = (county: County, school = '') => ({ ...NOWHERE, ...county, school })
const shelf = (wish: Omit<Parameters<typeof buildShelf>[0], 'payload'>) =>
  buildShelf({ payload, place: place(here), ...wish })
const titles = (reply: Reply): string[] =>
  (reply.json.data?.publishedResources as unknown as { items: { title: string }[] }).items.map(({ title }) => title)
const codes = (reply: Reply) => reply.json.errors?.map((error) => error.extensions.code)

const EVERYTHING = `
  id title summary keywords stage { key label } grade { key label } subject { key label } channel { key label }
  kinds { key label group } nodePath textbook { id key title } node { id key title type } ownerName schoolName
  level { key label } durationSeconds publishedAt updatedAt seals { track reviewer at }
  files { id name kind { key label } group mime size sha256 url downloadUrl posterUrl durationSeconds width height }`

describe('the schema', () => {
  it('should hold our own queries and nothing of Payload’s', async () => {
    const { json } = await ask(
      '{ __schema { queryType { fields { name } } mutationType { fields { name } } types { name } } }',
    )
    const schema = json.data?.__schema as unknown as {
      queryType: { fields: { name: string }[] }
      mutationType: { fields: { name: string }[] }
      types: { name: string }[]
    }
    expect(schema.queryType.fields.map(({ name }) => name).sort()).toEqual(
      ['catalogue', 'publishedResource', 'publishedResources', 'search', 'textbook', 'viewer'].sort(),
    )
    expect(schema.mutationType.fields.map(({ name }) => name)).toEqual(['_none'])
    const types = schema.types.map(({ name }) => name)
    expect(
      types.filter((name) => /payload|user|revision|review|shel(f|ves)|access|asset|job|audit/i.test(name)),
    ).toEqual([])
  })

  it('should name no e-mail, owner id, draft or storage key anywhere', async () => {
    const { text } = await ask('{ __schema { types { name fields { name args { name } } inputFields { name } } } }')
    expect(text).not.toMatch(/e-?mail|"owner"|ownerId|storageKey|password|draft|pending|auditEvent/i)
  })

  it('should answer the introspection that tools send', async () => {
    const { getIntrospectionQuery } = await import('graphql')
    const { status, json } = await ask(getIntrospectionQuery())
    expect({ status, errors: json.errors }).toEqual({ status: 200, errors: undefined })
  })
})

describe('who sees what', () => {
  beforeAll(async () => {
    for (const level of ['school', 'county', 'city', 'province', 'national'] as const) {
      await shelf({
        title: `层级-${level}`,
        level,
        place: place(here, 'school-of-levels'),
        keywords: '层级',
        subject: 'science',
      })
    }
  })
  const QUERY = '{ publishedResources(subject: "science", limit: 50) { total items { title } } }'

  it('should show national only to anonymous askers and to an unknown key', async () => {
    expect(titles(await ask(QUERY))).toEqual(['层级-national'])
    expect(titles(await ask(QUERY, { key: 'lk_no-such-key-at-all-0000' }))).toEqual(['层级-national'])
  })

  it('should show a key what its district may see, until it is revoked', async () => {
    const { key, id } = await clientCaller({ payload, district: here.county })
    expect(titles(await ask(QUERY, { key })).sort()).toEqual(
      ['层级-city', '层级-county', '层级-national', '层级-province'].sort(),
    )
    const other = await clientCaller({ payload, district: next.county })
    expect(titles(await ask(QUERY, { key: other.key })).sort()).toEqual(
      ['层级-city', '层级-national', '层级-province'].sort(),
    )
    const [row] = await findRows({ payload, slug: SLUG.clientKeys, where: { client: { equals: id } } })
    await revokeClientKey({ payload, actor: systemActor('test'), key: row!.id })
    expect(titles(await ask(QUERY, { key }))).toEqual(['层级-national'])
  })

  it('should show a signed-in teacher the own school', async () => {
    const school = await buildSchool({ payload, district: here.county })
    await shelf({ title: '本校课', level: 'school', place: place(here, String(school.id)), subject: 'music' })
    const { user } = await buildUser({ payload, roles: ['teacher'], school: String(school.id) })
    expect((await actorFor({ payload, user })).place.school).toBe(String(school.id))
    const { token } = await payload.login({
      collection: SLUG.users,
      data: { email: user.email, password: 'test-password-1' },
    })
    const query =
      '{ publishedResources(subject: "music") { total items { title } } viewer { kind name level { key } tokens } }'
    const reply = await ask(query, { authorization: `JWT ${token}` })
    expect(titles(reply)).toEqual(['本校课'])
    expect(reply.json.data?.viewer).toMatchObject({ kind: 'user', level: { key: 'school' } })
    expect(titles(await ask(query))).toEqual([])
  })

  it('should keep counts and facets within what the key may see', async () => {
    const { key } = await clientCaller({ payload, district: next.county })
    const query =
      '{ search(q: "层级") { total degraded hits { resource { title } } facets { subject { key count } } } }'
    expect((await ask(query, { key })).json.data?.search).toMatchObject({
      total: 3,
      facets: { subject: [{ key: 'science', count: 3 }] },
    })
    expect((await ask(query)).json.data?.search).toMatchObject({
      total: 1,
      facets: { subject: [{ key: 'science', count: 1 }] },
    })
    const total = await ask('{ publishedResources(subject: "science") { total } }')
    expect(total.json.data?.publishedResources).toEqual({ total: 1 })
  })

  it('should not answer for one by its id', async () => {
    const { id } = await shelf({ title: '只给本县', level: 'county' })
    const query =
      'query ($id: ID!, $ids: [ID!]) { publishedResource(id: $id) { id } publishedResources(ids: $ids) { total } }'
    const reply = await ask(query, { variables: { id, ids: [id] } })
    expect(reply.json.data).toEqual({ publishedResource: null, publishedResources: { total: 0 } })
    const { key } = await clientCaller({ payload, district: here.county })
    expect((await ask(query, { key, variables: { id, ids: [id] } })).json.data).toEqual({
      publishedResource: { id },
      publishedResources: { total: 1 },
    })
  })

  it.each(['', 'garbage', "' OR 1=1 --", '0'.repeat(24), '../..', '{"$ne":null}'])(
    'should find nothing under the id %j',
    async (id) => {
      const query = 'query ($id: ID!) { publishedResource(id: $id) { id } publishedResources(ids: [$id]) { total } }'
      const { json } = await ask(query, { variables: { id } })
      expect(json.data).toEqual({ publishedResource: null, publishedResources: { total: 0 } })
      const rest = await caller({ payload })('GET', `/library/resources/${encodeURIComponent(id) || '%20'}`)
      expect(rest.status).toBe(404)
    },
  )
})

describe('what a resource shows', () => {
  it('should give labels, seals and absolute addresses, and nothing of the workflow', async () => {
    const row = await shelf({ title: '全貌', summary: '一句话', keywords: '词', subject: 'art' })
    const reply = await ask(`query ($id: ID!) { publishedResource(id: $id) { ${EVERYTHING} } }`, {
      variables: { id: row.id },
    })
    expect(reply.json.errors).toBeUndefined()
    expect(reply.json.data?.publishedResource).toMatchObject({
      title: '全貌',
      grade: { key: 'g3', label: '三年级' },
      subject: { key: 'art', label: '美术' },
      channel: { key: 'delivery', label: '专递课堂' },
      level: { key: 'national', label: '全国' },
      kinds: [{ key: 'video', label: '授课视频', group: 'video' }, { key: 'lesson-plan' }],
      seals: [{ track: 'content', reviewer: '教研员甲' }, { track: 'technical' }],
      files: [
        {
          mime: 'video/mp4',
          size: 500,
          url: expect.stringContaining(`http://localhost:3000/media/shelves/${row.id}/`),
        },
      ],
    })
    expect(reply.text).toContain('?download=1')
    for (const secret of [row.owner, row.resource, row.liveRevision, '@', 'user-li'])
      expect(reply.text).not.toContain(secret)
  })

  it('should stand a textbook and a node that are none', async () => {
    const row = await shelf({ title: '乱挂', textbook: 'no book', node: 'no node' })
    const query = 'query ($id: ID!) { publishedResource(id: $id) { textbook { id } node { id } } }'
    const { json } = await ask(query, { variables: { id: row.id } })
    expect(json).toEqual({ data: { publishedResource: { textbook: null, node: null } } })
  })

  it('should page in a handful of queries', async () => {
    for (let n = 0; n < 30; n++) await shelf({ title: `一页${n}`, subject: 'geography' })
    await ask('{ catalogue { stages { key } } }')
    const counted = ['find', 'findOne', 'count'] as const
    const spies = counted.map((name) => jest.spyOn(payload.db, name))
    const reply = await ask(`{ publishedResources(subject: "geography", limit: 50) { total items { ${EVERYTHING} } } }`)
    const queries = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    spies.forEach((spy) => spy.mockRestore())
    expect(titles(reply)).toHaveLength(30)
    expect(queries).toBeLessThanOrEqual(6)
  })

  it('should give what changed since, in order of change', async () => {
    const first = await shelf({ title: '先', subject: 'physics' })
    const second = await shelf({ title: '后', subject: 'physics' })
    const since = (second as unknown as { updatedAt: string }).updatedAt
    const changed = await ask(
      `{ publishedResources(subject: "physics", updatedSince: "${since}") { items { title } } }`,
    )
    expect(titles(changed)).toEqual(['后'])
    await payload.db.updateOne({ collection: SLUG.shelves, id: first.id, data: { indexDue: false } })
    expect(
      titles(await ask(`{ publishedResources(subject: "physics", updatedSince: "${since}") { items { title } } }`)),
    ).toEqual(['后', '先'])
    expect(codes(await ask('{ publishedResources(updatedSince: "gestern") { total } }'))).toEqual(['BAD_INPUT'])
  })

  it('should page through what changes while a client pages, and skip nothing', async () => {
    const rows = []
    for (let n = 0; n < 6; n++) rows.push(await shelf({ title: `同步${n}`, subject: 'biology' }))
    const query = `query ($after: String) { publishedResources(subject: "biology", updatedSince: "2020-01-01", after: $after,
      limit: 2) { total next items { id title updatedAt } } }`
    type Page = { total: number; next: string | null; items: { id: string; title: string; updatedAt: string }[] }
    const page = async (after: string | null) =>
      (await ask(query, { variables: { after } })).json.data?.publishedResources as unknown as Page
    const first = await page(null)
    expect(first.total).toBe(6)
    const last = first.items.at(-1)!
    expect(first.next).toBe(`${last.updatedAt}|${last.id}`)
    // What was read already moves to the end; a client that counts pages would now miss two.
    for (const { id } of rows.slice(0, 2))
      await payload.db.updateOne({ collection: SLUG.shelves, id, data: { indexDue: false } })
    const seen = first.items.map(({ title }) => title)
    for (let next = first.next; next;) {
      const { items, next: following } = await page(next)
      seen.push(...items.map(({ title }) => title))
      next = following
    }
    expect(seen).toEqual(['同步0', '同步1', '同步2', '同步3', '同步4', '同步5', '同步0', '同步1'])
  })

  it('should page by id through rows that changed at the same moment', async () => {
    const updatedAt = '2026-01-02T03:04:05.678Z'
    const rows = []
    for (let n = 0; n < 5; n++) rows.push((await shelf({ title: `同时${n}`, subject: 'chemistry' })).id)
    for (const id of rows) await payload.db.updateOne({ collection: SLUG.shelves, id, data: { updatedAt } })
    const seen: string[] = []
    let after: string | null = `${updatedAt}|${'0'.repeat(24)}`
    if (rows[0]!.includes('-')) after = `${updatedAt}|00000000-0000-0000-0000-000000000000`
    while (after) {
      const reply = await ask(
        'query ($after: String) { publishedResources(subject: "chemistry", after: $after, limit: 2) { next items { id } } }',
        { variables: { after } },
      )
      const found = reply.json.data?.publishedResources as unknown as { next: string | null; items: { id: string }[] }
      seen.push(...found.items.map(({ id }) => id))
      after = found.next
    }
    expect(seen).toEqual([...rows].sort())
  })

  it.each([
    ['updatedSince: "2026-01-01", page: 2', ['BAD_INPUT']],
    [`after: "2026-01-01T00:00:00.000Z|${'0'.repeat(24)}", page: 2`, ['BAD_INPUT']],
    ['after: "2026-01-01T00:00:00.000Z"', ['BAD_INPUT']],
    ['after: "2026-01-01T00:00:00.000Z|x\\" or 1=1"', ['BAD_INPUT']],
    [`after: "gestern|${'0'.repeat(24)}"`, ['BAD_INPUT']],
    ['updatedSince: "2026-01-01", page: 1', undefined],
    ['page: 2', undefined],
  ])('should know pages and cursors apart: %s', async (args, expected) => {
    expect(codes(await ask(`{ publishedResources(${args}) { total next } }`))).toEqual(expected)
  })

  it('should find nothing by a kind that is none, whatever it holds', async () => {
    await shelf({ title: '通配', subject: 'history', kinds: '|video|' })
    const query = 'query ($kind: String) { publishedResources(subject: "history", kind: $kind) { total } }'
    for (const kind of ['_____', '%', 'vide_', '|video|', 'video|', 'VIDEO'])
      expect((await ask(query, { variables: { kind } })).json.data?.publishedResources).toEqual({ total: 0 })
    expect((await ask(query, { variables: { kind: 'video' } })).json.data?.publishedResources).toEqual({ total: 1 })
  })

  it('should give the catalogue down to its periods', async () => {
    await payload.create({
      collection: SLUG.textbooks,
      data: { key: 'b1', title: '三年级上册 数学', stage: 'primary', grade: 'g3', subject: 'math', edition: '人教版' },
    })
    const node = (key: string, type: 'chapter' | 'lesson' | 'period', parent: string | null, order: number) =>
      payload.create({ collection: SLUG.nodes, data: { key, type, parent, textbook: 'b1', title: key, order } })
    await node('b1/c2', 'chapter', null, 2)
    await node('b1/c1', 'chapter', null, 1)
    await node('b1/c1/l1', 'lesson', 'b1/c1', 1)
    await node('b1/c1/l1/p1', 'period', 'b1/c1/l1', 1)
    const { forgetCatalogue } = await import('../../src/search/catalogue')
    forgetCatalogue({ payload })
    const chapters = [
      { key: 'b1/c1', lessons: [{ key: 'b1/c1/l1', periods: [{ key: 'b1/c1/l1/p1' }] }] },
      { key: 'b1/c2', lessons: [] },
    ]
    const { json } = await ask(`{
      textbook(key: "b1") { title subject { label } chapters { key lessons { key periods { key } } } }
      catalogue { stages { key label } subjects { key } textbooks(stage: "primary", subject: "math") { key } }
      none: catalogue { textbooks(stage: "senior") { key } } }`)
    expect(json.errors).toBeUndefined()
    expect(json.data).toMatchObject({
      textbook: { title: '三年级上册 数学', subject: { label: '数学' }, chapters },
      catalogue: { textbooks: [{ key: 'b1' }] },
      none: { textbooks: [] },
    })
    const rest = caller({ payload })
    expect((await rest('GET', '/library/catalogue/b1')).json).toMatchObject({ chapters })
    expect((await rest('GET', '/library/catalogue/none')).status).toBe(404)
    expect((await rest('GET', '/library/catalogue')).json).toMatchObject({
      stages: [{ key: 'primary', subjects: [{ key: 'math', textbooks: [{ key: 'b1' }] }] }],
    })
  })
})

describe('bounds', () => {
  it.each([0, -1, 51, 2_000_000_000])('should clamp limit %d', async (limit) => {
    for (let n = 0; n < 3; n++) await shelf({ title: '夹住' })
    const { json } = await ask('query ($n: Int) { publishedResources(limit: $n) { limit items { id } } }', {
      variables: { n: limit },
    })
    const page = json.data?.publishedResources as unknown as { limit: number; items: unknown[] }
    expect(page.limit).toBe(limit > 50 ? 50 : 20)
    expect(page.items.length).toBeLessThanOrEqual(page.limit)
  })

  it('should take a whole page of 50 with everything', async () => {
    const { status } =
      await ask(`{ search(q: "课", limit: 50) { total hits { resource { ${EVERYTHING} } title { text isMatch }
      summary { text isMatch } nodePath { text isMatch } } facets { grade { key label count } } } }`)
    expect(status).toBe(200)
  })

  const nested = (depth: number) =>
    `{ __schema { types { ${'fields { type { '.repeat(depth)} name ${'} }'.repeat(depth)} } } }`
  const fragments = Array.from(
    { length: 25 },
    (_, n) => `fragment F${n} on PublishedResource { ...F${n + 1} ...F${n + 1} }`,
  )
  it.each([
    ['many aliases', `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: viewer { name }`).join(' ')} }`],
    ['many roots', `{ ${'viewer { name } '.repeat(11)} }`],
    [
      'expensive roots',
      `{ ${Array.from({ length: 9 }, (_, n) => `a${n}: publishedResources(limit: 50) { items { ${EVERYTHING} } }`).join(' ')} }`,
    ],
    [
      'roots in a fragment',
      `{ ...A ...A } fragment A on Query { ${Array.from({ length: 6 }, () => 'viewer { name }').join(' ')} }`,
    ],
    ['roots in inline fragments', `{ ${'... { viewer { name } ... on Query { viewer { name } } } '.repeat(6)} }`],
    ['a deep introspection', nested(12)],
    [
      'fragments that double 25 times',
      `{ publishedResources { items { ...F0 } } } ${fragments.join(' ')} fragment F25 on PublishedResource { id title }`,
    ],
    [
      'aliases below a fragment',
      `{ publishedResources { items { ...A ...B } } }
      fragment A on PublishedResource { ${Array.from({ length: 20 }, (_, n) => `a${n}: id`).join(' ')} }
      fragment B on PublishedResource { ${Array.from({ length: 20 }, (_, n) => `b${n}: id`).join(' ')} }`,
    ],
  ])('should refuse %s, at once', async (_, query) => {
    const start = performance.now()
    const reply = await ask(query)
    expect(reply.status).toBe(400)
    expect(codes(reply)).toContain('QUERY_TOO_LARGE')
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('should refuse fragments that go round in circles', async () => {
    const reply = await ask('{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }')
    expect(codes(reply)?.[0]).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it.each([
    ['{ viewer { email } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ viewer ', 'GRAPHQL_PARSE_FAILED'],
    ['mutation { _nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['mutation { createUser(data: {}) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ Access { canAccessAdmin } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { viewer { name } } query B { viewer { name } }', 'BAD_INPUT'],
    ['query A { viewer { name } } query A { viewer { kind } }', 'BAD_INPUT'],
    ['{ viewer { name } } { viewer { kind } }', 'BAD_INPUT'],
    ['subscription { viewer { name } }', 'BAD_INPUT'],
    ['fragment A on Viewer { name }', 'BAD_INPUT'],
    ['query ($n: Nothing) { viewer { name } }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'viewer { name } '.repeat(2000)} }`, 'BAD_INPUT'],
  ])('should say what is wrong with a bad document %#', async (query, code) => {
    const reply = await ask(query)
    expect({ status: reply.status, code: codes(reply)?.[0] }).toEqual({ status: 400, code })
  })

  it.each([
    ['query ($n: Int) { publishedResources(limit: $n) { total } }', { n: 'many' }],
    ['query ($n: Int) { publishedResources(limit: $n) { total } }', { n: 1e12 }],
    ['query ($id: ID!) { publishedResource(id: $id) { id } }', {}],
    ['query ($id: ID!) { publishedResource(id: $id) { id } }', { id: null }],
    ['query ($ids: [ID!]) { publishedResources(ids: $ids) { total } }', { ids: [null, {}] }],
    ['query ($sort: SearchSort) { search(sort: $sort) { total } }', { sort: 'constructor' }],
    ['query ($b: Boolean!) { viewer @include(if: $b) { name } }', { b: 'yes' }],
  ])('should refuse a variable of the wrong type with a code: %s %j', async (query, variables) => {
    const reply = await ask(query, { variables })
    expect({ status: reply.status, codes: new Set(codes(reply)) }).toEqual({
      status: 400,
      codes: new Set(['BAD_INPUT']),
    })
  })

  it('should look at the chosen operation and its own fragments only', async () => {
    const large = Array.from({ length: 40 }, (_, n) => `a${n}: viewer { name }`).join(' ')
    const query = `query Small { viewer { ...V } } fragment V on Viewer { kind }
      query Large($n: Int!) { ${large} publishedResources(limit: $n) { ...P } } fragment P on PublishedPage { nothing }`
    const small = await ask(query, { operationName: 'Small' })
    expect([small.status, small.json.data]).toEqual([200, { viewer: { kind: 'anonymous' } }])
    expect(codes(await ask(query, { operationName: 'Large' }))).toContain('QUERY_TOO_LARGE')
    expect(codes(await ask(query, { operationName: 'None' }))).toEqual(['BAD_INPUT'])
  })

  it('should read no more of a body without a length than is allowed', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1
        controller.enqueue(new TextEncoder().encode(' '.repeat(16_000)))
      },
    })
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' }
    const response = await post(new Request('http://localhost:3000/api/graphql', init as RequestInit))
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { errors: [{ extensions: { code: 'QUERY_TOO_LARGE' } }] },
    ])
    expect(sent).toBeLessThan(10)
  })

  it('should answer even what breaks inside with a code', async () => {
    const find = jest.spyOn(payload.db, 'find').mockRejectedValue(new Error('away: mongodb://user:password@host'))
    const reply = await ask('{ publishedResources { total } }')
    find.mockRestore()
    expect(codes(reply)).toEqual(['INTERNAL'])
    expect(reply.text).not.toContain('password')
  })

  it('should refuse what a foreign form could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const headers = new Headers({ 'Content-Type': type })
      const request = new Request('http://localhost:3000/api/graphql', {
        method: 'POST',
        headers,
        body: '{"query":"{viewer{name}}"}',
      })
      expect((await post(request)).status).toBe(415)
    }
  })
})
