import { NextRequest } from 'next/server'

import { cookiePrefix, languageCookie, sessionCookie } from '../../src/cookies'
import { env } from '../../src/env'
import { readBody } from '../../src/library/readBody'
import { readingHeaders } from '../../src/library/readingHeaders'
import { config as proxyConfig, proxy } from '../../src/proxy'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/unit/library.requests --selectProjects unit
const SERVER_URL = 'http://localhost:3000'
const COOKIE = sessionCookie(SERVER_URL)

beforeAll(() => {
  process.env.PAYLOAD_SECRET = 'a-secret-of-the-tests-only-0123456789'
  process.env.SERVER_URL = SERVER_URL
})

describe('cookies', () => {
  it('should have names of their own for each installation of a host', () => {
    expect(cookiePrefix(SERVER_URL)).toMatch(/^payload-[0-9a-f]{8}$/)
    expect(cookiePrefix('http://localhost:3001')).not.toBe(cookiePrefix(SERVER_URL))
    expect([COOKIE, languageCookie(SERVER_URL)]).toEqual(
      ['token', 'lng'].map((each) => `${cookiePrefix(SERVER_URL)}-${each}`),
    )
  })
})

describe('readingHeaders', () => {
  const authorization = (headers: Record<string, string>) => readingHeaders(new Headers(headers)).get('authorization')

  it('should carry the session cookie, and nothing that is none', () => {
    expect(authorization({ cookie: `a=b; ${COOKIE}=ab.c-d.e_f;x=y` })).toBe('JWT ab.c-d.e_f')
    for (const cookie of ['', 'payload-token=ab.c.d', `x${COOKIE}=ab`, `${COOKIE}=`, `${COOKIE}=a b`, `${COOKIE}=a"b`])
      expect(authorization({ cookie })).toBeNull()
  })

  it('should leave a header of the client’s own alone', () => {
    expect(authorization({ cookie: `${COOKIE}=ab.c.d`, authorization: 'api-clients API-Key k' })).toBe(
      'api-clients API-Key k',
    )
  })
})

describe('proxy', () => {
  const asked = (path: string, method = 'GET') =>
    proxy(new NextRequest(`${SERVER_URL}${path}`, { method, headers: { cookie: `${COOKIE}=ab.c.d` } })).headers
  const passedOn = (path: string, method?: string) => asked(path, method).get('x-middleware-request-authorization')

  it('should let reads of the admin keep their session, and nothing else', () => {
    expect(['/admin', '/admin/submit/1?x=y'].map((path) => passedOn(path))).toEqual(['JWT ab.c.d', 'JWT ab.c.d'])
    expect(passedOn('/admin', 'HEAD')).toBe('JWT ab.c.d')
    expect([passedOn('/admin', 'POST'), passedOn('/administrators'), passedOn('/search')]).toEqual([null, null, null])
  })

  it('should keep an installation on https there, and one on http reachable', () => {
    const settings = env()
    expect(asked('/').get('strict-transport-security')).toBeNull()
    settings.isHttps = true
    try {
      expect(asked('/').get('strict-transport-security')).toBe('max-age=31536000')
    } finally {
      settings.isHttps = false
    }
  })

  it('should stand in front of pages only, since it cuts bodies at 10 MB', () => {
    const matches = (path: string) => proxyConfig.matcher.some((each) => new RegExp(`^${each}$`).test(path))
    expect(['/', '/admin', '/admin/queue', '/search', '/login/submit'].map(matches)).toEqual(Array(5).fill(true))
    const others = ['/uploads', '/uploads/1', '/api/users', '/api/graphql', '/media/shelves/1/2', '/_next/static/x.js']
    expect(others.map(matches)).toEqual(others.map(() => false))
  })
})

describe('readBody', () => {
  const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
    new Request(SERVER_URL, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  const read = async (request: Request) => {
    const bytes = await readBody({ request, maxBytes: 10 })
    return bytes && new TextDecoder().decode(bytes)
  }
  const chunks = (...parts: string[]) =>
    new ReadableStream({
      start: (controller) => {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })

  it('should read up to its bound and no further', async () => {
    expect(await read(post('0123456789'))).toBe('0123456789')
    expect(await read(post('0123456789x'))).toBeNull()
    expect(await read(post('分数的初'))).toBeNull()
    expect(await read(post(chunks('01234', '56789')))).toBe('0123456789')
    expect(await read(post(chunks('01234', '56789', 'x')))).toBeNull()
    expect(await read(post(null))).toBe('')
  })

  it('should believe a length that is too large, and none that is too small', async () => {
    expect(await read(post('x', { 'content-length': '11' }))).toBeNull()
    expect(await read(post('0123456789x', { 'content-length': '1' }))).toBeNull()
  })
})

describe('next.config', () => {
  it('should keep no optimized pictures, and guard every kind of address', async () => {
    const { default: config } = (await import('../../next.config.mjs')) as {
      default: {
        images: { unoptimized: boolean }
        headers: () => Promise<{ source: string; headers: { key: string; value: string }[] }[]>
      }
    }
    expect(config.images.unoptimized).toBe(true)
    const rules = await config.headers()
    for (const source of ['/admin/:path*', '/api/:path*', '/uploads/:path*']) {
      const rule = rules.find((each) => each.source === source)
      const headers = Object.fromEntries(rule!.headers.map(({ key, value }) => [key, value]))
      expect(headers).toEqual({
        'Content-Security-Policy': "frame-ancestors 'self'; base-uri 'self'; object-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'same-origin',
      })
    }
  })
})
