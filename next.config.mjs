import { copyFileSync } from 'node:fs'

import { withPayload } from '@payloadcms/next/withPayload'

// Next writes its own wishes into the tsconfig that it is given: it gets a copy, so that a build leaves the tree clean.
const tsconfigPath = 'tsconfig.next.json'
copyFileSync('tsconfig.json', tsconfigPath)

// Public pages run no script at all: they are read on old machines, and what cannot run cannot be injected. Files may come
// from a bucket of another host (MEDIA_DELIVERY=redirect).
const files = "'self' https: http:"
const publicPages = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  `img-src ${files} data:`,
  `media-src ${files}`,
  `object-src ${files}`,
  `frame-src ${files}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
]
// The admin needs its scripts and styles; nobody may put it into a frame, move its addresses or load a plug-in there.
const behindLogin = "frame-ancestors 'self'; base-uri 'self'; object-src 'none'"

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  distDir: process.env.NEXT_DIST_DIR || '.next',
  serverExternalPackages: [
    '@aws-sdk/client-s3',
    '@tus/server',
    '@tus/file-store',
    '@tus/s3-store',
    'sharp',
    'libsql',
    'meilisearch',
  ],
  headers: async () => [
    {
      source: '/((?!admin|api/|media/|uploads|_next/).*)',
      headers: [{ key: 'Content-Security-Policy', value: publicPages }, ...everywhere],
    },
    ...['/admin/:path*', '/api/:path*', '/uploads/:path*'].map((source) => ({
      source,
      headers: [{ key: 'Content-Security-Policy', value: behindLogin }, ...everywhere],
    })),
  ],
  // Pictures are delivered as they are stored, each time by permission: the optimizer would keep copies of retired ones.
  images: { unoptimized: true },
  // `npm run check` looks at types; the build need not do it again.
  typescript: { ignoreBuildErrors: true, tsconfigPath },
}

export default withPayload(config, { devBundleServerPackages: false })
