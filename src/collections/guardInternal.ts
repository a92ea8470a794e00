import type { Access, PayloadHandler, SanitizedConfig } from 'payload'

import { isSignedIn } from '../access/rules'
import { AppError } from '../errors'

const PREFERENCES = 'payload-preferences'

const forPeople =
  (access: Access): Access =>
  async (args) =>
    (await isSignedIn(args)) === true ? access(args) : false

const forPeopleOnly =
  (handler: PayloadHandler): PayloadHandler =>
  async (req) => {
    if ((await isSignedIn({ req })) !== true) throw new AppError('NOT_SIGNED_IN')
    return handler(req)
  }

/**
 * Payload adds `payload-preferences` (columns and order of a person's lists) by itself, after our config is read, and lets
 * everybody write there who has any session. Client apps and disabled people may not.
 */
export const guardInternal = (config: SanitizedConfig): SanitizedConfig => {
  const preferences = config.collections.find(({ slug }) => slug === PREFERENCES)
  if (!preferences) return config
  const { access } = preferences
  access.create = forPeople(access.create)
  access.read = forPeople(access.read)
  access.update = forPeople(access.update)
  access.delete = forPeople(access.delete)
  if (preferences.endpoints) {
    // Copies: Payload's own endpoints are the same objects in every collection.
    preferences.endpoints = preferences.endpoints.map((each) => ({ ...each, handler: forPeopleOnly(each.handler) }))
  }
  return config
}
