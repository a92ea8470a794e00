const NOWHERE = 'http://local.invalid'

/**
 * Where to go on to after a login: a path of this server, else `/`. Whatever a browser would read as another server
 * (`//host`, `/\host`, a scheme, control characters that it drops) is not followed.
 */
export const localPath = (next: string | null | undefined): string => {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next) || !URL.canParse(next, NOWHERE)) return '/'
  const url = new URL(next, NOWHERE)
  return url.origin === NOWHERE && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
