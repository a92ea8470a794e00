import { contentDisposition } from '../storage/contentDisposition'

/** Media types that a browser may show in our origin: none of them runs script. Everything else is only saved. */
const SHOWN = /^(video\/mp4|audio\/[a-z0-9.+-]+|image\/(png|jpeg|webp|gif)|application\/pdf)$/

/** The type that is sent, and whether the browser may show it: a type that is not on the list is nameless bytes. */
export const deliveredType = (mime: string): { mime: string; isShown: boolean } => {
  const plain = mime.split(';')[0]?.trim().toLowerCase() ?? ''
  return SHOWN.test(plain) ? { mime: plain, isShown: true } : { mime: 'application/octet-stream', isShown: false }
}

/** Enough for the browser's own players and viewers. No `sandbox` there: Chrome shows no PDF and no media inside one. */
const VIEWER = [
  "default-src 'none'",
  "media-src 'self'",
  "img-src 'self'",
  "object-src 'self'",
  "style-src 'unsafe-inline'",
]
const policyOf = (isInline: boolean) =>
  [...(isInline ? VIEWER : ['sandbox', "default-src 'none'"]), "frame-ancestors 'self'"].join('; ')

/** The strong validator of stored bytes: they never change under one hash. */
export const etagOf = (sha256: string): string => `"${sha256}"`

/**
 * The headers of every answer with stored bytes. `no-cache` makes browsers ask again each time, so that a take-down works
 * in seconds (a 304 costs little); `no-transform` keeps the compression of the web server away from ranges.
 */
export const deliveryHeaders = ({
  sha256,
  mime,
  name,
  isDownload,
}: {
  sha256: string
  mime: string
  name: string
  isDownload: boolean
}): Headers => {
  const type = deliveredType(mime)
  const isInline = type.isShown && !isDownload
  return new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache, no-transform',
    'Content-Disposition': contentDisposition({ fileName: name, isInline }),
    'Content-Security-Policy': policyOf(isInline),
    'Content-Type': type.mime,
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: etagOf(sha256),
    Vary: 'Cookie, Authorization',
    'X-Content-Type-Options': 'nosniff',
  })
}

/** Whether If-None-Match names these bytes (weak comparison, RFC 9110 §13.1.2). */
export const isUnchanged = ({ header, etag }: { header: string | null; etag: string }): boolean =>
  (header ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === '*' || each === etag)
