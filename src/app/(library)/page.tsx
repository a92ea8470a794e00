import { addressOf } from '../../library/address'
import { findPublished } from '../../library/published'
import { textbooksOf } from '../../search/catalogue'
import { context } from './context'
import { guarded } from './guarded'
import { Frame } from './parts/Frame'
import { GradeGrid } from './parts/GradeGrid'
import { ResourceItem } from './parts/ResourceItem'
import { SearchForm } from './parts/SearchForm'

export const dynamic = 'force-dynamic'

const NEWEST = 12

const Page = async () => {
  const own = await context()
  const { payload, actor, labels, language, t } = own
  const [newest, textbooks] = await Promise.all([
    findPublished({ payload, actor, where: {}, limit: NEWEST }),
    textbooksOf({ payload }),
  ])
  return (
    <Frame context={own} q={null}>
      <title>{t.site}</title>
      <section className="hero">
        <h1>{t.site}</h1>
        <SearchForm t={t} id="home-search" isLarge />
        {actor ? null : (
          <p className="note">
            {t.anonymous} <a href="/login?next=/">{t.anonymousMore}</a>
          </p>
        )}
      </section>
      <section aria-labelledby="channels">
        <h2 id="channels">{t.channels}</h2>
        <ul className="doors">
          {[...labels.channel].map(([key, label]) => (
            <li key={key}>
              <a href={addressOf({ path: '/search', values: { channel: key } })} className="door">
                {label[language]}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div className="two">
        <section aria-labelledby="newest">
          <h2 id="newest">{t.newest}</h2>
          {newest.length === 0 ? (
            <p className="empty">
              {t.nothingYet} <a href="/browse">{t.nothingYetNext}</a>
            </p>
          ) : (
            <>
              <ul className="items">
                {newest.map((item) => (
                  <ResourceItem key={item.shelf.id} context={own} item={item} />
                ))}
              </ul>
              <p>
                <a href="/search">{t.newestAll}</a>
              </p>
            </>
          )}
        </section>
        <section aria-labelledby="grades">
          <h2 id="grades">{t.gradesAndSubjects}</h2>
          <GradeGrid context={own} textbooks={textbooks} />
        </section>
      </div>
    </Frame>
  )
}

export default guarded(Page)
