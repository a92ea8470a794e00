import { viewerOf } from '../../src/library/session'
import { signIn } from '../../src/library/signIn'
import { signOut } from '../../src/library/signOut'
import { buildUser, PASSWORD } from '../support/factories'
import { type Running, startPayload } from '../support/payload'

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
    expect(cookie).toMatch(/^payload-token=.+HttpOnly=true.*SameSite=Lax/)
    expect((await viewer({ cookie: cookieOf(cookie) }))?.id).toBe(user.id)
    const away = await enter({ email: user.email, password: PASSWORD, next: '//evil.example/' })
    expect(away.location).toBe('/')
  })

  it('should say what is wrong, lock after five failures even for the right password, and keep the way back', async () => {
    const { user } = await buildUser({ payload: running.payload })
    for (let n = 0; n < 4; n++) {
      const { location, cookie } = await enter({ email: user.email, password: 'wrong', next: '/browse' })
      expect([location, cookie]).toEqual(['/login?error=wrong&next=%2Fbrowse', null])
    }
    await enter({ email: user.email, password: 'wrong' })
    expect(await enter({ email: user.email, password: PASSWORD })).toEqual({
      location: '/login?error=locked',
      cookie: null,
    })
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
    expect(response.headers.get('set-cookie')).toMatch(/^payload-token=;/)
    expect(await viewer({ cookie })).toBeNull()
    expect((await signOut({ payload, request: post('/logout', {}) })).status).toBe(303)
  })
})
