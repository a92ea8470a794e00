'use client'

import { Button } from '@payloadcms/ui'

import type { Me } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Empty } from '../parts/Empty'
import { ErrorNote } from '../parts/ErrorNote'
import { LinkButton } from '../parts/LinkButton'
import { Loading } from '../parts/Loading'
import { type Group, groupOf } from './group'
import { useMine } from './useMine'
import { DraftItem, NeedsYouItem, ProgressItem, PublishedItem } from './WorkItems'

/** "我的资源": what needs the teacher, what is under way, drafts, what is published. */
export const TeacherWork = ({ me }: { me: Me }) => {
  const { t } = useLibrary()
  const { data, error, isLoading, reload, more, hasMore, isReadingMore } = useMine()
  const rejected = data?.rejected ?? []
  const inGroup = (group: Group) => (data?.items ?? []).filter((work) => groupOf(work, rejected) === group)
  const [needsYou, inProgress, drafts, published] = (['needsYou', 'inProgress', 'drafts', 'published'] as const).map(
    inGroup,
  )
  const refresh = () => void reload()

  return (
    <section className="lib-work" aria-label={t('work:title')}>
      <header className="lib-head">
        <h2>
          {t('work:title')} <small>{me.name}</small>
        </h2>
        <LinkButton to="/admin/submit" size="large">
          {t('work:add')}
        </LinkButton>
      </header>
      <ErrorNote error={error} onRetry={refresh} />
      {!data && isLoading ? <Loading /> : null}
      {data && data.items.length === 0 ? (
        <Empty action={<LinkButton to="/admin/submit">{t('work:add')}</LinkButton>}>{t('work:empty')}</Empty>
      ) : null}
      {needsYou!.length > 0 ? (
        <section aria-label={t('work:needsYou')}>
          <h3 className="lib-person">
            {t('work:needsYou')} {needsYou!.length}
          </h3>
          <ul className="lib-cards">
            {needsYou!.map((work) => (
              <NeedsYouItem key={work.id} work={work} rejected={rejected.filter((file) => file.resource === work.id)} />
            ))}
          </ul>
        </section>
      ) : null}
      {inProgress!.length > 0 ? (
        <section aria-label={t('work:inProgress')}>
          <h3>
            {t('work:inProgress')} {inProgress!.length}
          </h3>
          <ul className="lib-cards">
            {inProgress!.map((work) => (
              <ProgressItem key={work.id} work={work} onChange={refresh} />
            ))}
          </ul>
        </section>
      ) : null}
      {drafts!.length > 0 ? (
        <section aria-label={t('work:drafts')}>
          <h3>
            {t('work:drafts')} {drafts!.length}
          </h3>
          <ul className="lib-lines">
            {drafts!.map((work) => (
              <DraftItem key={work.id} work={work} />
            ))}
          </ul>
        </section>
      ) : null}
      {published!.length > 0 ? (
        <section aria-label={t('work:published')}>
          <h3>
            {t('work:published')} {published!.length}
          </h3>
          <ul className="lib-lines">
            {published!.map((work) => (
              <PublishedItem key={work.id} work={work} />
            ))}
          </ul>
        </section>
      ) : null}
      {hasMore ? (
        <Button buttonStyle="secondary" size="small" disabled={isReadingMore} onClick={() => void more()}>
          {t('work:more', { shown: data!.items.length, total: data!.total })}
        </Button>
      ) : null}
    </section>
  )
}
