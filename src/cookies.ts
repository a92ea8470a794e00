import { createHash } from 'node:crypto'

/**
 * Payload's `cookiePrefix`. A cookie belongs to a host, whatever its port: two installations on one host would else sign
 * each other out.
 */
export const cookiePrefix = (serverUrl: string): string =>
  `payload-${createHash('sha256').update(serverUrl).digest('hex').slice(0, 8)}`

/** The cookie that holds a person's session. */
export const sessionCookie = (serverUrl: string): string => `${cookiePrefix(serverUrl)}-token`

/** The cookie that holds a person's language, for the admin and the public pages alike. */
export const languageCookie = (serverUrl: string): string => `${cookiePrefix(serverUrl)}-lng`
