import type { AdminViewServerProps } from 'payload'

import { TRACK_ROLE, TRACKS } from '../../src/domain/roles'
import { Queue } from '../queue/Queue'
import { renderPage, segmentsOf } from './page'

export const QueueView = (props: AdminViewServerProps) => {
  const track = TRACKS.find((each) => each === segmentsOf(props)[1]) ?? 'content'
  return renderPage({
    props,
    path: `/admin/queue/${track}`,
    roles: [TRACK_ROLE[track]],
    render: () => <Queue key={track} track={track} />,
  })
}
