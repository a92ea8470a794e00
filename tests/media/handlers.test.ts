import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'

import { Upload } from '@tus/server'
import type { Payload, Where } from 'payload'
import sharp from 'sharp'

import { run, tools } from '../../media-worker/ffmpeg/run'
import { handlers } from '../../media-worker/handlers'
import type { JobRow } from '../../src/workflow/jobRow'
import { runJob } from '../../src/jobs/runJob'
import { SLUG } from '../../src/slugs'
import { createTusStore } from '../../src/storage/tusStore'
import { submitResource } from '../../src/workflow/submitResource'
import { findRows, readRow } from '../../src/workflow/transition'
import { readUpload, receiveUpload, startUpload } from '../../src/workflow/uploads'
import { clipFolder, makeClip, removeClips } from '../support/clips'
import { type Running, startPayload } from '../support/payload'
import { buildFile, buildResource, buildWorld, type World } from '../support/work'

// Run alone: npm test -- media --only handlers
let running: Running
let payload: Payload
let world: World

beforeAll(async () => {
  running = await startPayload({ name: 'handlers' })
  payload = running.payload
  world = await buildWorld({ payload })
})
afterAll(async () => {
  await removeClips()
  await running.stop()
})

const submit = async ({ file, name }: { file: string; name: string }) => {
  const resource = await buildResource({ world, files: 0 })
  await buildFile({ world, resource, bytes: await readFile(file), name, mime: 'video/x-m4v', kind: 'video' })
  return submitResource({ payload, actor: world.teacher, resource })
}

/** The job that submitting a revision asked for, run here as the worker does. */
const check = async (revision: string) => {
  const where: Where = { and: [{ entity: { equals: `revisions/${revision}` } }, { type: { equals: 'checkRevision' } }] }
  const read = async () => (await payload.db.find<JobRow>({ collection: SLUG.jobs, where })).docs[0]!
  const queued = await read()
  const token = randomUUID()
  const data = { state: 'running', token, claims: queued.claims + 1 }
  await payload.db.updateOne({ collection: SLUG.jobs, where: { id: { equals: queued.id } }, data })
  const outcome = await runJob({
    payload,
    job: { ...queued, state: 'running', token, claims: queued.claims + 1 },
    handlers,
    leaseSeconds: 600,
    maxClaims: 1,
    stop: new AbortController().signal,
    onDead: async () => undefined,
  })
  return { outcome, job: await read(), row: await readRow({ payload, slug: SLUG.revisions, id: revision }) }
}

describe('checkRevision', () => {
  it('should publish a fitting M4V itself, as an MP4', async () => {
    const file = await makeClip({ container: 'm4v', extra: ['-brand', 'M4V ', '-f', 'mp4', '-movflags', '+faststart'] })
    const revision = await submit({ file, name: '第1课.课堂实录.m4v' })
    const { row } = await check(revision.id)
    expect(row.state).toBe('inReview')
    expect(row.machine.files[0]).toMatchObject({ plan: 'copy', outputProbe: { brand: 'M4V' } })
    const [rendition, poster] = row.outputs
    expect(rendition).toMatchObject({
      role: 'rendition',
      asset: row.files[0]!.asset,
      name: '第1课.课堂实录.mp4',
      mime: 'video/mp4',
    })
    expect(poster).toMatchObject({ role: 'poster', name: '第1课.课堂实录.jpg', mime: 'image/jpeg' })
  })

  it.each([
    ['in the middle', 20, 0.4, 0.6],
    ['up to the end', 21, 0.7, 1],
  ])('should send back a file that lost its data %s, though its index is whole', async (_, seconds, from, to) => {
    const bytes = await readFile(await makeClip({ seconds, extra: ['-g', '25'] }))
    bytes.fill(0, Math.floor(bytes.length * from), Math.floor(bytes.length * to))
    const file = path.join(await clipFolder(), `${randomUUID()}.mp4`)
    await writeFile(file, bytes)
    const { row } = await check((await submit({ file, name: '损坏.mp4' })).id)
    expect(row.state).toBe('unfit')
    expect(row.machine.files[0]?.reasons).toEqual([
      { code: 'SHORT', level: 'note', params: { seconds } },
      { code: 'PROCESSING_FAILED', level: 'refuse', params: {} },
    ])
    expect(row.outputs).toEqual([])
  })

  it('should not blame a file for the machine, however few attempts are left', async () => {
    const revision = await submit({ file: await makeClip({ seconds: 6 }), name: '课堂.mp4' })
    const before = { ...tools }
    Object.assign(tools, { ffmpeg: 'no-such-tool', ffprobe: 'no-such-tool' })
    try {
      const { outcome, job, row } = await check(revision.id)
      expect([outcome, job.state, row.state]).toEqual(['returned', 'queued', 'checking'])
      expect(job).toMatchObject({ claims: 0, lastError: expect.stringContaining('TOOL_MISSING') as string })
    } finally {
      Object.assign(tools, before)
    }
    const { outcome, row } = await check(revision.id)
    expect([outcome, row.state]).toEqual(['done', 'inReview'])
  })
})

/** Brings bytes in as the tus server does and runs the job that a complete upload asks for. */
const ingest = async ({ name, bytes }: { name: string; bytes: Buffer }) => {
  const resource = await buildResource({ world, files: 0 })
  const tusId = randomUUID()
  const upload = await startUpload({
    ...{ payload, actor: world.teacher, tusId, resource, name, size: bytes.length, mime: '', kind: 'material' },
    ...{ maxBytes: 4e9, quotaBytes: 20e9 },
  })
  const store = createTusStore()
  await store.create(new Upload({ id: tusId, size: bytes.length, offset: 0 }))
  await store.write(Readable.from([bytes]), tusId, 0)
  await receiveUpload({ payload, actor: world.teacher, upload, size: bytes.length })
  const context = { payload, signal: new AbortController().signal, report: async () => undefined }
  await handlers.ingestUpload({ ...context, job: { input: { upload: upload.id } } as never })
  return readUpload({ payload, id: upload.id })
}

const soundFile = async (...options: string[]) => {
  const file = path.join(await clipFolder(), `${randomUUID()}.bin`)
  const sine = ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=440', '-t', '2']
  await run({ tool: 'ffmpeg', args: [...sine, ...options, '-y', `file:${file}`] })
  return readFile(file)
}
const picture = (format: 'jpeg' | 'png') =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 9 } } })
    .toFormat(format)
    .toBuffer()

describe('ingestUpload', () => {
  const taken: [string, string, () => Promise<Buffer>, string][] = [
    ...['mp42', 'isom', '3gp4'].map((brand): [string, string, () => Promise<Buffer>, string] => [
      `sound of the brand ${brand}`,
      '朗读.m4a',
      () => soundFile('-c:a', 'aac', '-f', 'mp4', '-brand', brand),
      'audio/mp4',
    ]),
    ['RF64', '朗读.wav', () => soundFile('-c:a', 'pcm_s16le', '-rf64', 'always', '-f', 'wav'), 'audio/wav'],
    [
      'MP3 behind zeroes',
      '朗读.mp3',
      async () =>
        Buffer.concat([
          Buffer.alloc(700),
          await soundFile('-c:a', 'libmp3lame', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3'),
        ]),
      'audio/mpeg',
    ],
    ['a PDF behind a line', '教案.pdf', async () => Buffer.from('\n%PDF-1.4\n%%EOF'), 'application/pdf'],
    ['a PDF behind a mark', '教案.pdf', async () => Buffer.from('\ufeff%PDF-1.4\n%%EOF'), 'application/pdf'],
    ['a PDF behind a header', '教案.pdf', async () => Buffer.from('X-Scan: 1\r\n\r\n%PDF-1.4'), 'application/pdf'],
    ['a JPEG', '插图.jpg', () => picture('jpeg'), 'image/jpeg'],
  ]
  it.each(taken)('should take %s', async (_, name, make, mime) => {
    expect(await ingest({ name, bytes: await make() })).toMatchObject({ state: 'stored', mime })
  })

  const refused: [string, string, () => Promise<Buffer>, string][] = [
    ['a video under the name of sound', '朗读.m4a', async () => readFile(await makeClip()), 'WRONG_TYPE'],
    ['a page under the name of a PDF', '教案.pdf', async () => Buffer.from('<html>'.repeat(99)), 'WRONG_TYPE'],
    ['a picture that breaks off', '插图.jpg', async () => (await picture('jpeg')).subarray(0, 3000), 'BAD_PICTURE'],
    ['a PNG that breaks off', '插图.png', async () => (await picture('png')).subarray(0, 3000), 'BAD_PICTURE'],
  ]
  it.each(refused)('should refuse %s and remove it', async (_, name, make, code) => {
    const upload = await ingest({ name, bytes: await make() })
    expect(upload).toMatchObject({ state: 'rejected', reasons: [{ code }] })
    const where: Where = {
      and: [{ entity: { equals: `uploads/${upload.id}` } }, { type: { equals: 'releaseHolder' } }],
    }
    const { docs } = await payload.db.find<JobRow>({ collection: SLUG.jobs, where })
    expect(docs.map((job) => job.input)).toEqual([{ holder: `upload/${upload.id}`, tusId: upload.tusId }])
    expect(await findRows({ payload, slug: SLUG.mediaAssets, where: { sha256: { equals: upload.sha256 } } })).toEqual(
      [],
    )
  })

  it('should store the same bytes once', async () => {
    const bytes = await readFile(await makeClip())
    const [first, second] = [await ingest({ name: '一.mp4', bytes }), await ingest({ name: '二.mp4', bytes })]
    expect([first.state, second.state, second.asset]).toEqual(['stored', 'stored', first.asset])
  })
})
