import { users } from '../../src/collections/Users'
import { viewerOf } from '../../src/library/session'
import { signIn } from '../../src/library/signIn'
import { signOut } from '../../src/library/signOut'
import { buildUser, PASSWORD } from '../support/factories'
import { type Running, startPayload } from '../support/payload'
import { caller } from '../support/raceRest'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/deliveryLogin --selectProjects int
let running: Running

beforeAll(async () => {
  running = await startPayload({ name: 'delivery-login' })
})
afterAll(() => running?.stop())

const ORIGIN = { origin: 'http://localhost:3000', host: 'localhost:3000' }

const post = (path: string, { body = {}, headers = ORIGIN as Record<string, string> } = {}) => {
  const text = new URLSearchParams(body).toString()
  return new Request(`http://localhost:3000${path}`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(text)),
      ...headers,
    },
  })
}
const enter = async (body: Record<string, string>, headers?: Record<string, string>) => {
  const request = post('/login/submit', { body, ...(headers ? { headers } : {}) })
  const response = await signIn({ payload: running.payload, request })
  expect(response.status).toBe(303)
  return { location: response.headers.get('location'), cookie: response.headers.get('set-cookie') }
}
const cookieOf = (setCookie: string | null) => (setCookie ?? '').split(';')[0] ?? ''
const viewer = (headers: Record<string, string>) =>
  viewerOf({ payload: running.payload, headers: new Headers(headers) })

describe('login form', () => {
  it('should sign in with a cookie that scripts cannot read, and go on to a path of this server only', async () => {
    const { user } = await buildUser({ payload: running.payload })
    const { location, cookie } = await enter({ email: ` ${user.email} `, password: PASSWORD, next: '/search?q=1' })
    expect(location).toBe('/search?q=1')
    expect(cookie).toMatch(/^payload-[0-9a-f]{8}-token=.+HttpOnly=true.*SameSite=Lax/)
    expect(cookie).not.toContain('Secure')
    expect((await viewer({ cookie: cookieOf(cookie) }))?.id).toBe(user.id)
    const away = await enter({ email: user.email, password: PASSWORD, next: '//evil.example/' })
    expect(away.location).toBe('/')
  })

  it('should lock after five failures even for the right password, tell nobody, and keep the way back', async () => {
    const { user } = await buildUser({ payload: running.payload })
    for (let n = 0; n < 4; n++) {
      const { location, cookie } = await enter({ email: user.email, password: 'wrong', next: '/browse' })
      expect([location, cookie]).toEqual(['/login?error=wrong&next=%2Fbrowse', null])
    }
    await enter({ email: user.email, password: 'wrong' })
    expect(await enter({ email: user.email, password: PASSWORD })).toEqual({
      location: '/login?error=wrong',
      cookie: null,
    })
    const atApi = async (email: string) => {
      const { status, text } = await caller({ payload: running.payload })('POST', '/users/login', {
        email,
        password: PASSWORD,
      })
      return { status, text }
    }
    expect(await atApi(user.email)).toEqual(await atApi('nobody@test.example'))
    expect((await atApi(user.email)).status).toBe(401)
    expect((await enter({ email: 'nobody@test.example', password: 'x' })).location).toBe('/login?error=wrong')
    expect((await enter({})).location).toBe('/login?error=wrong')
  })

  it('should refuse a disabled person', async () => {
    const { user } = await buildUser({ payload: running.payload, isDisabled: true })
    expect(await enter({ email: user.email, password: PASSWORD })).toEqual({
      location: '/login?error=disabled',
      cookie: null,
    })
  })

  it.each([
    { origin: 'https://evil.example', host: 'localhost:3000' },
    { origin: 'null', host: 'localhost:3000' },
    { host: 'localhost:3000' },
  ])('should not hear a form from %p', async (headers) => {
    const { user } = await buildUser({ payload: running.payload })
    expect(
      await enter({ email: user.email, password: PASSWORD }, headers as unknown as Record<string, string>),
    ).toEqual({ location: '/login?error=origin', cookie: null })
  })

  it('should read no large form', async () => {
    const { location } = await enter({ email: 'a@test.example', password: 'x'.repeat(30_000) })
    expect(location).toBe('/login?error=failed')
  })
})

it('should keep the session to TLS where the installation is on https', () => {
  const secure = [true, false].map((isHttps) => users({ isHttps }).auth)
  expect(secure).toMatchObject([{ cookies: { secure: true } }, { cookies: { secure: false } }])
})

describe('logout form', () => {
  it('should end the session on the server, for forms of our own pages only', async () => {
    const { payload } = running
    const { user } = await buildUser({ payload })
    const cookie = cookieOf((await enter({ email: user.email, password: PASSWORD })).cookie)
    const foreign = { origin: 'https://evil.example', host: 'localhost:3000', cookie }
    const refused = await signOut({ payload, request: post('/logout', { headers: foreign }) })
    expect(refused.headers.get('set-cookie')).toBeNull()
    expect(await viewer({ cookie })).not.toBeNull()

    const response = await signOut({ payload, request: post('/logout', { headers: { ...ORIGIN, cookie } }) })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(response.headers.get('set-cookie')).toMatch(/^payload-[0-9a-f]{8}-token=;/)
    expect(await viewer({ cookie })).toBeNull()
    expect((await signOut({ payload, request: post('/logout', {}) })).status).toBe(303)
  })
})

describe('reads that say nothing of where they come from, as browsers send them over plain http', () => {
  const route = () => import('../../src/app/(payload)/api/[...slug]/route')
  const ask = async (
    method: 'GET' | 'HEAD' | 'PATCH',
    path: string,
    headers: Record<string, string>,
    body?: object,
  ) => {
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const request = new Request(`http://10.0.0.5:3000/api${path}`, init)
    const args = { params: Promise.resolve({ slug: path.slice(1).split('/') }) }
    const handlers = (await route()) as Record<string, (request: Request, args: unknown) => Promise<Response>>
    return handlers[method === 'HEAD' ? 'GET' : method]!(request, args)
  }
  const session = async () => {
    const { user } = await buildUser({ payload: running.payload })
    return { user, cookie: cookieOf((await enter({ email: user.email, password: PASSWORD })).cookie) }
  }

  it('should be answered for the session of their cookie', async () => {
    const { user, cookie } = await session()
    const asked: Record<string, string>[] = [{}, { 'sec-fetch-site': 'cross-site' }]
    for (const more of asked) {
      const response = await ask('GET', '/users/me', { cookie, ...more })
      expect(await response.json()).toMatchObject({ user: { id: user.id } })
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await ask('GET', `/users/${user.id}`, { cookie })).status).toBe(200)
    expect((await ask('GET', '/me', { cookie })).status).toBe(200)
    expect((await ask('GET', '/me', {})).status).toBe(401)
  })

  it('should not be answered for a page of another origin', async () => {
    const { cookie } = await session()
    const foreign = { cookie, origin: 'https://evil.example' }
    expect((await ask('GET', '/me', foreign)).status).toBe(401)
    expect((await ask('GET', '/me', { ...foreign, authorization: 'JWT x' })).status).toBe(401)
  })

  it('should never let such a cookie change anything', async () => {
    const { user, cookie } = await session()
    const headers = { cookie, 'content-type': 'application/json' }
    const path = `/users/${user.id}`
    const data = { password: 'another-password' }
    expect((await ask('PATCH', path, headers, data)).status).toBe(403)
    expect((await ask('PATCH', path, { ...headers, 'x-http-method-override': 'GET' }, data)).status).toBe(403)
    expect((await ask('PATCH', path, { ...headers, origin: 'https://evil.example' }, data)).status).toBe(403)
    expect((await enter({ email: user.email, password: PASSWORD })).location).toBe('/')
  })

  it('should read no body over 1 MB, whether it says its length or not', async () => {
    const { cookie, user } = await session()
    const headers = { cookie, origin: ORIGIN.origin, 'content-type': 'application/json' }
    const large = { name: 'x'.repeat(1_000_001) }
    expect((await ask('PATCH', `/users/${user.id}`, headers, large)).status).toBe(413)
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1
        controller.enqueue(new Uint8Array(100_000))
      },
    })
    const init = { method: 'PATCH', headers, body: endless, duplex: 'half' }
    const { PATCH } = await route()
    const response = await PATCH(new Request('http://localhost:3000/api/users', init as RequestInit), {
      params: Promise.resolve({ slug: ['users'] }),
    })
    expect([response.status, await response.json()]).toMatchObject([413, { errors: [{ code: 'BAD_INPUT' }] }])
    expect(sent).toBeLessThan(15)
    expect((await ask('PATCH', `/users/${user.id}`, headers, { password: PASSWORD })).status).toBe(200)
  })
})
