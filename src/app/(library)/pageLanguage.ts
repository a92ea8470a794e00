import { parseCookies } from 'payload'

import type { Language } from '../../errors'

/** Payload keeps a person's language under this name; the admin and these pages speak the same. */
export const LANGUAGE_COOKIE = 'payload-lng'

/** The language of a request, Chinese unless English was chosen. */
export const pageLanguage = (headers: Headers): Language =>
  parseCookies(headers).get(LANGUAGE_COOKIE) === 'en' ? 'en' : 'zh'
