import { pageLanguage } from '../pageLanguage'
import { plainPage } from '../plainPage'
import { STRINGS } from '../strings'

/** Every address that nothing else answers. */
export const GET = ({ headers }: Request): Response => {
  const language = pageLanguage(headers)
  const t = STRINGS[language]
  return plainPage({ language, status: 404, title: t.notFound, lines: [t.notFoundText], code: 'NOT_FOUND' })
}
