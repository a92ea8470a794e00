import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Payload } from 'payload'

import { handlers } from '../../media-worker/handlers'
import { cleanTus } from '../../media-worker/handlers/cleanTus'
import { handleUpload } from '../../src/api/uploads/handleUpload'
import type { Actor } from '../../src/domain/actor'
import type { JobType } from '../../src/domain/entries'
import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import type { UploadRow } from '../../src/workflow/rows'
import { findRows } from '../../src/workflow/transition'
import {
  discardFile,
  filesOf,
  ownResourceDoc,
  readUpload,
  receiveUpload,
  startUpload,
  usedBytes,
} from '../../src/workflow/uploads'
import { type Running, startPayload } from '../support/payload'
import { buildFile, buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

// Run alone: npm test -- int --only uploads
const MB = 1_000_000
const HOUR = 3_600_000
let running: Running
let payload: Payload
let world: World

beforeAll(async () => {
  running = await startPayload({ name: 'uploads' })
  payload = running.payload
  world = await buildWorld({ payload })
})
afterAll(() => running.stop())

const newTeacher = () => world.person({ roles: ['teacher'], school: world.school })

type Start = { teacher: Actor; resource: string; size?: number; quotaBytes?: number }
const start = ({ teacher, resource, size = 4 * MB, quotaBytes = 10 * MB }: Start) =>
  startUpload({
    payload,
    actor: teacher,
    tusId: randomUUID(),
    resource,
    name: '教案.pdf',
    size,
    mime: 'application/pdf',
    kind: 'lesson-plan',
    maxBytes: 4e9,
    quotaBytes,
  })

const run = (type: JobType, input: Record<string, string | number> = {}) =>
  handlers[type]({
    payload,
    job: { input } as never,
    signal: new AbortController().signal,
    report: async () => undefined,
  })

const touch = (upload: UploadRow, hoursAgo: number) =>
  payload.db.updateOne({
    collection: SLUG.uploads,
    where: { id: { equals: upload.id } },
    data: { touchedAt: new Date(Date.now() - hoursAgo * HOUR).toISOString() },
    options: { atomic: true },
  })

describe('the quota', () => {
  it('should refuse what goes over it, and count discarded files no longer', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    await start({ teacher, resource })
    await start({ teacher, resource })
    await expect(start({ teacher, resource })).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', status: 413 })
    expect(await usedBytes({ payload, owner: teacher.id })).toBe(8 * MB)
    const [first] = await filesOf({ payload, resource })
    await discardFile({ payload, actor: teacher, file: first!.id })
    await start({ teacher, resource })
  })

  it('should hold when two begin at the same time', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    for (let round = 0; round < 5; round++) {
      const tries = await Promise.all(
        [6 * MB, 7 * MB].map((size) =>
          start({ teacher, resource, size }).then(
            () => 'begun',
            (error: { code: string }) => error.code,
          ),
        ),
      )
      expect(tries.filter((each) => each !== 'begun' && each !== 'QUOTA_EXCEEDED')).toEqual([])
      expect(await usedBytes({ payload, owner: teacher.id })).toBeLessThanOrEqual(10 * MB)
      const files = await filesOf({ payload, resource })
      expect(files).toHaveLength(tries.filter((each) => each === 'begun').length)
      for (const file of files) await discardFile({ payload, actor: teacher, file: file.id })
    }
  })

  it('should not count what is published', async () => {
    const { teacher } = world
    const before = await usedBytes({ payload, owner: teacher.id })
    const resource = await buildResource({ world, files: 0 })
    await buildFile({ world, resource, bytes: randomBytes(3000) })
    expect(await usedBytes({ payload, owner: teacher.id })).toBe(before + 3000)
    const revision = await buildInReview({ world, resource })
    for (const track of ['content', 'technical'] as const) {
      const seat = await seatOf({ world, revision: revision.id, track })
      await claimReview({ payload, actor: world[track], review: seat.id, leaseSeconds: 60 })
      await decideReview({ payload, actor: world[track], review: seat.id, decision: { verdict: 'approved' } })
    }
    expect(await usedBytes({ payload, owner: teacher.id })).toBe(before)
    // A further file of the same resource is a draft again.
    await buildFile({ world, resource, bytes: randomBytes(500) })
    expect(await usedBytes({ payload, owner: teacher.id })).toBe(before + 500)
  })

  it('should know no row by what is no id', async () => {
    for (const id of ['', 'x', '../etc', '12', '{"$ne":1}']) {
      const missing = { code: 'NOT_FOUND' }
      await expect(ownResourceDoc({ payload, actor: world.teacher, resource: id })).rejects.toMatchObject(missing)
      await expect(discardFile({ payload, actor: world.teacher, file: id })).rejects.toMatchObject(missing)
      await expect(start({ teacher: world.teacher, resource: id })).rejects.toMatchObject(missing)
    }
  })
})

describe('over HTTP', () => {
  const TUS = { 'tus-resumable': '1.0.0' }
  const OCTETS = 'application/offset+octet-stream'
  const encode = (metadata: Record<string, string>) =>
    Object.entries(metadata)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',')

  const signIn = async (): Promise<{ id: string; actor: Actor; token: string }> => {
    const actor = await newTeacher()
    const { email } = await payload.findByID({ collection: SLUG.users, id: actor.id, showHiddenFields: true })
    const { token } = await payload.login({ collection: SLUG.users, data: { email, password: 'test-password-1' } })
    return { id: actor.id, actor, token: token! }
  }
  type Ask = { path?: string; method: string; token: string; headers?: Record<string, string>; body?: Buffer }
  const ask = ({ path: address = '', method, token, headers = {}, body }: Ask) =>
    handleUpload({
      payload,
      request: new Request(`http://localhost:3000/uploads${address}`, {
        method,
        headers: { ...TUS, authorization: `JWT ${token}`, ...headers },
        body: body as BodyInit | undefined,
      }),
    })
  type Create = { token: string; resource: string; size: number; body?: Buffer }
  const create = ({ token, resource, size, body }: Create) =>
    ask({
      method: 'POST',
      token,
      headers: {
        'upload-length': String(size),
        'upload-metadata': encode({ filename: '教案.pdf', resource }),
        ...(body ? { 'content-type': OCTETS } : {}),
      },
      body,
    })
  const begin = async (size = 10) => {
    const person = await signIn()
    const resource = await buildResource({ world, owner: person.actor, files: 0 })
    const response = await create({ token: person.token, resource, size })
    expect(response.status).toBe(201)
    return { ...person, resource, address: response.headers.get('location')!.slice('/uploads'.length) }
  }
  const patch = (address: string, token: string, body: Buffer) =>
    ask({ path: address, method: 'PATCH', token, headers: { 'upload-offset': '0', 'content-type': OCTETS }, body })
  const statesOf = async (resource: string) =>
    (await findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })).map((row) => row.state)

  it('should touch the upload of the path alone, whatever stands behind the question mark', async () => {
    const [mine, victim] = [await begin(), await begin()]
    const bytes = Buffer.from('0123456789')
    for (const query of [`?x=${victim.address}`, `?${victim.address}`, `#${victim.address}`]) {
      const response = await ask({ path: `${mine.address}${query}`, method: 'HEAD', token: mine.token })
      expect([response.status, response.headers.get('upload-metadata')]).toEqual([
        200,
        encode({ filename: '教案.pdf', resource: mine.resource }),
      ])
    }
    await patch(`${mine.address}?x=${victim.address}`, mine.token, bytes)
    expect(await statesOf(mine.resource)).toEqual(['received'])
    expect(await statesOf(victim.resource)).toEqual(['receiving'])
    const untouched = await ask({ path: victim.address, method: 'HEAD', token: victim.token })
    expect(untouched.headers.get('upload-offset')).toBe('0')
  })

  it("should say of others' uploads and of odd addresses that there are none", async () => {
    const [mine, victim] = [await begin(), await begin()]
    const odd = [`${victim.address}/`, `/x${victim.address}`, `${mine.address}${victim.address}`, '/..%2f..%2fx', '/a']
    for (const address of [victim.address, ...odd]) {
      for (const method of ['HEAD', 'DELETE']) {
        expect((await ask({ path: address, method, token: mine.token })).status).toBe(404)
      }
      expect((await patch(address, mine.token, Buffer.from('0123456789'))).status).toBe(404)
    }
    expect(await statesOf(victim.resource)).toEqual(['receiving'])
  })

  it('should refuse a person who was disabled in the middle of an upload', async () => {
    const { id, token, address, resource } = await begin()
    await payload.db.updateOne({ collection: SLUG.users, id, data: { isDisabled: true } })
    expect((await patch(address, token, Buffer.from('0123456789'))).status).toBe(401)
    expect((await create({ token, resource, size: 10 })).status).toBe(401)
    expect(await statesOf(resource)).toEqual(['receiving'])
  })

  it('should take the cookie alone for a question, as browsers send it over plain http, and for nothing else', async () => {
    const { token, address } = await begin()
    const cookie = `${payload.config.cookiePrefix}-token=${token}`
    const statusOf = async (method: string) => {
      const headers = { ...TUS, cookie }
      const request = new Request(`http://localhost:3000/uploads${address}`, { method, headers })
      return (await handleUpload({ payload, request })).status
    }
    expect(await statusOf('HEAD')).toBe(200)
    expect(await statusOf('DELETE')).toBe(401)
  })

  it('should settle a creation that brought all its bytes', async () => {
    const { actor, token } = await signIn()
    const resource = await buildResource({ world, owner: actor, files: 0 })
    const response = await create({ token, resource, size: 10, body: Buffer.from('0123456789') })
    expect([response.status, response.headers.get('upload-offset')]).toEqual([201, '10'])
    expect(await statesOf(resource)).toEqual(['received'])
  })

  it('should leave no file behind that the store would not begin', async () => {
    if (storage().kind !== 'disk') return
    const { actor, token } = await begin()
    const resource = await buildResource({ world, owner: actor, files: 0 })
    const folder = path.join(running.dataDir, 'uploads')
    const aside = `${folder}-aside`
    await rename(folder, aside)
    await writeFile(folder, 'in the way')
    try {
      expect((await create({ token, resource, size: 10 })).status).toBeGreaterThanOrEqual(500)
    } finally {
      await rm(folder)
      await rename(aside, folder)
    }
    expect(await filesOf({ payload, resource })).toEqual([])
    expect(await statesOf(resource)).toEqual(['discarded'])
  })

  it('should receive by the clock what came whole just before the web process died', async () => {
    const { token, address, resource } = await begin()
    expect((await patch(address, token, Buffer.from('0123456789'))).status).toBe(204)
    const [upload] = await findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })
    await payload.db.updateOne({
      collection: SLUG.uploads,
      where: { id: { equals: upload!.id } },
      data: { state: 'receiving' },
      options: { atomic: true },
    })
    await touch(upload!, 1)
    await run('cleanUploads')
    expect(await statesOf(resource)).toEqual(['received'])
  })
})

describe('what is left behind', () => {
  const lying = async (id: string) => {
    const keys: string[] = []
    for await (const { key } of storage().list({ prefix: `uploads/${id}` })) keys.push(key)
    return keys
  }
  const put = async (key: string) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'uploads-'))
    await writeFile(path.join(folder, 'part'), 'late')
    await storage().putFile({ key, path: path.join(folder, 'part') })
    await rm(folder, { recursive: true })
  }

  it('should expire an upload without a byte for too long, and no other', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    const [stale, slow] = [await start({ teacher, resource }), await start({ teacher, resource })]
    await touch(stale, 73)
    await touch(slow, 71)
    await run('cleanUploads')
    expect((await readUpload({ payload, id: stale.id })).state).toBe('expired')
    expect((await readUpload({ payload, id: slow.id })).state).toBe('receiving')
    expect(await usedBytes({ payload, owner: teacher.id })).toBe(4 * MB)
  })

  it('should remove what came in once the upload is stored, also when the job runs a second time', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    const upload = await buildFile({ world, owner: teacher, resource })
    await put(`uploads/${upload.tusId}`)
    const { docs } = await payload.db.find<{ type: string; input: { tusId?: string; holder?: string } }>({
      collection: SLUG.jobs,
      where: { and: [{ entity: { equals: `uploads/${upload.id}` } }, { type: { equals: 'releaseHolder' } }] },
    })
    expect(docs.map((job) => job.input)).toEqual([{ tusId: upload.tusId }])
    await run('releaseHolder', { tusId: upload.tusId })
    expect(await lying(upload.tusId)).toEqual([])
    await put(`uploads/${upload.tusId}`)
    await run('ingestUpload', { upload: upload.id })
    expect(await lying(upload.tusId)).toEqual([])
    expect((await readUpload({ payload, id: upload.id })).state).toBe('stored')
  })

  it('should remove parts that came late, and nothing of an upload under way or of a moment ago', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    const [receiving, next] = [await start({ teacher, resource }), await start({ teacher, resource })]
    const received = await receiveUpload({ payload, actor: teacher, upload: next, size: 4 * MB })
    const gone = await buildFile({ world, owner: teacher, resource })
    const ids = [receiving.tusId, received.tusId, gone.tusId, randomUUID()]
    const late = storage().kind === 's3' ? '.part2' : ''
    for (const id of ids) await put(`uploads/${id}${late}`)
    await cleanTus({ payload, olderThanMs: HOUR })
    for (const id of ids) expect(await lying(id)).toHaveLength(1)
    await cleanTus({ payload, olderThanMs: -60_000 })
    expect(await Promise.all(ids.map(async (id) => (await lying(id)).length))).toEqual([1, 1, 0, 0])
  })

  it('should let only one of two receive the same bytes, and neither fail', async () => {
    const teacher = await newTeacher()
    const resource = await buildResource({ world, owner: teacher, files: 0 })
    const upload = await start({ teacher, resource })
    const rows = await Promise.all(
      [1, 2, 3].map(() => receiveUpload({ payload, actor: teacher, upload, size: upload.size })),
    )
    expect(rows.map((row) => row.state)).toEqual(['received', 'received', 'received'])
    const { totalDocs } = await payload.db.count({
      collection: SLUG.jobs,
      where: { and: [{ entity: { equals: `uploads/${upload.id}` } }, { type: { equals: 'ingestUpload' } }] },
    })
    expect(totalDocs).toBe(1)
  })
})
