import { Meilisearch } from 'meilisearch'
import type { Payload } from 'payload'

import { type Actor, systemActor } from '../../src/domain/actor'
import type { ensureIndex as Ensure } from '../../src/search/ensureIndex'
import type { rebuildIndex as Rebuild } from '../../src/search/rebuildIndex'
import type { searchLibrary, SearchResult } from '../../src/search/searchLibrary'
import type { syncShelf as Sync } from '../../src/search/syncShelf'
import { SLUG } from '../../src/slugs'
import { retire } from '../../src/workflow/shelves'
import { readRow } from '../../src/workflow/transition'
import { buildVocabulary } from '../support/factories'
import { leftOut } from '../support/leftOut'
import { hasMeili, type Meili, startMeili } from '../support/meili'
import { type Running, startPayload } from '../support/payload'
import { caller } from '../support/raceRest'
import { buildShelf } from './searchRows'

type Search = typeof searchLibrary

const viewer = (place: Partial<Actor['place']>): Actor => ({
  id: 'viewer',
  kind: 'user',
  name: '',
  grants: [],
  place: { school: '', county: '', city: '', province: '', ...place },
})
const here = viewer({ county: '411327', city: '411300', province: '410000' })
const nextCounty = viewer({ county: '411325', city: '411300', province: '410000' })

const suite = () => {
  let meili: Meili
  let running: Running
  let payload: Payload
  let search: (args: Partial<Parameters<Search>[0]>) => ReturnType<Search>
  let syncShelf: typeof Sync
  let rebuildIndex: typeof Rebuild
  let ensureIndex: typeof Ensure

  const published = async (wish: Omit<Parameters<typeof buildShelf>[0], 'payload'>) => {
    const shelf = await buildShelf({ payload, ...wish })
    await syncShelf({ payload, shelf: shelf.id })
    return shelf
  }
  const ids = (result: SearchResult) => result.hits.map((hit) => hit.shelf.id)
  const rawIndex = async () => {
    const client = new Meilisearch({ host: meili.url, apiKey: meili.key })
    const { results } = await client.getRawIndexes()
    return client.index(results[0]!.uid)
  }
  const server = () => new Meilisearch({ host: meili.url, apiKey: meili.key })
  /** Names of all indexes once nothing is under way. */
  const indexes = async () => {
    const { results } = await server().tasks.getTasks({ statuses: ['enqueued', 'processing'] })
    for (const { uid } of results) await server().tasks.waitForTask(uid)
    return (await server().getRawIndexes()).results.map(({ uid }) => uid)
  }
  const isInIndex = async (shelf: string) => {
    const { results } = await (await rawIndex()).getDocuments({ limit: 1000, fields: ['id'] })
    return results.some((document) => document.id === shelf)
  }

  beforeAll(async () => {
    meili = await startMeili()
    process.env.TEST_MEILI_URL = meili.url
    process.env.TEST_MEILI_KEY = meili.key
    running = await startPayload({ name: 'search' })
    payload = running.payload
    await buildVocabulary({ payload })
    const searching = await import('../../src/search/searchLibrary')
    syncShelf = (await import('../../src/search/syncShelf')).syncShelf
    rebuildIndex = (await import('../../src/search/rebuildIndex')).rebuildIndex
    ensureIndex = (await import('../../src/search/ensureIndex')).ensureIndex
    search = (args) => searching.searchLibrary({ payload, actor: here, ...args })
  })
  afterAll(async () => {
    await running?.stop()
    await meili?.stop()
  })

  it.each(['分数', '初步认识', '分数的初步认识', '认识 分数', '三年级数学分数', '分'])(
    'should find a title by the words in it: %s',
    async (q) => {
      const shelf = await published({ title: '分数的初步认识' })
      const result = await search({ q, limit: 50 })
      expect(ids(result)).toContain(shelf.id)
      expect(result).toMatchObject({ degraded: false, isRelaxed: false })
    },
  )

  it('should find by textbook path, keyword, teacher, school, summary and kind', async () => {
    const shelf = await published({
      title: '小小侦探',
      nodePath: '三年级上册 数学 人教版 › 8 几何启蒙园 › 曼陀罗图形',
      keywords: '翻转 梧桐',
      ownerName: '欧阳明月',
      schoolName: '赊店镇第九小学',
      summary: '用折纸讲对称。',
      kinds: '|task-sheet|',
    })
    for (const q of ['曼陀罗', '梧桐', '欧阳明月', '赊店镇', '折纸', '学习任务单 侦探']) {
      expect(ids(await search({ q }))).toContain(shelf.id)
    }
  })

  it('should put a title before a summary that holds the same words', async () => {
    const inSummary = await published({ title: '另一节', summary: '海底世界很美' })
    const inTitle = await published({ title: '海底世界' })
    expect(ids(await search({ q: '海底世界' }))).toEqual([inTitle.id, inSummary.id])
  })

  it('should give matches as segments that hold no markup of their own', async () => {
    const title = '蒲公英<script>alert(1)</script>'
    await published({ title })
    const { hits } = await search({ q: '蒲公英' })
    expect(hits[0]?.highlights.title.map(({ text }) => text).join('')).toBe(title)
    expect(hits[0]?.highlights.title[0]).toEqual({ text: '蒲公英', isMatch: true })
  })

  it('should say so when no resource holds every word', async () => {
    await published({ title: '琥珀的秘密' })
    const result = await search({ q: '琥珀 不存在的词语啊' })
    expect(result).toMatchObject({ isRelaxed: true })
    expect(result.total).toBeGreaterThan(0)
  })

  it('should count a facet without its own filter, and the others with it', async () => {
    const word = '烽火台'
    await published({ title: `${word}一`, subject: 'math', grade: 'g3', kinds: '|video|' })
    await published({ title: `${word}二`, subject: 'math', grade: 'g4', kinds: '|video|courseware|' })
    await published({ title: `${word}三`, subject: 'chinese', grade: 'g4', kinds: '|lesson-plan|' })
    const result = await search({ q: word, filters: { subject: 'math' } })
    expect(result.total).toBe(2)
    expect(result.facets.subject).toEqual([
      { key: 'chinese', label: '语文', count: 1 },
      { key: 'math', label: '数学', count: 2 },
    ])
    expect(result.facets.grade).toEqual([
      { key: 'g3', label: '三年级', count: 1 },
      { key: 'g4', label: '四年级', count: 1 },
    ])
    expect(result.facets.kind.map(({ key, count }) => [key, count])).toEqual([
      ['video', 2],
      ['courseware', 1],
    ])
    const both = await search({ q: word, filters: { subject: ['math', 'chinese'], kind: 'courseware' } })
    expect(both.total).toBe(1)
    expect(both.facets.kind.map(({ key }) => key)).toEqual(['video', 'lesson-plan', 'courseware'])
  })

  it('should find below a chapter what hangs on its lessons', async () => {
    const book = await payload.create({
      collection: SLUG.textbooks,
      data: { key: 'book-1', title: '三年级上册 数学', stage: 'primary', subject: 'math', edition: '人教版' },
    })
    const node = (key: string, type: 'chapter' | 'lesson' | 'period', parent: string | null) =>
      payload.create({ collection: SLUG.nodes, data: { key, type, parent, textbook: 'book-1', title: key, order: 1 } })
    const chapter = await node('book-1/c01', 'chapter', null)
    await node('book-1/c01/l01', 'lesson', 'book-1/c01')
    const period = await node('book-1/c01/l01/p01', 'period', 'book-1/c01/l01')
    const shelf = await published({ title: '挂在课时上', node: String(period.id), textbook: String(book.id) })
    for (const filters of [
      { node: 'book-1/c01' },
      { node: String(chapter.id) },
      { textbook: 'book-1' },
      { textbook: String(book.id) },
    ]) {
      expect(ids(await search({ filters }))).toEqual([shelf.id])
    }
  })

  it('should clamp pages, limits and length', async () => {
    const result = await search({ q: 'x'.repeat(5000), limit: 10_000, page: 1e9 })
    expect(result.page).toBe(200)
    expect((await search({ limit: 0, page: -1 })).page).toBe(1)
    expect((await search({ limit: Number.NaN })).hits.length).toBeLessThanOrEqual(20)
    expect((await search({ limit: 1e9 })).hits.length).toBeLessThanOrEqual(50)
  })

  it('should page through everything once', async () => {
    for (let n = 0; n < 7; n++)
      await published({ title: `长城砖${n}`, publishedAt: new Date(2026, 0, n + 1).toISOString() })
    const pages = await Promise.all([1, 2, 3].map((page) => search({ q: '长城砖', page, limit: 3, sort: 'newest' })))
    expect(pages.flatMap((page) => page.hits.map((hit) => hit.shelf.title))).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((n) => `长城砖${n}`),
    )
    expect(pages[0]).toMatchObject({ total: 7, totalPages: 3 })
  })

  describe('audience', () => {
    const word = '紫荆花'
    it('should show each level to whom it is for', async () => {
      const county = await published({ title: `${word}县`, level: 'county' })
      const city = await published({ title: `${word}市`, level: 'city' })
      const national = await published({ title: `${word}全国`, level: 'national' })
      expect(ids(await search({ q: word })).sort()).toEqual([county.id, city.id, national.id].sort())
      expect(ids(await search({ q: word, actor: nextCounty })).sort()).toEqual([city.id, national.id].sort())
      const anonymous = await search({ q: word, actor: null })
      expect(ids(anonymous)).toEqual([national.id])
      expect(anonymous).toMatchObject({ total: 1, facets: { subject: [{ key: 'math', count: 1 }] } })
    })

    it.each([
      'math" OR audience = "county:411327',
      'math"] OR audience IN ["county:411327',
      'math\\" OR id EXISTS OR subject = \\"',
      'math\\',
      '\\',
      '"',
      "math' OR audience EXISTS OR subject='",
      'math") OR (audience = "county:411327"',
      '_geoRadius(0,0,0)',
      'math\u0000" OR 1=1',
      '%',
      '|',
      '$where',
    ])('should find nothing of another county by the filter %j', async (value) => {
      await published({ title: '只给本县', level: 'county' })
      for (const name of ['stage', 'grade', 'subject', 'kind', 'channel', 'textbook', 'node', 'school'] as const) {
        const result = await search({ actor: nextCounty, filters: { [name]: value }, limit: 50 })
        expect(result).toMatchObject({ hits: [], total: 0, degraded: false })
        const whole = await search({ actor: nextCounty, q: `只给本县 ${value}`, filters: { [name]: [value, 'math'] } })
        expect(whole.hits.filter((hit) => hit.shelf.audience !== 'national')).toEqual([])
      }
    })

    it('should not find a county item by the words of its own title, nor count it', async () => {
      await published({ title: '独角仙观察', level: 'county', subject: 'science' })
      const result = await search({ q: '独角仙', actor: nextCounty })
      expect(result.hits).toEqual([])
      expect(JSON.stringify(result.facets)).not.toContain('science')
    })
  })

  describe('take-down', () => {
    const takeDown = (shelf: string) =>
      retire({ payload, actor: admin, shelf, reason: 'takeDown', note: '', graceDays: 1 })
    const admin: Actor = {
      ...systemActor('test'),
      grants: [{ role: 'systemAdmin', school: '', district: '', subject: '', stage: '' }] as never,
    }

    it('should be gone at once, from hits, total and facets, while the index still holds it', async () => {
      const shelf = await published({ title: '雪绒花之歌', subject: 'music' })
      expect((await search({ q: '雪绒花' })).total).toBe(1)
      await takeDown(shelf.id)
      expect(await isInIndex(shelf.id)).toBe(true)
      expect(await search({ q: '雪绒花' })).toMatchObject({ hits: [], total: 0, facets: { subject: [] } })
      await syncShelf({ payload, shelf: shelf.id })
      expect(await isInIndex(shelf.id)).toBe(false)
      expect(await readRow({ payload, slug: SLUG.shelves, id: shelf.id })).toMatchObject({ indexDue: false })
    })

    it('should not come back by a late upsert', async () => {
      const shelf = await published({ title: '昙花一现' })
      let reads = 0
      const findOne = async (args: Parameters<Payload['db']['findOne']>[0]) => {
        const row = await payload.db.findOne(args)
        // The retirement and its own job overtake the first reader here, before it writes.
        if (++reads === 1) {
          await takeDown(shelf.id)
          await syncShelf({ payload, shelf: shelf.id })
          expect(await isInIndex(shelf.id)).toBe(false)
        }
        return row
      }
      const slow = Object.create(payload, {
        db: { value: Object.create(payload.db, { findOne: { value: findOne } }) },
      }) as Payload
      await syncShelf({ payload: slow, shelf: shelf.id })
      expect(reads).toBeGreaterThan(1)
      expect(await isInIndex(shelf.id)).toBe(false)
    })

    it('should write nothing once its lease is lost', async () => {
      const shelf = await buildShelf({ payload, title: '租约已失' })
      await expect(syncShelf({ payload, shelf: shelf.id, signal: AbortSignal.abort() })).rejects.toThrow()
      expect(await isInIndex(shelf.id)).toBe(false)
    })
  })

  it('should answer by REST with labels and segments, and no owner', async () => {
    const shelf = await published({ title: '雨花石的纹理', subject: 'art' })
    const { status, json, text } = await caller({ payload })(
      'GET',
      `/library/search?q=${encodeURIComponent('雨花石')}&subject=math&subject=art&limit=1000&page=x&sort=constructor`,
    )
    expect(status).toBe(200)
    expect(json).toMatchObject({
      total: 1,
      page: 1,
      degraded: false,
      hits: [
        {
          id: shelf.id,
          subject: { key: 'art', label: '美术' },
          highlights: { title: [{ text: '雨花石', isMatch: true }, {}] },
        },
      ],
    })
    for (const secret of [shelf.owner, shelf.liveRevision, shelf.resource, 'metadata'])
      expect(text).not.toContain(secret)
    expect((await caller({ payload })('GET', `/library/resources/${shelf.id}`)).json).toMatchObject({ id: shelf.id })
  })

  it('should build a lost index anew, with everything on the shelf', async () => {
    const first = await published({ title: '沧海遗珠一' })
    const second = await buildShelf({ payload, title: '沧海遗珠二' })
    const client = new Meilisearch({ host: meili.url, apiKey: meili.key })
    for (const { uid } of (await client.getRawIndexes()).results) await client.deleteIndex(uid).waitTask()
    expect(await search({ q: '沧海遗珠' })).toMatchObject({ degraded: true, total: 2 })
    await syncShelf({ payload, shelf: second.id })
    expect(await isInIndex(first.id)).toBe(true)
  })

  it('should rebuild beside the old index and leave no third one', async () => {
    const shelf = await buildShelf({ payload, title: '重建之后' })
    const built = await rebuildIndex({ payload })
    expect(built?.documents).toBeGreaterThan(0)
    expect(await isInIndex(shelf.id)).toBe(true)
    expect(await indexes()).toHaveLength(1)
  })

  describe('ensureIndex', () => {
    it('should find nothing to do, or settings to bring up to date', async () => {
      await published({ title: '都在' })
      expect(await ensureIndex({ payload })).toBe('ready')
      await (await rawIndex()).updateSettings({ stopWords: ['呢'] }).waitTask()
      expect(await ensureIndex({ payload })).toBe('updated')
      expect(await ensureIndex({ payload })).toBe('ready')
    })

    it('should build an index anew that is missing, or that a single write began again', async () => {
      const shelf = await published({ title: '失而复得' })
      const uid = (await indexes())[0]!
      await server().deleteIndex(uid).waitTask()
      expect(await ensureIndex({ payload })).toBe('rebuilt')
      expect(await isInIndex(shelf.id)).toBe(true)
      expect(await indexes()).toEqual([uid])
      await server().deleteIndex(uid).waitTask()
      await server()
        .index(uid)
        .addDocuments([{ id: 'x' }])
        .waitTask()
      expect(await ensureIndex({ payload })).toBe('rebuilt')
      expect(await isInIndex(shelf.id)).toBe(true)
    })

    it('should be one rebuild’s work, however many find it missing', async () => {
      const shelf = await published({ title: '一起重建' })
      const uid = (await indexes())[0]!
      await server().deleteIndex(uid).waitTask()
      await Promise.all([1, 2, 3].map(() => ensureIndex({ payload })))
      expect(await isInIndex(shelf.id)).toBe(true)
      expect(await indexes()).toEqual([uid])
    })

    it('should finish a rebuild that died after its swap, and leave one alone that is under way', async () => {
      const shelf = await published({ title: '中途断电', keywords: '旧' })
      const uid = (await indexes())[0]!
      const young = `${uid}-0123abcd`
      await server().createIndex(young, { primaryKey: 'id' }).waitTask()
      expect(await ensureIndex({ payload })).toBe('ready')
      // Dies between swap and end: the row moves while the index is filled, its own job writes into the old index.
      const find = payload.db.find.bind(payload.db)
      let reads = 0
      const dying = Object.create(payload, {
        db: {
          value: Object.create(payload.db, {
            find: {
              value: async (args: Parameters<typeof find>[0]) => {
                // onShelf, batch of rows … onShelf again for what moved: the last one comes after the swap.
                if (args.collection === SLUG.shelves && args.select) reads += 1
                if (reads === 2 && args.select) await retitle(shelf.id)
                if (reads === 3) throw new Error('killed')
                return find(args)
              },
            },
          }),
        },
      }) as Payload
      await expect(rebuildIndex({ payload: dying })).rejects.toThrow('killed')
      expect(await readRow({ payload, slug: SLUG.shelves, id: shelf.id })).toMatchObject({ indexDue: true })
      const left = (await indexes()).filter((each) => each !== uid && each !== young)
      expect(left).toHaveLength(1)

      const realNow = Date.now
      Date.now = () => realNow() + 3_700_000
      try {
        expect(await ensureIndex({ payload })).toBe('rebuilt')
      } finally {
        Date.now = realNow
      }
      expect(await indexes()).toEqual([uid])
      const document = await server().index(uid).getDocument(shelf.id)
      expect(document).toMatchObject({ keywords: '新' })
    })

    const retitle = async (id: string) => {
      const row = await readRow({ payload, slug: SLUG.shelves, id })
      const data = { keywords: '新', seq: row.seq + 1, indexDue: true }
      await payload.db.updateOne({ collection: SLUG.shelves, where: { id: { equals: id } }, data })
      await syncShelf({ payload, shelf: id })
    }
  })

  it('should answer from the database while Meilisearch is away, quickly, and use it again afterwards', async () => {
    const word = '碧螺春'
    const county = await published({ title: `${word}县`, level: 'county', subject: 'math' })
    const national = await published({ title: `采${word}`, subject: 'chinese', kinds: '|courseware|' })
    await meili.kill()
    const first = await search({ q: word })
    expect(first).toMatchObject({ degraded: true, total: 2 })
    expect(ids(first).sort()).toEqual([county.id, national.id].sort())
    expect(first.facets.subject.map(({ key }) => key)).toEqual(['chinese', 'math'])
    expect(first.hits[0]?.highlights.title).toContainEqual({ text: word, isMatch: true })
    const others = await search({ q: word, actor: nextCounty })
    expect(others).toMatchObject({ degraded: true, total: 1 })
    expect(others.tookMs).toBeLessThan(500)
    const narrowed = await search({ q: word, filters: { subject: 'chinese' } })
    expect(narrowed).toMatchObject({
      total: 1,
      facets: { subject: [{ count: 1 }, { count: 1 }], kind: [{ count: 1 }] },
    })
    expect(await search({ q: word, filters: { kind: ['courseware', '%', '_'] } })).toMatchObject({ total: 1 })
    for (const kind of ['%', '_____', '|video|', 'video|lesson-plan', ''])
      expect(await search({ q: word, filters: { kind } })).toMatchObject({ total: kind === '' ? 2 : 0 })
    const pages = await Promise.all([1, 2, 3].map((page) => search({ q: word, limit: 1, page })))
    expect(pages.map(({ hits, total, totalPages }) => [hits.length, total, totalPages])).toEqual([
      [1, 2, 2],
      [1, 2, 2],
      [0, 2, 2],
    ])
    expect(new Set(pages.flatMap(ids)).size).toBe(2)
    await expect(syncShelf({ payload, shelf: county.id })).rejects.toThrow()
    await meili.start()
    const realNow = Date.now
    Date.now = () => realNow() + 6000
    try {
      expect(await search({ q: word })).toMatchObject({ degraded: false, total: 2 })
    } finally {
      Date.now = realNow
    }
  })
}

if (hasMeili) describe('search with a real Meilisearch', suite)
else leftOut('search', 'npm install with optional dependencies')
