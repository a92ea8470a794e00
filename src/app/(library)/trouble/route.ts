import { pageLanguage } from '../pageLanguage'
import { plainPage } from '../plainPage'
import { STRINGS } from '../strings'

/** Where a page that failed sends its reader. */
export const GET = ({ headers }: Request): Response => {
  const language = pageLanguage(headers)
  const t = STRINGS[language]
  return plainPage({ language, status: 500, title: t.trouble, lines: [t.troubleText], code: 'INTERNAL' })
}
