import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readlinkSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'

import { sessionCookie } from '../../src/cookies'
import { systemActor } from '../../src/domain/actor'
import type { Actor } from '../../src/domain/actor'
import type { Output } from '../../src/domain/review'
import { SLUG } from '../../src/slugs'
import { issueClientKey } from '../../src/workflow/clientKeys'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { beginCheck, settleMedia } from '../../src/workflow/revisions'
import type { RevisionRow } from '../../src/workflow/rows'
import { purgeShelf, releasePurged, restoreShelf, retire } from '../../src/workflow/shelves'
import { submitResource } from '../../src/workflow/submitResource'
import { findRows } from '../../src/workflow/transition'
import { type Running, startPayload } from '../support/payload'
import { buildAsset, buildFile, buildResource, buildWorld, seatOf, type World } from '../support/work'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/delivery --selectProjects int
const machine = systemActor('test')
let running: Running
let world: World
let route: { GET: (request: Request) => Promise<Response>; HEAD: (request: Request) => Promise<Response> }

beforeAll(async () => {
  running = await startPayload({ name: 'delivery' })
  world = await buildWorld({ payload: running.payload })
  route = await import('../../src/app/media/[...path]/route')
})
afterAll(() => running?.stop())

type Ask = { as?: Actor | null; cookie?: string; headers?: Record<string, string>; signal?: AbortSignal }

const COOKIE = sessionCookie('http://localhost:3000')
const tokens = new Map<string, string>()
const tokenOf = async (actor: Actor): Promise<string> => {
  const known = tokens.get(actor.id)
  if (known) return known
  const { payload } = world
  const { email } = await payload.findByID({ collection: SLUG.users, id: actor.id })
  const { token } = await payload.login({ collection: SLUG.users, data: { email, password: 'test-password-1' } })
  tokens.set(actor.id, token ?? '')
  return token ?? ''
}

const request = async (path: string, { as = null, headers = {}, signal }: Ask, method = 'GET') =>
  new Request(`http://localhost:3000${path}`, {
    method,
    headers: { ...(as ? { cookie: `${COOKIE}=${await tokenOf(as)}` } : {}), ...headers },
    ...(signal ? { signal } : {}),
  })
const get = async (path: string, ask: Ask = {}) => route.GET(await request(path, ask))
/** Status and headers; the body is left unread. */
const headOf = async (path: string, ask: Ask = {}) => {
  const response = await get(path, ask)
  await response.body?.cancel()
  return response
}
const statusOf = async (path: string, ask: Ask = {}) => {
  return (await headOf(path, ask)).status
}

/** Under review or published: a video whose master was encoded again, with poster, and a document. */
const buildLesson = async ({
  level = 'national',
  isPublished = true,
}: { level?: string; isPublished?: boolean } = {}) => {
  const { payload, teacher } = world
  const resource = await buildResource({ world, files: 0, data: { shareLevel: level } })
  const bytes = {
    master: randomBytes(5000),
    video: randomBytes(300_000),
    poster: randomBytes(900),
    plan: randomBytes(70),
  }
  await buildFile({ world, resource, bytes: bytes.master, name: '分数.mov', mime: 'video/quicktime', kind: 'video' })
  await buildFile({ world, resource, bytes: bytes.plan, name: '《分数》教案 1.svg', mime: 'image/svg+xml' })
  const frozen = await submitResource({ payload, actor: teacher, resource })
  const revision = await beginCheck({ payload, actor: machine, revision: frozen })
  const holder = `revision/${resource}:1`
  const video = await buildAsset({ payload, bytes: bytes.video, mime: 'video/mp4', holder })
  const poster = await buildAsset({ payload, bytes: bytes.poster, mime: 'image/jpeg', holder })
  const [master, plan] = [...revision.files].sort((a, b) => b.size - a.size)
  const output = (role: Output['role'], from: typeof video, name: string, mime: string): Output => ({
    file: master!.file,
    role,
    asset: from.id,
    sha256: from.sha256,
    size: from.size,
    mime,
    name,
  })
  const { file, asset, sha256, size, mime, name } = plan!
  const outputs = [
    output('rendition', video, '分数.mp4', 'video/mp4'),
    output('poster', poster, '分数.jpg', 'image/jpeg'),
    { file, asset, sha256, size, mime, name, role: 'original' as const },
  ]
  const settled = await settleMedia({ payload, actor: machine, revision, files: [], outputs })
  if (isPublished) await approve(settled)
  const [shelf] = await findRows({ payload, slug: SLUG.shelves, where: { resource: { equals: resource } } })
  const shelfPath = `/media/shelves/${shelf!.id}`
  const revisionPath = `/media/revisions/${revision.id}`
  const assets = { video: video.id, poster: poster.id, plan: plan!.asset, master: master!.asset }
  return { shelf: shelf!, revision: settled, bytes, assets, shelfPath, revisionPath }
}

const approve = async (revision: RevisionRow) => {
  for (const track of ['content', 'technical'] as const) {
    const seat = await seatOf({ world, revision: revision.id, track })
    await claimReview({ payload: world.payload, actor: world[track], review: seat.id, leaseSeconds: 60 })
    await decideReview({
      payload: world.payload,
      actor: world[track],
      review: seat.id,
      decision: { verdict: 'approved' },
    })
  }
}

describe('files of the shelf', () => {
  it('should deliver video, poster and document of what is published, and never the master', async () => {
    const { shelfPath, assets, bytes } = await buildLesson()
    const response = await get(`${shelfPath}/${assets.video}`)
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.video)).toBe(true)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '300000',
      'content-type': 'video/mp4',
      'content-disposition': expect.stringMatching(/^inline; /),
      etag: `"${createHash('sha256').update(bytes.video).digest('hex')}"`,
    })
    expect(await statusOf(`${shelfPath}/${assets.poster}`)).toBe(200)
    expect(await statusOf(`${shelfPath}/${assets.plan}`)).toBe(200)
    expect(await statusOf(`${shelfPath}/${assets.master}`)).toBe(404)
    expect(await statusOf(`${shelfPath}/${assets.master}`, { as: world.teacher })).toBe(404)
    expect(await statusOf(`${shelfPath}/${(await buildLesson()).assets.video}`)).toBe(404)
  })

  it('should answer by the audience of each viewer', async () => {
    const { payload } = world
    const county = await buildLesson({ level: 'county' })
    const school = await buildLesson({ level: 'school' })
    const near = await world.person({ roles: ['viewer'], district: '411327' })
    const far = await world.person({ roles: ['viewer'], district: '411325' })
    const paths = [county, school].map(({ shelfPath, assets }) => `${shelfPath}/${assets.video}`)
    const statuses = async (ask: Ask) => [await statusOf(paths[0]!, ask), await statusOf(paths[1]!, ask)]
    expect(await statuses({})).toEqual([404, 404])
    expect(await statuses({ as: far })).toEqual([404, 404])
    expect(await statuses({ as: near })).toEqual([200, 404])
    expect(await statuses({ as: world.teacher })).toEqual([200, 200])
    expect(await statuses({ headers: { cookie: `${COOKIE}=forged` } })).toEqual([404, 404])

    const client = await payload.create({
      collection: SLUG.apiClients,
      data: { name: 'app', district: '411327' } as never,
    })
    const { key } = await issueClientKey({ payload, actor: world.admin, client: String(client.id) })
    expect(await statuses({ headers: { authorization: `api-clients API-Key ${key}` } })).toEqual([200, 404])
    await payload.db.updateOne({
      collection: SLUG.users,
      where: { id: { equals: near.id } },
      data: { isDisabled: true },
    })
    expect(await statuses({ as: near })).toEqual([404, 404])
  })

  it('should refuse the very next request after a take-down', async () => {
    const { shelf, shelfPath, assets } = await buildLesson()
    const path = `${shelfPath}/${assets.video}`
    const etag = (await headOf(path)).headers.get('etag') ?? ''
    expect(await statusOf(path, { headers: { range: 'bytes=0-9' } })).toBe(206)
    await retire({
      payload: world.payload,
      actor: world.admin,
      shelf: shelf.id,
      reason: 'takeDown',
      note: '版权',
      graceDays: 30,
    })
    const asked: Record<string, string>[] = [{}, { range: 'bytes=0-9' }, { 'if-none-match': etag }]
    for (const headers of asked) {
      expect(await statusOf(path, { headers })).toBe(404)
    }
    const response = await get(path)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({ errors: [expect.objectContaining({ code: 'NOT_FOUND' })] })
  })

  it('should deliver again what was put back, and never again what was purged', async () => {
    const { payload, admin, teacher } = world
    const { shelf, revision, shelfPath, revisionPath, assets } = await buildLesson()
    const path = `${shelfPath}/${assets.video}`
    const off = () =>
      retire({ payload, actor: admin, shelf: shelf.id, reason: 'takeDown', note: '', graceDays: 0, now: new Date(0) })
    await off()
    expect(await statusOf(path)).toBe(404)
    await restoreShelf({ payload, actor: admin, shelf: shelf.id })
    expect([await statusOf(path), await statusOf(`${shelfPath}/${assets.poster}`)]).toEqual([200, 200])
    expect(await statusOf(`${shelfPath}/${assets.master}`)).toBe(404)
    await off()
    await purgeShelf({ payload, actor: admin, shelf: shelf.id })
    await releasePurged({ payload, actor: machine, resource: revision.resource })
    for (const asset of Object.values(assets)) {
      for (const as of [null, teacher, world.content, admin])
        expect([await statusOf(`${shelfPath}/${asset}`, { as }), asset]).toEqual([404, asset])
    }
    await expect(restoreShelf({ payload, actor: admin, shelf: shelf.id })).rejects.toMatchObject({
      code: 'STAGE_CONFLICT',
    })
    await payload.db.updateMany({
      collection: SLUG.mediaAssets,
      where: { id: { in: Object.values(assets) } },
      data: { state: 'deleting' },
    })
    for (const asset of Object.values(assets))
      expect(await statusOf(`${revisionPath}/${asset}`, { as: teacher })).toBe(404)
  })

  it('should deliver a file that is not safe to show as bytes to be saved, under its Chinese name', async () => {
    const { shelfPath, assets } = await buildLesson()
    const { headers } = await headOf(`${shelfPath}/${assets.plan}`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('《分数》教案 1.svg')}`)
    const video = await headOf(`${shelfPath}/${assets.video}?download=1`)
    expect(video.headers.get('content-disposition')).toBe(
      `attachment; filename="__.mp4"; filename*=UTF-8''${encodeURIComponent('分数')}.mp4`,
    )
  })

  it.each([
    '/media',
    '/media/',
    '/media/shelves/../../etc/passwd',
    '/media/shelves/%2e%2e%2f%2e%2e%2fetc%2fpasswd/x',
    '/media/shelves/x/y',
    '/media/shelves/000000000000000000000000/000000000000000000000000',
    "/media/shelves/' or 1=1 --/x",
    '/media/uploads/000000000000000000000000/000000000000000000000000',
    '/media/shelves/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000000',
  ])('should find nothing at %s', async (path) => {
    expect(await statusOf(path)).toBe(404)
  })

  it('should find nothing at a very long path', async () => {
    expect(await statusOf(`/media/shelves/${'a'.repeat(4000)}/b`)).toBe(404)
  })

  it('should not take another form of an id for any shelf', async () => {
    const { assets, revision } = await buildLesson()
    for (const id of [revision.id, randomUUID(), randomBytes(12).toString('hex'), '-'.repeat(36)]) {
      expect(await statusOf(`/media/shelves/${id}/${assets.video}`)).toBe(404)
    }
  })
})

describe('files of a revision', () => {
  it('should be read by its owner, its reviewers and admins while it is reviewed, by nobody else', async () => {
    const { revisionPath, shelfPath, assets } = await buildLesson({ isPublished: false })
    const colleague = await world.person({ roles: ['teacher'], school: world.school })
    const elsewhere = await world.person({ roles: [], district: '411325' })
    const { grantRole } = await import('../../src/workflow/grants')
    await grantRole({
      payload: world.payload,
      actor: machine,
      user: elsewhere.id,
      role: 'contentReviewer',
      district: '411325',
    } as never)
    for (const asset of Object.values(assets)) {
      const path = `${revisionPath}/${asset}`
      const may = [world.teacher, world.content, world.technical, world.admin]
      for (const as of may) expect(await statusOf(path, { as })).toBe(200)
      for (const as of [null, colleague, elsewhere]) expect(await statusOf(path, { as })).toBe(404)
      expect(await statusOf(`${shelfPath}/${asset}`, { as: world.teacher })).toBe(404)
    }
    const source = await headOf(`${revisionPath}/${assets.master}?download=1`, { as: world.technical })
    expect(source.headers.get('content-disposition')).toMatch(/^attachment; .*\.mov$/)
  })

  it('should stay closed to reviewers until the machine let it through, and after a withdrawal', async () => {
    const { payload } = world
    const { revision, revisionPath, assets } = await buildLesson({ isPublished: false })
    for (const [state, status] of [
      ['checking', 404],
      ['unfit', 404],
      ['withdrawn', 404],
      ['returned', 200],
      ['superseded', 200],
    ] as const) {
      await payload.db.updateOne({
        collection: SLUG.revisions,
        where: { id: { equals: revision.id } },
        data: { state },
      })
      expect(await statusOf(`${revisionPath}/${assets.video}`, { as: world.content })).toBe(status)
      expect(await statusOf(`${revisionPath}/${assets.video}`, { as: world.teacher })).toBe(200)
    }
  })
})

describe('conditions and ranges', () => {
  it('should answer 206, 416, 304 and HEAD', async () => {
    const { shelfPath, assets, bytes } = await buildLesson()
    const path = `${shelfPath}/${assets.video}`
    const part = await get(path, { headers: { range: 'bytes=1000-1999' } })
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 1000-1999/300000',
      '1000',
    ])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.video.subarray(1000, 2000))).toBe(true)
    const tail = await get(path, { headers: { range: 'bytes=-500' } })
    expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.video.subarray(-500))).toBe(true)
    const several = await get(path, { headers: { range: 'bytes=0-1,5-6' } })
    expect([several.status, (await several.arrayBuffer()).byteLength]).toEqual([200, 300_000])
    const beyond = await get(path, { headers: { range: 'bytes=300000-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000'])

    const etag = part.headers.get('etag') ?? ''
    const same = await get(path, { headers: { 'if-none-match': `W/${etag}`, range: 'bytes=0-1' } })
    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, null, etag])
    const range = { range: 'bytes=0-9' }
    expect(await statusOf(path, { headers: { ...range, 'if-range': etag } })).toBe(206)
    expect(await statusOf(path, { headers: { ...range, 'if-range': '"other"' } })).toBe(200)
    expect(await statusOf(path, { headers: { ...range, 'if-range': new Date().toUTCString() } })).toBe(200)

    const head = await route.HEAD(await request(path, {}, 'HEAD'))
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, null, '300000'])
    const headPart = await route.HEAD(await request(path, { headers: range }, 'HEAD'))
    expect([headPart.status, headPart.body, headPart.headers.get('content-length')]).toEqual([206, null, '10'])
  })

  const openFiles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(`${running.dataDir}/blobs/`)
      } catch {
        return false
      }
    }).length

  it('should close the file of every read that is broken off', async () => {
    const { shelfPath, assets } = await buildLesson()
    const path = `${shelfPath}/${assets.video}`
    const none = async () => {
      for (let n = 0; n < 2000 && openFiles() > 0; n++) await turn()
      return openFiles()
    }
    expect(await none()).toBe(0)
    for (let n = 0; n < 25; n++) {
      const gone = new AbortController()
      const response = await get(path, { signal: gone.signal, headers: { range: `bytes=${n}-` } })
      const reader = response.body!.getReader()
      if (n % 5 > 0) await reader.read()
      if (n % 2) await reader.cancel()
      else gone.abort()
    }
    expect(await none()).toBe(0)
    const early = new AbortController()
    early.abort()
    expect((await get(path, { signal: early.signal })).status).toBe(499)
    expect(await none()).toBe(0)
  })
})

describe('MEDIA_DELIVERY=redirect', () => {
  it('should send allowed readers to a URL of 60 s on S3, and stream from a disk', async () => {
    const { env } = await import('../../src/env')
    const { shelfPath, assets } = await buildLesson()
    const path = `${shelfPath}/${assets.video}`
    const settings = env() as { MEDIA_DELIVERY: string; isS3: boolean }
    settings.MEDIA_DELIVERY = 'redirect'
    try {
      const response = await headOf(path, { headers: { range: 'bytes=0-9' } })
      expect(response.status).toBe(settings.isS3 ? 302 : 206)
      if (settings.isS3) {
        expect(response.headers.get('cache-control')).toBe('no-store')
        const url = new URL(response.headers.get('location') ?? '')
        expect(url.searchParams.get('X-Amz-Expires')).toBe('60')
        expect((await fetch(url)).headers.get('content-type')).toBe('video/mp4')
      }
      expect(await statusOf(`${shelfPath}/${assets.master}`)).toBe(404)
      // A signed URL is good for GET only: HEAD is answered here.
      const head = await route.HEAD(await request(path, {}, 'HEAD'))
      expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, null, '300000'])
    } finally {
      settings.MEDIA_DELIVERY = 'stream'
    }
  })
})
