import '../library.css'

import { DefaultNav } from '@payloadcms/next/rsc'
import type { ComponentProps } from 'react'

import { meOf } from '../lib/rolesOf'

type Props = ComponentProps<typeof DefaultNav>

/** Payload's navigation; its own collections (users, catalogue, vocabularies) are for system admins only. */
export const Nav = async (props: Props) => {
  const me = props.req ? await meOf(props.req) : null
  const isAdmin = me?.roles.includes('systemAdmin') ?? false
  return <DefaultNav {...props} visibleEntities={isAdmin ? props.visibleEntities : { collections: [], globals: [] }} />
}
