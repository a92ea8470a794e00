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
import { database } from './src/database'
import { env } from './src/env'

const here = path.dirname(fileURLToPath(import.meta.url))
const settings = env()

export default buildConfig({
  secret: settings.PAYLOAD_SECRET,
  serverURL: settings.SERVER_URL,
  csrf: [settings.SERVER_URL],
  cors: [settings.SERVER_URL],
  db: database(settings),
  collections,
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
    meta: { title: '三个课堂资源库', titleSuffix: ' · 三个课堂资源库', description: '三个课堂资源库管理端' },
    components: {
      graphics: { Logo: '/graphics/Logo#Logo', Icon: '/graphics/Icon#Icon' },
      Nav: '/nav/Nav#Nav',
      beforeNavLinks: ['/nav/LibraryLinks#LibraryLinks'],
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
