import { type SearchParams, valueOf } from '../../../library/address'
import { localPath } from '../../../library/localPath'
import { context } from '../context'
import { guarded } from '../guarded'
import { Frame } from '../parts/Frame'
import type { LoginError } from '../strings'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<SearchParams> }

const Page = async ({ searchParams }: Props) => {
  const [own, params] = await Promise.all([context(), searchParams])
  const { actor, t } = own
  const next = localPath(valueOf(params, 'next'))
  const code = valueOf(params, 'error')
  const error = Object.hasOwn(t.loginErrors, code) ? t.loginErrors[code as LoginError] : null
  return (
    <Frame context={own} q={null} next={next}>
      <title>{`${t.signInTitle} · ${t.site}`}</title>
      <div className="sheet">
        <h1>{t.signInTitle}</h1>
        {error ? (
          <p className="error" role="alert" id="login-error">
            {error}
          </p>
        ) : null}
        {actor ? (
          <p>
            {t.signedInAs(actor.name)} <a href={next}>{t.toHome}</a>
          </p>
        ) : (
          <form
            action="/login/submit"
            method="post"
            className="stack"
            aria-describedby={error ? 'login-error' : undefined}
          >
            <p>{t.signInText}</p>
            <input type="hidden" name="next" value={next} />
            <label htmlFor="email">{t.email}</label>
            <input id="email" name="email" type="email" autoComplete="username" required maxLength={254} />
            <label htmlFor="password">{t.password}</label>
            <input
              id="password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              maxLength={1000}
            />
            <button type="submit">{t.signIn}</button>
          </form>
        )}
      </div>
    </Frame>
  )
}

export default guarded(Page)
