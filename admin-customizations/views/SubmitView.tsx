import type { AdminViewServerProps } from 'payload'

import { Submit } from '../submit/Submit'
import { renderPage, segmentsOf } from './page'

export const SubmitView = (props: AdminViewServerProps) => {
  const id = segmentsOf(props)[1] ?? null
  return renderPage({
    props,
    path: id ? `/admin/submit/${id}` : '/admin/submit',
    roles: ['teacher'],
    render: (me) => <Submit me={me} />,
  })
}
