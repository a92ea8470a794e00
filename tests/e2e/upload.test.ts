import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'

import { type Caller, callerOf, tokenOf, until } from '../support/people'

type Work = { files: { state: string; sha256: string; size: number }[] }

const TUS = { 'Tus-Resumable': '1.0.0' }
let teacher: Caller
let authorization: string

beforeAll(async () => {
  teacher = await callerOf('teacher')
  authorization = `JWT ${await tokenOf('teacher')}`
})

const newResource = async (): Promise<string> => {
  const { body } = await teacher<{ doc: { id: string } }>('/api/resources', {
    method: 'POST',
    body: { title: `上传 ${randomBytes(4).toString('hex')}` },
  })
  return body.doc.id
}

const encode = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

const create = async ({
  resource,
  name,
  size,
  as = authorization,
}: {
  resource: string
  name: string
  size: number
  as?: string
}) =>
  fetch(`${process.env.E2E_URL}/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      Authorization: as,
      'Upload-Length': String(size),
      'Upload-Metadata': encode({ filename: name, resource }),
    },
  })

const offsetOf = async (location: string, as = authorization): Promise<{ status: number; offset: number }> => {
  const answer = await fetch(new URL(location, process.env.E2E_URL), {
    method: 'HEAD',
    headers: { ...TUS, Authorization: as },
  })
  return { status: answer.status, offset: Number(answer.headers.get('upload-offset')) }
}

/** Sends bytes from `offset`; with `cutAt` the connection is destroyed when that many of them are on their way. */
const send = ({
  location,
  bytes,
  offset,
  cutAt,
  as = authorization,
}: {
  location: string
  bytes: Buffer
  offset: number
  cutAt?: number
  as?: string
}): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(location, process.env.E2E_URL),
      {
        method: 'PATCH',
        headers: {
          ...TUS,
          Authorization: as,
          'Content-Type': 'application/offset+octet-stream',
          'Upload-Offset': String(offset),
          'Content-Length': String(bytes.length - offset),
        },
      },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    outgoing.on('error', (error) => (cutAt === undefined ? reject(error) : resolve(0)))
    if (cutAt === undefined) outgoing.end(bytes.subarray(offset))
    else outgoing.write(bytes.subarray(offset, offset + cutAt), () => setTimeout(() => outgoing.destroy(), 300))
  })

describe('uploads', () => {
  it('should end with the right SHA-256 after the connection was cut twice', async () => {
    const resource = await newResource()
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(24 * 1024 * 1024)])
    const created = await create({ resource, name: '教案.pdf', size: bytes.length })
    expect(created.status).toBe(201)
    const location = created.headers.get('location')!
    await send({ location, bytes, offset: 0, cutAt: 9_000_000 })
    const first = await until(async () => (await offsetOf(location)).offset || null, 20, 'the first part')
    expect(first).toBeLessThan(bytes.length)
    await send({ location, bytes, offset: first, cutAt: 5_000_000 })
    const second = await until(
      async () => {
        const { offset } = await offsetOf(location)
        return offset > first && offset
      },
      20,
      'the second part',
    )
    expect(second).toBeLessThan(bytes.length)
    expect(await send({ location, bytes, offset: second })).toBe(204)
    const file = await until(
      async () => {
        const { body } = await teacher<Work>(`/api/work/resources/${resource}`)
        return body.files[0]?.state === 'stored' && body.files[0]
      },
      60,
      'ingest',
    )
    expect(file).toMatchObject({ sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length })
  }, 120_000)

  it('should refuse strangers, other teachers, and files that are not taken', async () => {
    const resource = await newResource()
    const other = `JWT ${await tokenOf('teacher2')}`
    const codeOf = async (answer: Response) => [
      answer.status,
      ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code,
    ]
    expect(await codeOf(await create({ resource, name: 'a.pdf', size: 10, as: '' }))).toEqual([401, 'NOT_SIGNED_IN'])
    expect(await codeOf(await create({ resource, name: 'a.pdf', size: 10, as: other }))).toEqual([403, 'NOT_YOURS'])
    expect(await codeOf(await create({ resource, name: 'a.exe', size: 10 }))).toEqual([415, 'FILE_TYPE'])
    expect((await create({ resource, name: 'a.mp4', size: 5e12 })).status).toBe(413)
    const created = await create({ resource, name: '../../../etc/passwd.pdf', size: 10 })
    expect((await offsetOf(created.headers.get('location')!, other)).status).toBe(404)
    const { body } = await teacher<{ files: { name: string }[] }>(`/api/work/resources/${resource}`)
    expect(body.files.map((file) => file.name)).toEqual(['passwd.pdf'])
  })

  it("should write into and remove no upload of another teacher's, by whatever address", async () => {
    const other = `JWT ${await tokenOf('teacher2')}`
    const theirs = await callerOf('teacher2')
    const { body } = await theirs<{ doc: { id: string } }>('/api/resources', {
      method: 'POST',
      body: { title: `上传 ${randomBytes(4).toString('hex')}` },
    })
    const bytes = Buffer.from('%PDF-1.4\n')
    const [mine, victim] = await Promise.all([
      create({ resource: body.doc.id, name: 'a.pdf', size: bytes.length, as: other }),
      create({ resource: await newResource(), name: 'b.pdf', size: bytes.length }),
    ])
    const [own, target] = [mine.headers.get('location')!, victim.headers.get('location')!]
    expect(await send({ location: target, bytes, offset: 0, as: other })).toBe(404)
    const removed = await fetch(new URL(target, process.env.E2E_URL), {
      method: 'DELETE',
      headers: { ...TUS, Authorization: other },
    })
    expect(removed.status).toBe(404)
    const detour = `${own}?x=/${target.split('/').pop()}`
    expect(await send({ location: detour, bytes, offset: 0, as: other })).toBe(204)
    expect(await offsetOf(own, other)).toEqual({ status: 200, offset: bytes.length })
    expect(await offsetOf(target)).toEqual({ status: 200, offset: 0 })
  })

  it('should send back a file whose content is not what its name says', async () => {
    const resource = await newResource()
    const bytes = Buffer.from('<html><script>alert(1)</script></html>'.repeat(20))
    const location = (await create({ resource, name: '课件.pdf', size: bytes.length })).headers.get('location')!
    expect(await send({ location, bytes, offset: 0 })).toBe(204)
    const file = await until(
      async () => {
        const { body } = await teacher<{ files: { state: string; reasons: { code: string; message: string }[] }[] }>(
          `/api/work/resources/${resource}`,
        )
        return body.files[0]?.state === 'rejected' && body.files[0]
      },
      30,
      'ingest',
    )
    expect(file.reasons[0]).toMatchObject({ code: 'WRONG_TYPE', message: expect.stringContaining('.pdf') as string })
  }, 60_000)
})
