'use client'

import { Button } from '@payloadcms/ui'

import { api } from '../lib/api'
import type { NoticeJson } from '../lib/types'
import { type LibraryKey, useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { Time } from '../parts/Time'

const KNOWN = [
  'revisionUnfit',
  'revisionInReview',
  'revisionReturned',
  'revisionApproved',
  'shelfPublished',
  'shelfRetired',
  'uploadRejected',
  'jobDead',
]

type Answer = { items: NoticeJson[]; unread: number }

const Line = ({ notice, onRead }: { notice: NoticeJson; onRead: () => void }) => {
  const { t } = useLibrary()
  const key = (KNOWN.includes(notice.type) ? `notice:${notice.type}` : 'notice:other') as LibraryKey
  const sentence = t(key, { title: '', name: '', type: notice.type, ...notice.params })
  const { resource } = notice.params
  return (
    <li className="lib-line">
      <span>
        {notice.readAt ? null : (
          <strong className="lib-person" aria-hidden="true">
            ●{' '}
          </strong>
        )}
        {notice.readAt ? null : <span className="lib-hidden">{t('notice:unread')}</span>}
        {resource ? <a href={`/admin/submit/${resource}`}>{sentence}</a> : sentence}
      </span>
      <small>
        <Time iso={notice.at} />
      </small>
      {notice.readAt ? null : (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onRead}>
          {t('notice:markRead')}
        </Button>
      )}
    </li>
  )
}

/** The newest notices; a failed read of them is no reason to disturb anybody. */
export const Notices = () => {
  const { t } = useLibrary()
  const { data, reload } = useLoad<Answer>('notices', (signal) => api<Answer>('/work/notices?limit=8', { signal }))
  if (!data || data.items.length === 0) return null
  const read = async (ids: string[]) => {
    for (const id of ids) await api(`/work/notices/${id}/read`, { method: 'POST' }).catch(() => undefined)
    await reload()
  }
  const unread = data.items.filter((notice) => !notice.readAt).map((notice) => notice.id)
  return (
    <section className="lib-notices" aria-label={t('notice:title')}>
      <header className="lib-head">
        <h3>
          {t('notice:title')}{' '}
          {data.unread > 0 ? <small>{t('notice:unreadCount', { count: data.unread })}</small> : null}
        </h3>
        {unread.length > 1 ? (
          <Button buttonStyle="secondary" size="small" margin={false} onClick={() => void read(unread)}>
            {t('notice:markAllRead')}
          </Button>
        ) : null}
      </header>
      <ul className="lib-lines">
        {data.items.map((notice) => (
          <Line key={notice.id} notice={notice} onRead={() => void read([notice.id])} />
        ))}
      </ul>
    </section>
  )
}
