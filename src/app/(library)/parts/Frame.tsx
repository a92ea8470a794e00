import type { ReactNode } from 'react'

import type { Context } from '../context'
import { SearchForm } from './SearchForm'

const Account = ({ actor, isStaff, t, next }: Context & { next: string }) =>
  actor ? (
    <>
      {isStaff ? (
        <a href="/admin" className="nav-link">
          {t.admin}
        </a>
      ) : null}
      <form action="/logout" method="post" className="sign-out">
        <span className="who">{actor.name}</span>
        <button type="submit" className="quiet">
          {t.signOut}
        </button>
      </form>
    </>
  ) : (
    <a href={`/login?next=${encodeURIComponent(next)}`} className="nav-link sign-in">
      {t.signIn}
    </a>
  )

/** Header and footer around a page. `next` is where a login comes back to; `q` null leaves the search box out. */
export const Frame = ({
  context,
  next = '/',
  q = '',
  children,
}: {
  context: Context
  next?: string
  q?: string | null
  children: ReactNode
}) => {
  const { t, language } = context
  return (
    <>
      <a href="#main" className="skip">
        {t.skip}
      </a>
      <header className="top">
        <div className="inner">
          <a href="/" className="site">
            {t.site}
          </a>
          <nav aria-label={t.main}>
            <a href="/browse" className="nav-link">
              {t.browse}
            </a>
            <Account {...context} next={next} />
          </nav>
          {q === null ? null : <SearchForm t={t} id="top-search" q={q} />}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="bottom">
        <div className="inner">
          <p>{t.footer}</p>
          <a
            href={`/language?to=${language === 'en' ? 'zh' : 'en'}&next=${encodeURIComponent(next)}`}
            hrefLang={language === 'en' ? 'zh' : 'en'}
            rel="nofollow"
          >
            {t.language}
          </a>
        </div>
      </footer>
    </>
  )
}
