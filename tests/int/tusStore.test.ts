import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Server, Upload as TusUpload } from '@tus/server'
import { Upload } from 'tus-js-client'

import { createDiskStorage } from '../../src/storage/disk'
import type { StorageDriver } from '../../src/storage/driver'
import { hashStored } from '../../src/storage/hashStream'
import { createS3Storage } from '../../src/storage/s3'
import { TusDisk } from '../../src/storage/tusDisk'
import { TusS3 } from '../../src/storage/tusS3'
import { createTusStore, removeTus, tusObject, type TusStore } from '../../src/storage/tusStore'
import { leftOut } from '../support/leftOut'
import { MIB, sha256, until } from '../support/storageSuite'
import { testConnection } from '../support/testConnection'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/tusStore --selectProjects int
const CHUNK = 8 * MIB
const big = randomBytes(20 * MIB + 321)
const TUS = { 'tus-resumable': '1.0.0' }

/** A request as Next's route handlers get it, so that `handleWeb` is what runs. */
const webHandler = (server: Server) => async (req: http.IncomingMessage, res: http.ServerResponse) => {
  const hasBody = req.method === 'POST' || req.method === 'PATCH'
  // Not Readable.toWeb, which counts chunks for bytes and so buffers without end.
  const body = hasBody ? (req as unknown as ReadableStream) : undefined
  const init = { method: req.method, headers: req.headers as Record<string, string>, body, duplex: 'half' }
  const response = await server.handleWeb(new Request(`http://${req.headers.host}${req.url}`, init as RequestInit))
  if (res.destroyed) return
  res.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body) await pipeline(Readable.fromWeb(response.body as never), res)
  else res.end()
}

type Stored = { store: TusStore; driver: StorageDriver }

const suite = (start: () => Promise<Stored>) => {
  let store: TusStore
  let driver: StorageDriver
  const servers: http.Server[] = []

  const listen = async (listener: (server: Server) => http.RequestListener) => {
    const tus = new Server({ path: '/uploads', datastore: store, relativeLocation: true, lockDrainTimeout: 50 })
    const server = http.createServer(listener(tus)).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const create = async (origin: string, length: number) => {
    const headers = { ...TUS, 'upload-length': String(length), 'upload-metadata': 'name 56ysMeivvuaXtg==' }
    const response = await fetch(`${origin}/uploads`, { method: 'POST', headers })
    expect(response.status).toBe(201)
    const url = new URL(response.headers.get('location') ?? '', origin).href
    return { url, id: url.slice(url.lastIndexOf('/') + 1) }
  }
  const offsetOf = async (url: string) => {
    const response = await fetch(url, { method: 'HEAD', headers: TUS })
    return { status: response.status, offset: Number(response.headers.get('upload-offset')) }
  }
  const patchHeaders = (offset: number, length: number) => ({
    ...TUS,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    'content-length': String(length),
  })
  /** Sends `bytes` of an announced chunk, then the line is cut. */
  const cutPatch = async ({ url, offset, bytes }: { url: string; offset: number; bytes: number }) => {
    const length = Math.min(CHUNK, big.length - offset)
    const request = http.request(url, { method: 'PATCH', headers: patchHeaders(offset, length) })
    const closed = new Promise((resolve) => request.once('close', resolve))
    request.on('error', () => undefined)
    const sockets = new Set<Socket>()
    for (const server of servers) server.on('connection', (socket) => sockets.add(socket))
    await new Promise((resolve) => request.write(big.subarray(offset, offset + bytes), resolve))
    await until(() => [...sockets].some((socket) => socket.bytesRead >= bytes))
    request.destroy()
    await closed
    const after = await offsetOf(url)
    expect(after.status).toBe(200)
    return after.offset
  }
  const patch = ({ url, offset, body }: { url: string; offset: number; body: Uint8Array }) =>
    fetch(url, { method: 'PATCH', headers: patchHeaders(offset, body.length), body: body as BodyInit })
  const finish = (url: string, bytes = big) =>
    new Promise<void>((resolve, reject) => {
      const options = { uploadUrl: url, chunkSize: CHUNK, retryDelays: [0, 0, 0], onSuccess: () => resolve() }
      new Upload(bytes, { ...options, onError: reject }).start()
    })
  const keysOf = async (id: string) => {
    const keys = []
    for await (const { key } of driver.list({ prefix: `uploads/${id}` })) keys.push(key)
    return keys
  }

  beforeAll(async () => {
    ;({ store, driver } = await start())
    await driver.check()
  })
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    for await (const { key } of driver.list({ prefix: 'uploads/' })) await driver.remove(key)
    for await (const { key } of driver.list({ prefix: 'blobs/' })) await driver.remove(key)
  })

  it.each([
    ['handle', (tus: Server) => tus.handle.bind(tus) as http.RequestListener],
    ['handleWeb', webHandler as (tus: Server) => http.RequestListener],
  ])('should resume after two cuts at the byte that arrived (%s)', async (_name, listener) => {
    const { url, id } = await create(await listen(listener), big.length)
    const first = await cutPatch({ url, offset: 0, bytes: 3 * MIB + 7 })
    expect(first).toBeGreaterThan(2 * MIB)
    expect(first).toBeLessThanOrEqual(3 * MIB + 7)
    expect(await tusObject({ id, store })).toBeNull()
    // Behind the first part's end at 8 MiB.
    const second = await cutPatch({ url, offset: first, bytes: CHUNK - 5 })
    expect(second).toBeGreaterThan(CHUNK + MIB)
    expect(second).toBeLessThanOrEqual(first + CHUNK - 5)
    await finish(url)
    const object = await tusObject({ id, store })
    expect(object).toEqual({ key: `uploads/${id}`, size: big.length })
    const hashed = await hashStored({ key: `uploads/${id}`, driver })
    expect(hashed).toEqual({ sha256: sha256(big), size: big.length })

    await driver.move({ from: `uploads/${id}`, to: `blobs/${id}` })
    expect(await hashStored({ key: `blobs/${id}`, driver })).toEqual(hashed)
    expect(await tusObject({ id, store })).toBeNull()
    expect((await offsetOf(url)).status).toBe(410)
    await removeTus({ id, store })
    await removeTus({ id, store })
    expect(await keysOf(id)).toEqual([])
    expect((await offsetOf(url)).status).toBe(404)
  })

  it('should answer 409 to a wrong offset and go on', async () => {
    const { url, id } = await create(await listen(webHandler), big.length)
    expect((await patch({ url, offset: 0, body: big.subarray(0, 1000) })).status).toBe(204)
    expect((await patch({ url, offset: 999, body: big.subarray(999, 2000) })).status).toBe(409)
    expect((await patch({ url, offset: 5000, body: big.subarray(5000, 6000) })).status).toBe(409)
    await finish(url)
    expect((await hashStored({ key: `uploads/${id}`, driver })).sha256).toBe(sha256(big))
  })

  it('should take one request of the whole file and one of very many small requests', async () => {
    const origin = await listen(webHandler)
    const whole = await create(origin, big.length)
    expect((await patch({ url: whole.url, offset: 0, body: big })).status).toBe(204)
    expect((await hashStored({ key: `uploads/${whole.id}`, driver })).sha256).toBe(sha256(big))
    const small = await create(origin, 5000)
    for (let offset = 0; offset < 5000; offset += 500) {
      expect((await patch({ url: small.url, offset, body: big.subarray(offset, offset + 500) })).status).toBe(204)
    }
    expect((await hashStored({ key: `uploads/${small.id}`, driver })).sha256).toBe(sha256(big.subarray(0, 5000)))
  })

  it('should finish an empty upload', async () => {
    const { id } = await create(await listen(webHandler), 0)
    expect(await tusObject({ id, store })).toEqual({ key: `uploads/${id}`, size: 0 })
    expect(await driver.stat(`uploads/${id}`)).toMatchObject({ size: 0 })
  })

  it('should remove an unfinished upload with all that belongs to it', async () => {
    const { url, id } = await create(await listen(webHandler), big.length)
    await patch({ url, offset: 0, body: big.subarray(0, 9 * MIB) })
    expect((await fetch(url, { method: 'DELETE', headers: TUS })).status).toBe(204)
    expect((await fetch(url, { method: 'DELETE', headers: TUS })).status).toBe(404)
    expect(await keysOf(id)).toEqual([])
    expect(await driver.abortStaleParts({ olderThanMs: -60_000 })).toBe(0)
  })

  it('should hand out no bytes and know no other ids', async () => {
    const origin = await listen(webHandler)
    const { url, id } = await create(origin, 10)
    await patch({ url, offset: 0, body: big.subarray(0, 10) })
    expect((await fetch(url)).status).toBe(404)
    for (const hostile of [
      `${id}.json`,
      `${id}.info`,
      '..%2f..%2flibrary',
      'a%00bcdefghi',
      '.parts',
      'unknown-unknown',
    ]) {
      for (const method of ['HEAD', 'GET', 'DELETE']) {
        expect((await fetch(`${origin}/uploads/${hostile}`, { method, headers: TUS })).status).toBe(404)
      }
    }
    expect(await tusObject({ id: '../x', store })).toBeNull()
    expect(await tusObject({ id, store })).toMatchObject({ size: 10 })
  })
}

describe('tus uploads on disk', () => {
  let root: string
  afterAll(() => rm(root, { recursive: true }))

  suite(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'tus-'))
    return { driver: createDiskStorage({ root }), store: new TusDisk({ root }) }
  })

  it('should be what an installation without a bucket uses', async () => {
    process.env.DATA_DIR = root
    process.env.PAYLOAD_SECRET = 'only-for-this-test-0123456789'
    const store = createTusStore()
    const id = randomUUID()
    await store.create(new TusUpload({ id, size: 3, offset: 0 }))
    await store.write(Readable.from([Buffer.from('abc')]), id, 0)
    expect(await tusObject({ id })).toEqual({ key: `uploads/${id}`, size: 3 })
    expect((await hashStored({ key: `uploads/${id}` })).size).toBe(3)
    await removeTus({ id })
    expect(await tusObject({ id })).toBeNull()
  })
})

describe('tus uploads in S3', () => {
  const connection = testConnection()
  if (!connection) return leftOut('S3', 'set S3_ENDPOINT')
  const driver = createS3Storage(connection)
  let folder: string
  let args: ConstructorParameters<typeof TusS3>[0]
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tus-'))
    args = { connection, storage: driver, folder }
  })
  afterAll(() => rm(folder, { recursive: true }))

  suite(async () => ({ driver, store: new TusS3(args) }))

  it('should leave no temporary file', async () => {
    expect(await readdir(folder)).toEqual([])
  })

  it('should join an upload whose server was killed just before', async () => {
    class Killed extends TusS3 {
      protected override finishMultipartUpload(): Promise<string> {
        return Promise.reject(new Error('killed'))
      }
    }
    const id = randomUUID()
    const killed = new Killed(args)
    await killed.create(new TusUpload({ id, size: big.length, offset: 0 }))
    await expect(killed.write(Readable.from([big]), id, 0)).rejects.toThrow('killed')
    expect(await driver.stat(`uploads/${id}`)).toBeNull()
    const store = new TusS3(args)
    expect(await Promise.all([1, 2, 3].map(() => tusObject({ id, store })))).toEqual(
      [1, 2, 3].map(() => ({ key: `uploads/${id}`, size: big.length })),
    )
    expect((await hashStored({ key: `uploads/${id}`, driver })).sha256).toBe(sha256(big))
    await removeTus({ id, store })
  })

  it('should never call an upload finished whose parts were cleaned up', async () => {
    const id = randomUUID()
    const store = new TusS3(args)
    await store.create(new TusUpload({ id, size: big.length, offset: 0 }))
    await store.write(Readable.from([big.subarray(0, CHUNK)]), id, 0)
    expect(await driver.abortStaleParts({ olderThanMs: -60_000 })).toBe(1)
    expect(await tusObject({ id, store })).toBeNull()
    await expect(store.getUpload(id)).rejects.toMatchObject({ status_code: 410 })
    await removeTus({ id, store })
  })

  it('should not hurt when a writer that lost its lock writes the same bytes late', async () => {
    const id = randomUUID()
    const store = new TusS3(args)
    const write = (from: number, to: number) => store.write(Readable.from([big.subarray(from, to)]), id, from)
    await store.create(new TusUpload({ id, size: big.length, offset: 0 }))
    await write(0, 5000)
    const late = async function* () {
      yield big.subarray(5000, 6000)
      await write(5000, 9 * MIB)
      yield big.subarray(6000, 7000)
    }
    expect(await store.write(Readable.from(late()), id, 5000)).toBe(7000)
    expect((await store.getUpload(id)).offset).toBe(9 * MIB)
    await write(9 * MIB, big.length)
    expect((await hashStored({ key: `uploads/${id}`, driver })).sha256).toBe(sha256(big))
    await removeTus({ id, store })
  })

  it('should go on where a part failed, and keep what had come', async () => {
    let isDown = true
    class Flaky extends TusS3 {
      protected override uploadPart(...[metadata, body, number]: Parameters<TusS3['uploadPart']>) {
        if (number === 2 && isDown) return Promise.reject(new Error('store down'))
        return super.uploadPart(metadata, body, number)
      }
    }
    const id = randomUUID()
    const store = new Flaky(args)
    await store.create(new TusUpload({ id, size: big.length, offset: 0 }))
    await expect(store.write(Readable.from([big.subarray(0, 17 * MIB)]), id, 0)).rejects.toThrow('store down')
    isDown = false
    const { offset } = await store.getUpload(id)
    expect(offset).toBe(CHUNK)
    await store.write(Readable.from([big.subarray(offset)]), id, offset)
    expect((await hashStored({ key: `uploads/${id}`, driver })).sha256).toBe(sha256(big))
    await removeTus({ id, store })
  })
})
