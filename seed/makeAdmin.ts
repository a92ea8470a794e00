import { randomBytes } from 'node:crypto'

import type { Payload } from 'payload'

import { systemActor } from '../src/domain/actor'
import { SLUG } from '../src/slugs'
import { grantRole } from '../src/workflow/grants'

/**
 * Makes a person, new or known by e-mail, a system admin. @param name needed for a new person
 * @returns a random password of a new person, or of one who asked for it; null when it stays as it was
 */
export const makeAdmin = async ({
  payload,
  email,
  name,
  hasNewPassword,
}: {
  payload: Payload
  email: string
  name: string
  hasNewPassword: boolean
}): Promise<{ user: string; password: string | null }> => {
  const collection = SLUG.users
  const where = { email: { equals: email.toLowerCase() } }
  const { docs } = await payload.find({ collection, where, limit: 1, depth: 0 })
  const password = docs[0] && !hasNewPassword ? null : randomBytes(12).toString('base64url')
  if (!docs[0] && name === '') throw new Error('--name is needed for a new person')
  const user =
    docs[0] ?? (await payload.create({ collection, data: { email, name, password: password ?? '' }, depth: 0 }))
  if (docs[0] && password !== null) {
    await payload.update({ collection, id: user.id, data: { password, isDisabled: false }, depth: 0 })
    await payload.unlock({ collection, data: { email: docs[0].email, password }, overrideAccess: true })
  }
  await grantRole({ payload, actor: systemActor('admin'), user: String(user.id), role: 'systemAdmin' })
  return { user: String(user.id), password }
}
