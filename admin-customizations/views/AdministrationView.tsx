import type { AdminViewServerProps } from 'payload'

import { Administration } from '../administration/Administration'
import { renderPage } from './page'

export const AdministrationView = (props: AdminViewServerProps) =>
  renderPage({
    props,
    path: '/admin/administration',
    roles: ['systemAdmin'],
    render: () => <Administration />,
  })
