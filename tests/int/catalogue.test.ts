import type { Payload } from 'payload'

import { importCatalogue } from '../../seed/importCatalogue'
import { importRows } from '../../seed/importRows'
import { BOOKS, EDITIONS, editionFamily, stageKey, subjectKey, termOf } from '../../seed/textbooks'
import type { CatalogueNode } from '../../src/payload-types'
import { SLUG } from '../../src/slugs'
import { buildCounty, buildSchool, unique } from '../support/factories'
import { type Running, startPayload } from '../support/payload'

// Run alone: npm test -- int --only catalogue
let running: Running
let payload: Payload

beforeAll(async () => {
  running = await startPayload({ name: 'catalogue' })
  payload = running.payload
})
afterAll(() => running?.stop())

const nodes = async (where: Record<string, unknown>): Promise<CatalogueNode[]> =>
  (await payload.find({ collection: SLUG.nodes, where: where as never, pagination: false, showHiddenFields: true }))
    .docs

describe('importCatalogue', () => {
  beforeAll(async () => {
    const first = await importCatalogue({ payload })
    expect(first).toMatchObject({ updated: 0, unchanged: 0 })
  })

  it('should change nothing the second time', async () => {
    const before = await payload.find({ collection: SLUG.nodes, sort: '-updatedAt', limit: 1 })
    const second = await importCatalogue({ payload })
    expect(second).toMatchObject({ created: 0, updated: 0 })
    expect(second.unchanged).toBeGreaterThan(1500)
    const after = await payload.find({ collection: SLUG.nodes, sort: '-updatedAt', limit: 1 })
    expect(after.docs[0]?.updatedAt).toBe(before.docs[0]?.updatedAt)
  })

  it('should hold the facts: 24 textbooks, 166 chapters, 644 lessons', async () => {
    const count = async (type: CatalogueNode['type']) =>
      (await payload.count({ collection: SLUG.nodes, where: { type: { equals: type } } })).totalDocs
    expect((await payload.count({ collection: SLUG.textbooks })).totalDocs).toBe(24)
    expect(await count('chapter')).toBe(166)
    expect(await count('lesson')).toBe(644)
    expect(await count('period')).toBe(644)
    expect((await payload.count({ collection: SLUG.adoptions })).totalDocs).toBe(24)
  })

  it('should keep what people changed, ended or deleted, and set it back only when asked', async () => {
    const one = async (slug: 'subjects' | 'channels' | 'edition-adoptions', where: object) =>
      (await payload.find({ collection: slug, where: where as never, limit: 1 })).docs[0]
    const subject = await one(SLUG.subjects, { key: { equals: 'math' } })
    const adoption = await one(SLUG.adoptions, { toTerm: { exists: false } })
    const [chapter] = await nodes({ key: { equals: 'math-g3a-pep-2025/c01' } })
    const { docs } = await payload.find({ collection: SLUG.schools, where: { code: { equals: '2141000101' } } })
    const kind = (await payload.find({ collection: SLUG.assetKinds, where: { key: { equals: 'paper' } } })).docs[0]
    await payload.update({ collection: SLUG.subjects, id: subject!.id, data: { label: '算术' } })
    await payload.update({ collection: SLUG.adoptions, id: adoption!.id, data: { toTerm: '2027-02' } })
    await payload.update({ collection: SLUG.nodes, id: chapter!.id, data: { title: '观察' } })
    await payload.update({ collection: SLUG.schools, id: docs[0]!.id, data: { isBase: false } })
    await payload.delete({ collection: SLUG.assetKinds, id: kind!.id })

    for (const _ of [1, 2]) {
      expect(await importCatalogue({ payload })).toMatchObject({ created: 0, updated: 0, kept: 5 })
    }
    expect(await payload.findByID({ collection: SLUG.subjects, id: subject!.id })).toMatchObject({ label: '算术' })
    expect(await payload.findByID({ collection: SLUG.adoptions, id: adoption!.id })).toMatchObject({
      toTerm: '2027-02',
    })
    expect(await payload.findByID({ collection: SLUG.schools, id: docs[0]!.id })).toMatchObject({ isBase: false })

    expect(await importCatalogue({ payload, isReset: true })).toMatchObject({ created: 1, updated: 4, kept: 0 })
    expect(await payload.findByID({ collection: SLUG.subjects, id: subject!.id })).toMatchObject({ label: '数学' })
    expect((await nodes({ key: { equals: chapter!.key } }))[0]).toMatchObject({ id: chapter!.id, title: '1 观察物体' })
    expect(await importCatalogue({ payload })).toMatchObject({ created: 0, updated: 0, kept: 0 })
  })

  it('should follow a source that changed, except where people changed the row', async () => {
    const rows = [1, 2].map((n) => ({ key: unique(`r${n}`), label: `第 ${n} 项`, order: n }))
    const bring = (each: typeof rows) =>
      importRows({ payload, slug: SLUG.channels, rows: each, keyOf: ({ key }) => key })
    expect(await bring(rows)).toMatchObject({ created: 2 })
    const { docs } = await payload.find({ collection: SLUG.channels, where: { key: { equals: rows[0]!.key } } })
    await payload.update({ collection: SLUG.channels, id: docs[0]!.id, data: { label: '县里的叫法' } })
    const corrected = rows.map((row) => ({ ...row, label: `${row.label}（订正）`, labelEn: 'corrected' }))
    expect(await bring(corrected)).toEqual({ created: 0, updated: 1, unchanged: 0, kept: 1 })
    const after = await payload.find({ collection: SLUG.channels, where: { order: { in: [1, 2] } }, sort: 'order' })
    const labels = after.docs.filter(({ key }) => rows.some((row) => row.key === key)).map(({ label }) => label)
    expect(labels).toEqual(['县里的叫法', '第 2 项（订正）'])
    await importCatalogue({ payload, isReset: true })
  })

  it('should leave alone what the county added itself', async () => {
    const key = unique('county-kind')
    const own = await payload.create({ collection: SLUG.assetKinds, data: { key, label: '县本', group: 'material' } })
    expect(await importCatalogue({ payload })).toMatchObject({ created: 0, updated: 0 })
    expect(await payload.findByID({ collection: SLUG.assetKinds, id: own.id })).toMatchObject({ key })
  })

  it('should hang chapter, lesson and period below one another, each with its path', async () => {
    const [period] = await nodes({ key: { equals: 'math-g3a-pep-2013/c08/l01/p01' } })
    expect(period).toMatchObject({ type: 'period', path: ['7 长方形和正方形', '四边形', '第1课时'] })
    const [lesson] = await nodes({ key: { equals: period!.parent } })
    expect(lesson).toMatchObject({ type: 'lesson', path: ['7 长方形和正方形', '四边形'] })
    const [chapter] = await nodes({ key: { equals: lesson!.parent } })
    expect(chapter).toMatchObject({ type: 'chapter', parent: null, textbook: 'math-g3a-pep-2013', order: 8 })
  })

  it('should give each textbook a title of its own and the keys of stage, grade and subject', async () => {
    const { docs } = await payload.find({ collection: SLUG.textbooks, pagination: false })
    expect(new Set(docs.map(({ title }) => title)).size).toBe(24)
    expect(docs.find(({ key }) => key === 'math-g3a-pep-2025')).toMatchObject({
      title: '三年级上册 数学 人教版（根据2022年版课程标准修订）',
      stage: 'primary',
      grade: 'g3',
      subject: 'math',
      supersedes: 'math-g3a-pep-2013',
    })
    expect(docs.find(({ key }) => key === 'math-h-b1-pepa-2019')).toMatchObject({ stage: 'senior', grade: null })
  })

  it('should say in which terms the demo county uses a book', async () => {
    const adoption = async (textbook: string) =>
      (await payload.find({ collection: SLUG.adoptions, where: { textbook: { equals: textbook } } })).docs[0]
    const district = '411327'
    const old = { district, fromTerm: '2014-09', toTerm: '2025-02' }
    expect(await adoption('math-g3a-pep-2013')).toMatchObject(old)
    expect(await adoption('chinese-g3a-tb-2026')).toMatchObject({ district, fromTerm: '2026-09', toTerm: null })
  })

  it('should know every stage and subject of editions.json, and every edition of the textbooks', () => {
    expect(EDITIONS).toHaveLength(280)
    for (const { stage, subject } of EDITIONS) expect([stageKey(stage), subjectKey(subject)]).toHaveLength(2)
    const known = new Set(EDITIONS.map((row) => [row.stage, row.subject, editionFamily(row.edition)].join()))
    for (const book of BOOKS) expect(known).toContain([book.stage, book.subject, editionFamily(book.edition)].join())
    expect(() => subjectKey('炼金术')).toThrow('炼金术')
  })

  it.each([
    ['2025-08', '2025-02'],
    ['2026-02', '2026-02'],
    ['2026-09', '2026-09'],
    ['2027-01', '2026-09'],
  ])('should count %s to the term %s', (month, term) => {
    expect(termOf(month)).toBe(term)
  })

  it('should fill the place of districts and schools', async () => {
    const district = async (code: string) =>
      (await payload.find({ collection: SLUG.districts, where: { code: { equals: code } } })).docs[0]
    expect(await district('411327')).toMatchObject({ county: '411327', city: '411300', province: '410000' })
    expect(await district('410000')).toMatchObject({ county: '', city: '', province: '410000' })
    const { docs } = await payload.find({ collection: SLUG.schools, where: { county: { equals: '411327' } } })
    expect(docs.length).toBeGreaterThanOrEqual(8)
    for (const school of docs) expect(school).toMatchObject({ city: '411300', province: '410000' })
    const point = docs.find(({ isTeachingPoint }) => isTeachingPoint)
    expect(docs.find(({ code }) => code === point?.parentSchool)).toMatchObject({ name: '朱集镇中心小学' })
    expect(point?.code).toBeFalsy()
  })

  it('should flag the one code that GB/T 2260 does not know, and tell two 新城区 apart', async () => {
    const local = await payload.find({ collection: SLUG.districts, where: { isLocalCode: { equals: true } } })
    expect(local.docs.map(({ code }) => code)).toContain('150172')
    expect(local.docs.find(({ code }) => code === '150172')).toMatchObject({ city: '150100', county: '150172' })
    const same = await payload.find({ collection: SLUG.districts, where: { name: { equals: '新城区' } } })
    expect(same.docs.map(({ city }) => city).sort()).toEqual(['150100', '610100'])
  })
})

describe('districts and schools', () => {
  it.each(['999999', '41132', '411327 ', "411327' OR 1=1 --", '../411327', '４１１３２７'])(
    'should refuse a school in the unknown district %j',
    async (district) => {
      await expect(buildSchool({ payload, district })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    },
  )

  it('should refuse a district below an unknown one, and below itself', async () => {
    const data = { name: '无名县', level: 'county' as const }
    const create = (code: string, parent: string) =>
      payload.create({ collection: SLUG.districts, data: { ...data, code, parent } })
    await expect(create(unique('d'), 'nowhere')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(create('self', 'self')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const { county, city } = await buildCounty({ payload })
    const { docs } = await payload.find({ collection: SLUG.districts, where: { code: { equals: city } } })
    const circle = payload.update({ collection: SLUG.districts, id: docs[0]!.id, data: { parent: county } })
    await expect(circle).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it.each(['214100010', '21410001011', '2041000101', '2199000101', '2141-00101', '21410001０1', ' 2141000101', '0'])(
    'should refuse the school code %j',
    async (code) => {
      await expect(buildSchool({ payload, code })).rejects.toThrow('学校标识码')
    },
  )

  it('should take the real code of an 内蒙古 school, and refuse it twice', async () => {
    const { county } = await buildCounty({ payload })
    await expect(buildSchool({ payload, district: county, code: '3115000635' })).resolves.toBeDefined()
    await expect(buildSchool({ payload, district: county, code: '3115000635' })).rejects.toThrow()
  })

  it('should take several schools without a code, and save their forms', async () => {
    const { county } = await buildCounty({ payload })
    for (const code of [null, null, undefined, '', '']) {
      const { id } = await buildSchool({ payload, district: county, code, isTeachingPoint: true })
      await payload.update({ collection: SLUG.schools, id, data: { name: unique('point') } })
      await payload.update({ collection: SLUG.schools, id, data: { code: '' } })
    }
  })

  it('should take a code back', async () => {
    const { id } = await buildSchool({ payload })
    expect((await payload.update({ collection: SLUG.schools, id, data: { code: '' } })).code).toBeFalsy()
  })

  it('should move a school to its new place with its district', async () => {
    const from = await buildCounty({ payload })
    const to = await buildCounty({ payload })
    const school = await buildSchool({ payload, district: from.county })
    expect(school).toMatchObject(from)
    const moved = await payload.update({ collection: SLUG.schools, id: school.id, data: { district: to.county } })
    expect(moved).toMatchObject(to)
    const renamed = await payload.update({ collection: SLUG.schools, id: school.id, data: { name: '新名' } })
    expect(renamed).toMatchObject({ ...to, name: '新名' })
  })

  it('should not take a place that a form sends', async () => {
    const own = await buildCounty({ payload })
    const school = await payload.create({
      collection: SLUG.schools,
      data: { name: unique('school'), district: own.county, county: '411327', province: '410000' },
    })
    expect(school).toMatchObject(own)
  })

  it('should let nobody but a system admin change the catalogue', async () => {
    const data = { key: unique('s'), label: '炼金术' }
    const create = payload.create({ collection: SLUG.subjects, data, overrideAccess: false })
    await expect(create).rejects.toMatchObject({ status: 403 })
    const { docs } = await payload.find({ collection: SLUG.subjects, overrideAccess: false, limit: 1 })
    expect(docs).toHaveLength(1)
    const where = { id: { equals: docs[0]!.id } }
    await expect(payload.delete({ collection: SLUG.subjects, where, overrideAccess: false })).rejects.toMatchObject({
      status: 403,
    })
  })
})
