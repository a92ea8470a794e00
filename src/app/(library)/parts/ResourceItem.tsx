import { kindsOf } from '../../../domain/searchDocument'
import { formatDay, formatDuration, formatTime } from '../../../library/format'
import type { Published } from '../../../library/published'
import type { SearchHit } from '../../../search/searchLibrary'
import type { Context } from '../context'
import { Highlight } from './Highlight'

const plain = (text: string) => [{ text, isMatch: false }]

/** One published resource in a list, with its matches when it was searched for. */
export const ResourceItem = ({
  context,
  item,
  heading: Heading = 'h3',
}: {
  context: Context
  item: Published & Partial<Pick<SearchHit, 'highlights'>>
  heading?: 'h2' | 'h3'
}) => {
  const { labels, language } = context
  const { shelf, files, highlights } = item
  const poster = files.find((file) => file.posterUrl)?.posterUrl
  const facts = [
    labels.grade.get(shelf.grade)?.[language] ?? labels.stage.get(shelf.stage)?.[language],
    labels.subject.get(shelf.subject)?.[language],
    shelf.schoolName,
    shelf.ownerName,
    formatDuration(shelf.durationSeconds, language),
  ].filter(Boolean)
  return (
    <li className="item" data-shelf={shelf.id}>
      <div className="thumb" aria-hidden="true">
        {poster ? (
          <img src={poster} alt="" loading="lazy" width={160} height={90} />
        ) : (
          <span>{labels.kind.get(shelf.kind)?.[language]}</span>
        )}
      </div>
      <div>
        <Heading>
          <a href={`/resources/${shelf.id}`}>
            <Highlight segments={highlights?.title ?? plain(shelf.title)} />
          </a>
        </Heading>
        {shelf.nodePath ? (
          <p className="path">
            <Highlight segments={highlights?.nodePath ?? plain(shelf.nodePath)} />
          </p>
        ) : null}
        {highlights && highlights.summary.length > 0 ? (
          <p className="excerpt">
            <Highlight segments={highlights.summary} />
          </p>
        ) : null}
        <p className="facts">{facts.join(' · ')}</p>
        <ul className="chips">
          {kindsOf(shelf.kinds).map((kind) => (
            <li key={kind} className="chip">
              {labels.kind.get(kind)?.[language] ?? kind}
            </li>
          ))}
          <li className="day">
            <time dateTime={shelf.publishedAt} title={formatTime(shelf.publishedAt)}>
              {formatDay(shelf.publishedAt)}
            </time>
          </li>
        </ul>
      </div>
    </li>
  )
}
