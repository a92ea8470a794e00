import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { buildConfig } from 'payload'
import sharp from 'sharp'

import { translations } from './admin-customizations/translations'
import { views } from './admin-customizations/views'
import { endpoints } from './src/api'
import { graphQL } from './src/api/graphql'
import { collections } from './src/collections'
import { guardInternal } from './src/collections/guardInternal'
import { cookiePrefix } from './src/cookies'
import { database } from './src/database'
import { env } from './src/env'
import { MAX_BODY_BYTES } from './src/library/readBody'

const here = path.dirname(fileURLToPath(import.meta.url))
const settings = env()

const config = buildConfig({
  secret: settings.PAYLOAD_SECRET,
  serverURL: settings.SERVER_URL,
  csrf: [settings.SERVER_URL],
  cors: [settings.SERVER_URL],
  cookiePrefix: cookiePrefix(settings.SERVER_URL),
  // Payload stores no file here (uploads have a route of their own), so that a form needs no more than one of its bodies.
  upload: { abortOnLimit: true, requestSizeLimit: MAX_BODY_BYTES, limits: { fileSize: MAX_BODY_BYTES, files: 1 } },
  db: database(settings),
  collections: collections({ isHttps: settings.isHttps }),
  endpoints,
  sharp,
  maxDepth: 3,
  defaultDepth: 0,
  telemetry: false,
  logger: { options: { level: settings.LOG_LEVEL } },
  i18n: { supportedLanguages: { zh, en }, fallbackLanguage: 'zh', translations },
  admin: {
    user: 'users',
    avatar: 'default',
    // At the bottom it would lie on 通过 and 退回 for four seconds after each verdict.
    toast: { position: 'top-center' },
    meta: { title: '三个课堂资源库', titleSuffix: ' · 三个课堂资源库', description: '三个课堂资源库管理端' },
    components: {
      graphics: { Logo: '/graphics/Logo#Logo', Icon: '/graphics/Icon#Icon' },
      Nav: '/nav/Nav#Nav',
      beforeNavLinks: ['/nav/LibraryLinks#LibraryLinks'],
      afterLogin: ['/login/ForgotNote#ForgotNote'],
      views,
    },
    importMap: {
      baseDir: path.join(here, 'admin-customizations'),
      importMapFile: path.join(here, 'src/app/(payload)/admin/importMap.js'),
    },
  },
  typescript: { autoGenerate: false, outputFile: path.join(here, 'src/payload-types.ts') },
  graphQL: graphQL(path.join(here, 'schema.graphql')),
})

export default config.then(guardInternal)
