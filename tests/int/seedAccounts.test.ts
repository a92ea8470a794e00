import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Payload, Where } from 'payload'

import { importCatalogue } from '../../seed/importCatalogue'
import { makeAdmin } from '../../seed/makeAdmin'
import { PEOPLE } from '../../seed/people'
import { type AccountsFile, seedAccounts } from '../../seed/seedAccounts'
import { hashClientKey } from '../../src/access/clientKeyStrategy'
import { SLUG } from '../../src/slugs'
import { findRows } from '../../src/workflow/transition'
import { unique } from '../support/factories'
import { type Running, startPayload } from '../support/payload'

// Run alone: npm test -- int --only seedAccounts
const url = 'http://localhost:3000'
let running: Running
let payload: Payload
let folder: string
let file: string

beforeAll(async () => {
  running = await startPayload({ name: 'accounts' })
  payload = running.payload
  folder = await mkdtemp(path.join(tmpdir(), 'library-accounts-'))
  file = path.join(folder, 'accounts.json')
  await importCatalogue({ payload })
})
afterAll(async () => {
  await running?.stop()
  await rm(folder, { recursive: true, force: true })
})

const read = async () => JSON.parse(await readFile(file, 'utf8')) as AccountsFile
const logIn = ({ email, password }: { email: string; password: string }) =>
  payload.login({ collection: SLUG.users, data: { email, password } })

/** A Payload that ends, as a kill would, at the n-th write of people or keys. */
const endingAt = (n: number): Payload => {
  let left = n
  const counted = (method: 'create' | 'update') =>
    ((args: never) => {
      if (left-- === 0) throw new Error('killed')
      return (payload[method] as (args: never) => unknown)(args)
    }) as never
  return new Proxy(payload, {
    get: (target, name) => (name === 'create' || name === 'update' ? counted(name) : Reflect.get(target, name, target)),
  })
}

const everybodyCanEnter = async () => {
  const { accounts, apiKey, pending } = await read()
  expect(Object.keys(accounts)).toEqual(PEOPLE.map(({ key }) => key))
  expect(pending).toBeUndefined()
  for (const account of Object.values(accounts)) expect((await logIn(account)).user?.email).toBe(account.email)
  const where = { keyHash: { equals: hashClientKey(apiKey) } }
  expect(await findRows({ payload, slug: SLUG.clientKeys, where })).toHaveLength(1)
}

describe('seedAccounts', () => {
  it('should lose no password when it is killed after any person', async () => {
    for (const n of [0, 1, 4, PEOPLE.length]) {
      await expect(seedAccounts({ payload: endingAt(n), file, url })).rejects.toThrow('killed')
      expect((await stat(file)).mode & 0o777).toBe(0o600)
    }
    await seedAccounts({ payload, file, url })
    await everybodyCanEnter()
  })

  it('should leave passwords and key alone the second time', async () => {
    const before = await read()
    await seedAccounts({ payload, file, url: 'http://localhost:3001' })
    expect(await read()).toEqual({ ...before, url: 'http://localhost:3001' })
  })

  it('should set new passwords when the file is lost, also when it is killed at that', async () => {
    const before = await read()
    await rm(file)
    await expect(seedAccounts({ payload: endingAt(3), file, url })).rejects.toThrow('killed')
    await seedAccounts({ payload, file, url })
    await everybodyCanEnter()
    expect((await read()).apiKey).not.toBe(before.apiKey)
    await expect(logIn(before.accounts.teacher!)).rejects.toThrow()
  })

  it('should say in one line that the file is no accounts file', async () => {
    const damaged = path.join(folder, 'damaged.json')
    await writeFile(damaged, '{"url":')
    await expect(seedAccounts({ payload, file: damaged, url })).rejects.toThrow('not an accounts file')
  })
})

describe('makeAdmin', () => {
  it('should let a new person in as system admin, and set a new password only when asked', async () => {
    const email = `${unique('admin')}@bureau.example`
    const made = await makeAdmin({ payload, email, name: '管理员', hasNewPassword: false })
    expect((await logIn({ email, password: made.password! })).user?.id).toBe(made.user)
    const where: Where = { and: [{ user: { equals: made.user } }, { role: { equals: 'systemAdmin' } }] }
    expect(await findRows({ payload, slug: SLUG.roleGrants, where })).toMatchObject([{ state: 'granted' }])

    expect(await makeAdmin({ payload, email, name: '', hasNewPassword: false })).toEqual({ ...made, password: null })
    const { password } = await makeAdmin({ payload, email, name: '', hasNewPassword: true })
    await expect(logIn({ email, password: made.password! })).rejects.toThrow()
    expect((await logIn({ email, password: password! })).user?.id).toBe(made.user)
    expect(await findRows({ payload, slug: SLUG.roleGrants, where })).toHaveLength(1)
  })

  it('should want a name for a new person', async () => {
    const email = `${unique('nobody')}@bureau.example`
    await expect(makeAdmin({ payload, email, name: '', hasNewPassword: false })).rejects.toThrow('--name')
  })
})
