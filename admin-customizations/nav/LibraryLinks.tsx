import type { ServerProps } from 'payload'

import { meOf } from '../lib/rolesOf'
import { LibraryLinkList } from './LibraryLinkList'

/** The doors of this library for whoever is signed in, above Payload's own links. */
export const LibraryLinks = async ({ payload, user }: ServerProps) => {
  if (!user) return null
  const me = await meOf({ payload, user } as never)
  return me ? <LibraryLinkList roles={me.roles} /> : null
}
