import { localPath } from '../../../library/localPath'
import { languageCookieName } from '../pageLanguage'

/** Remembers the language of the pages for a year, in the cookie that the admin reads too. */
export const GET = (request: Request): Response => {
  const { searchParams } = new URL(request.url)
  const language = searchParams.get('to') === 'en' ? 'en' : 'zh'
  return new Response(null, {
    status: 303,
    headers: {
      Location: localPath(searchParams.get('next')),
      'Cache-Control': 'no-store',
      'Set-Cookie': `${languageCookieName()}=${language}; Path=/; Max-Age=31536000; SameSite=Lax`,
    },
  })
}
