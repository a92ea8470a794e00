import { redirect } from 'next/navigation'

import { addressOf } from '../../../../library/address'
import { isRowId } from '../../../../library/isRowId'
import { formatDay, formatDuration, formatTime } from '../../../../library/format'
import { findPublished, readPublished } from '../../../../library/published'
import { context } from '../../context'
import { guarded } from '../../guarded'
import { Crumbs } from '../../parts/Crumbs'
import { FileTable } from '../../parts/FileTable'
import { Frame } from '../../parts/Frame'
import { ResourceItem } from '../../parts/ResourceItem'
import { Seals } from '../../parts/Seals'
import { Viewer } from '../../parts/Viewer'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

const RELATED = 9

const Page = async ({ params }: Props) => {
  const [own, { id }] = await Promise.all([context(), params])
  const { payload, actor, labels, language, t } = own
  const item = isRowId(id) ? await readPublished({ payload, actor, shelf: id }) : null
  if (!item) redirect(addressOf({ path: '/missing', values: { from: `/resources/${id}` } }))
  const { shelf, files } = item
  const related = shelf.node
    ? (await findPublished({ payload, actor, where: { node: { equals: shelf.node } }, limit: RELATED })).filter(
        (each) => each.shelf.id !== shelf.id,
      )
    : []
  const facts: [string, string][] = [
    [t.teacher, shelf.ownerName],
    [t.school, shelf.schoolName],
    [t.grade, labels.grade.get(shelf.grade)?.[language] ?? ''],
    [t.subject, labels.subject.get(shelf.subject)?.[language] ?? ''],
    [t.channel, labels.channel.get(shelf.channel)?.[language] ?? ''],
    [t.duration, formatDuration(shelf.durationSeconds, language)],
    [t.level, t.levels[shelf.level]],
  ]
  return (
    <Frame context={own} next={`/resources/${shelf.id}`}>
      <title>{`${shelf.title} · ${t.site}`}</title>
      <Crumbs context={own} shelf={shelf} />
      <h1>{shelf.title}</h1>
      <div className="with-aside">
        <div>
          <Viewer t={t} title={shelf.title} files={files} />
          <section aria-labelledby="summary">
            <h2 id="summary">{t.summary}</h2>
            <p className="summary">{shelf.summary || t.noSummary}</p>
          </section>
          <section aria-labelledby="files">
            <h2 id="files">{t.files}</h2>
            <FileTable context={own} files={files} />
          </section>
        </div>
        <aside aria-labelledby="about">
          <h2 id="about">{t.about}</h2>
          <dl className="about">
            {facts
              .filter(([, value]) => value)
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            <div>
              <dt>{t.published}</dt>
              <dd>
                <time dateTime={shelf.publishedAt} title={formatTime(shelf.publishedAt)}>
                  {formatDay(shelf.publishedAt)}
                </time>
              </dd>
            </div>
          </dl>
          <Seals t={t} seals={shelf.seals} />
        </aside>
      </div>
      {related.length > 0 ? (
        <section aria-labelledby="same-lesson">
          <h2 id="same-lesson">{t.sameLesson}</h2>
          <ul className="items">
            {related.map((each) => (
              <ResourceItem key={each.shelf.id} context={own} item={each} />
            ))}
          </ul>
        </section>
      ) : null}
    </Frame>
  )
}

export default guarded(Page)
