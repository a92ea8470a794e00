import { localPath } from '../../../library/localPath'
import { pageLanguage } from '../pageLanguage'
import { plainPage } from '../plainPage'
import { STRINGS } from '../strings'

/** Where a page sends those who may not see it or for whom there is nothing; `from` is where a login comes back to. */
export const GET = ({ url, headers }: Request): Response => {
  const language = pageLanguage(headers)
  const t = STRINGS[language]
  const from = localPath(new URL(url).searchParams.get('from'))
  return plainPage({
    language,
    status: 404,
    title: t.resourceNotFound,
    lines: [t.resourceNotFoundText, t.notFoundSignIn],
    links: [{ href: `/login?next=${encodeURIComponent(from)}`, label: t.signIn }],
    code: 'NOT_FOUND',
  })
}
