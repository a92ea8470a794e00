import '../library.css'

import { DefaultTemplate } from '@payloadcms/next/templates'
import { redirect } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'
import type { ReactNode } from 'react'

import type { Role } from '../../src/domain/roles'
import { meOf } from '../lib/rolesOf'
import type { Me } from '../lib/types'
import { NotForYou } from '../parts/NotForYou'

type Args = {
  props: AdminViewServerProps
  /** Where the person comes back to after signing in. */
  path: string
  /** Any of these roles opens the view. */
  roles: readonly Role[]
  render: (me: Me) => ReactNode
}

/**
 * The frame of every own view. Custom admin views are public unless they check: an anonymous visitor goes to the login
 * page, a person without the role gets one plain sentence.
 */
export const renderPage = async ({ props, path, roles, render }: Args) => {
  const { req, permissions, visibleEntities, locale } = props.initPageResult
  const me = await meOf(req)
  if (!me) redirect(`/admin/login?redirect=${encodeURIComponent(path)}`)
  return (
    <DefaultTemplate
      i18n={req.i18n}
      locale={locale}
      params={props.params}
      payload={req.payload}
      permissions={permissions}
      req={req}
      searchParams={props.searchParams}
      user={req.user ?? undefined}
      visibleEntities={{ collections: visibleEntities.collections, globals: visibleEntities.globals }}
    >
      {roles.some((role) => me.roles.includes(role)) ? render(me) : <NotForYou />}
    </DefaultTemplate>
  )
}

/** The address parts behind `/admin`. */
export const segmentsOf = (props: AdminViewServerProps): string[] => {
  const segments = props.params?.segments
  return Array.isArray(segments) ? segments : []
}
