'use client'

import { Gutter } from '@payloadcms/ui'

import type { Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useTitle } from '../lib/useTitle'
import { AdminDoors } from './AdminDoors'
import { Notices } from './Notices'
import { ReviewDoor } from './ReviewDoor'
import { TeacherWork } from './TeacherWork'

/** The start page: what each role of the person has to do, the teacher's own work, notices. */
export const Dashboard = ({ me }: { me: Me }) => {
  const { t } = useLibrary()
  useTitle(t('nav:home'))
  const has = (role: Me['roles'][number]) => me.roles.includes(role)
  const hasDoors = has('contentReviewer') || has('technicalReviewer') || has('systemAdmin')
  return (
    <Gutter className="lib lib-dashboard">
      <h1 className="lib-hidden">{t('dashboard:title')}</h1>
      {hasDoors ? (
        <div className="lib-doors">
          {has('contentReviewer') ? <ReviewDoor track="content" /> : null}
          {has('technicalReviewer') ? <ReviewDoor track="technical" /> : null}
          {has('systemAdmin') ? <AdminDoors /> : null}
        </div>
      ) : null}
      {has('teacher') ? <TeacherWork me={me} /> : null}
      {me.roles.length === 0 || (me.roles.length === 1 && has('viewer')) ? (
        <p className="lib-plain">{t('dashboard:noRole', { name: me.name })}</p>
      ) : null}
      <Notices />
    </Gutter>
  )
}
