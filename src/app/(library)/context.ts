import config from '@payload-config'
import { headers as requestHeaders } from 'next/headers'
import { getPayload, type Payload } from 'payload'
import { cache } from 'react'

import type { Actor } from '../../domain/actor'
import { hasRole } from '../../domain/roles'
import type { Language } from '../../errors'
import { type Labels, labelsOf } from '../../library/labels'
import { viewerOf } from '../../library/session'
import { pageLanguage } from './pageLanguage'
import { STRINGS, type Strings } from './strings'

export type Context = {
  payload: Payload
  /** Who looks; null for anonymous visitors. */
  actor: Actor | null
  /** Whether the admin has anything for this person. */
  isStaff: boolean
  language: Language
  t: Strings
  labels: Labels
}

/** What every page needs, read once a request. */
export const context = cache(async (): Promise<Context> => {
  const [payload, headers] = [await getPayload({ config }), await requestHeaders()]
  const [actor, labels] = await Promise.all([viewerOf({ payload, headers }), labelsOf({ payload })])
  const language = pageLanguage(headers)
  const grants = actor?.grants ?? []
  const isStaff = (['teacher', 'contentReviewer', 'technicalReviewer', 'systemAdmin'] as const).some((role) =>
    hasRole(grants, role),
  )
  return { payload, actor, isStaff, language, t: STRINGS[language], labels }
})
