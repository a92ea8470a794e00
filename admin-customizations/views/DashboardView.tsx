import '../library.css'

import { redirect } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'

import { Dashboard } from '../dashboard/Dashboard'
import { meOf } from '../lib/rolesOf'

/** The start page; Payload has drawn the frame around it already. */
export const DashboardView = async (props: AdminViewServerProps) => {
  const me = await meOf(props.initPageResult.req)
  if (!me) redirect('/admin/login')
  return <Dashboard me={me} />
}
