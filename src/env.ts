import path from 'node:path'

import { z } from 'zod'

const flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((value) => value === 'true' || value === '1')
const optional = z.string().optional()
const number = z.coerce.number({ error: 'must be a number' })
const positiveInt = (fallback: number) =>
  number.int('must be a whole number').positive('must be above 0').default(fallback)
const httpUrl = z.string().regex(/^https?:\/\/[^/]/, 'must start with http:// or https://')

/** Cookies, forms and links compare with the origin: a trailing slash is dropped, a path could never be served. */
const origin = httpUrl
  .refine((value) => URL.canParse(value), 'is no address')
  .refine((value) => {
    if (!URL.canParse(value)) return true
    const url = new URL(value)
    return url.href === `${url.origin}/`
  }, 'must be scheme, host and port only, without a path, like https://library.example')
  .transform((value) => new URL(value).origin)

const schema = z.object({
  /** Folder of everything that the installation keeps: SQLite file, stored blobs, temporary files. */
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((value) => path.resolve(value)),
  /** `file:…` for SQLite, `mongodb://…` for MongoDB. Default: library.db inside DATA_DIR. */
  DATABASE_URL: optional.refine((value) => value === undefined || /^(file:|mongodb(\+srv)?:\/\/)/.test(value), {
    message: 'must start with file:, mongodb:// or mongodb+srv://',
  }),
  /** A key of Payload's `compatibilityOptions` (cosmosdb, documentdb, firestore): hosted services without transactions. */
  MONGODB_COMPATIBILITY: optional.refine(
    (value) => value === undefined || ['cosmosdb', 'documentdb', 'firestore'].includes(value),
    { message: 'must be cosmosdb, documentdb or firestore' },
  ),
  /** Signs sessions; at least 24 characters. */
  PAYLOAD_SECRET: z.string({ error: 'must be set' }).min(24, 'must have at least 24 characters'),
  /** Public origin of the installation, as browsers name it. */
  SERVER_URL: origin.default('http://localhost:3000'),

  /** Setting a bucket chooses S3; without it files lie on disk below DATA_DIR. */
  S3_BUCKET: optional,
  S3_ENDPOINT: optional,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  /** Most stores other than AWS want path style (endpoint/bucket/key). */
  S3_FORCE_PATH_STYLE: flag,
  /** Folder inside the bucket, so that two installations can share it. */
  S3_PREFIX: z.string().default(''),

  /** Meilisearch; without it search falls back to the database and says so. */
  MEILI_URL: httpUrl.optional(),
  MEILI_KEY: optional,
  /** Prefix of the index name, so that two installations can share one Meilisearch. */
  MEILI_PREFIX: z.string().default('library'),

  /** stream: through this server, take-down in seconds; redirect: signed URLs of 60 s. */
  MEDIA_DELIVERY: z.enum(['stream', 'redirect']).default('stream'),
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  /** ffmpeg encoder threads; 0 lets ffmpeg choose. */
  FFMPEG_THREADS: number.int('must be a whole number').min(0, 'must not be negative').default(0),

  /** Largest single upload in bytes; default 4 GB (the source gate of the county profile). */
  UPLOAD_MAX_BYTES: positiveInt(4_000_000_000),
  /** Bytes that one teacher's unpublished working copies may hold; default 20 GB. */
  UPLOAD_QUOTA_BYTES: positiveInt(20_000_000_000),
  /** Hours without a byte after which an unfinished upload is cleaned. */
  UPLOAD_STALE_HOURS: positiveInt(72),
  /** Days between taking a resource off the shelf and purging its files. */
  RETIRE_GRACE_DAYS: number.min(0, 'must not be negative').default(30),
  /** Seconds for which a claimed review stays with its reviewer. */
  REVIEW_LEASE_SECONDS: positiveInt(4 * 3600),
  /** Seconds a worker holds a job without a heartbeat. */
  JOB_LEASE_SECONDS: positiveInt(60),
  /** Attempts before a job becomes a dead letter. */
  JOB_MAX_CLAIMS: positiveInt(5),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = z.infer<typeof schema> & {
  databaseUrl: string
  isMongo: boolean
  isS3: boolean
  /** Browsers reach the installation over TLS. */
  isHttps: boolean
}

/**
 * Parses environment variables; an empty one means its default. @throws Error whose message is one line that names each
 * wrong variable
 */
export const parseEnv = (source: Record<string, string | undefined>): Env => {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const what = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')
    throw new Error(`Configuration error: ${what} (see .env.example)`)
  }
  const values = parsed.data
  const isS3 = values.S3_BUCKET !== undefined
  if (isS3 && (!values.S3_ACCESS_KEY_ID || !values.S3_SECRET_ACCESS_KEY)) {
    throw new Error('Configuration error: S3_BUCKET needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY (see .env.example)')
  }
  const databaseUrl = values.DATABASE_URL ?? `file:${path.join(values.DATA_DIR, 'library.db')}`
  const isHttps = values.SERVER_URL.startsWith('https:')
  return { ...values, databaseUrl, isMongo: databaseUrl.startsWith('mongodb'), isS3, isHttps }
}

let parsedOnce: Env | undefined

/** The environment of this process, parsed at first use. */
export const env = (): Env => (parsedOnce ??= parseEnv(process.env))
