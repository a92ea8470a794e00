import { parseCookies } from 'payload'

import { languageCookie } from '../../cookies'
import { env } from '../../env'
import type { Language } from '../../errors'

/** Payload keeps a person's language under this name; the admin and these pages speak the same. */
export const languageCookieName = (): string => languageCookie(env().SERVER_URL)

/** The language of a request, Chinese unless English was chosen. */
export const pageLanguage = (headers: Headers): Language =>
  parseCookies(headers).get(languageCookieName()) === 'en' ? 'en' : 'zh'
