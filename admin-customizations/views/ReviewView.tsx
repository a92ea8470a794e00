import type { AdminViewServerProps } from 'payload'

import { Review } from '../review/Review'
import { renderPage, segmentsOf } from './page'

export const ReviewView = (props: AdminViewServerProps) => {
  const id = segmentsOf(props)[1] ?? ''
  return renderPage({
    props,
    path: `/admin/review/${id}`,
    roles: ['contentReviewer', 'technicalReviewer'],
    render: (me) => <Review key={id} me={me} id={id} />,
  })
}
