import { type NextRequest, NextResponse } from 'next/server'

import { env } from './env'
import { readingHeaders } from './library/readingHeaders'

/** A year, as RFC 6797 and browsers' lists recommend. Only this host: what lies below is not ours to decide. */
const HSTS = 'max-age=31536000'

/**
 * Before pages (Next's middleware): the admin reads with its session cookie over plain http too (see `readingHeaders`),
 * and an installation on https stays there. Never in front of /api, /uploads and /media: bodies are cut at 10 MB here.
 */
export const proxy = (request: NextRequest): NextResponse => {
  const isAdminRead = /^\/admin(\/|$)/.test(request.nextUrl.pathname) && ['GET', 'HEAD'].includes(request.method)
  const headers = isAdminRead ? readingHeaders(request.headers) : request.headers
  const response = NextResponse.next({ request: { headers } })
  if (env().isHttps) response.headers.set('Strict-Transport-Security', HSTS)
  return response
}

export const config = { matcher: ['/((?!api/|media/|uploads|_next/).*)'] }
