import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Upload } from 'tus-js-client'

import { keepAddress } from '../../../admin-customizations/submit/keepAddress'
import { isApiFailure } from '../../../admin-customizations/lib/api'

const bytes = Buffer.from('课堂')

/** Goes on with an upload whose server answers `statuses` to the questions for the offset, one after the other. */
const resume = async (statuses: number[]) => {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    request.resume()
    if (request.method === 'POST') response.writeHead(201, { location: '/uploads/second' })
    else if (request.method === 'PATCH') response.writeHead(204, { 'upload-offset': String(bytes.length) })
    else response.writeHead(statuses.shift() ?? 200, { 'upload-offset': '2', 'upload-length': String(bytes.length) })
    response.end()
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const error = await new Promise<unknown>((resolve) => {
      const upload = new Upload(bytes, {
        ...keepAddress,
        endpoint: `${origin}/uploads`,
        uploadUrl: `${origin}/uploads/first`,
        retryDelays: [0, 0],
        onSuccess: () => resolve(null),
        onError: resolve,
      })
      upload.start()
    })
    return { error, seen }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('an interrupted upload', () => {
  it.each([500, 503, 429, 408, 423])('should ask again at the same address after %d', async (status) => {
    expect(await resume([status])).toEqual({
      error: null,
      seen: ['HEAD /uploads/first', 'HEAD /uploads/first', 'PATCH /uploads/first'],
    })
  })

  it('should stop and keep its address when the person is no longer signed in', async () => {
    const { error, seen } = await resume([401])
    expect(isApiFailure((error as { causingError?: unknown }).causingError, 'NOT_SIGNED_IN')).toBe(true)
    expect(seen).toEqual(['HEAD /uploads/first'])
  })

  it.each([404, 410])('should begin anew when the server knows it no longer (%d)', async (status) => {
    const { error, seen } = await resume([status])
    expect(error).toBeNull()
    expect(seen).toEqual(['HEAD /uploads/first', 'POST /uploads', 'PATCH /uploads/second'])
  })
})
