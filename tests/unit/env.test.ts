import { readFileSync } from 'node:fs'
import path from 'node:path'

import { parseEnv } from '../../src/env'

const secret = { PAYLOAD_SECRET: 'x'.repeat(24) }
const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }

describe('parseEnv', () => {
  it('should need a secret only', () => {
    const env = parseEnv(secret)
    expect(env).toMatchObject({ isMongo: false, isS3: false, SERVER_URL: 'http://localhost:3000', LOG_LEVEL: 'info' })
    expect(env.DATA_DIR).toBe(path.resolve('data'))
    expect(env.databaseUrl).toBe(`file:${path.resolve('data/library.db')}`)
    expect(env.UPLOAD_MAX_BYTES).toBe(4_000_000_000)
  })

  it('should take every empty variable for one that is not set', () => {
    const names = readFileSync('.env.example', 'utf8').match(/^[A-Z0-9_]+(?==)/gm) ?? []
    expect(names).toContain('RETIRE_GRACE_DAYS')
    const empty = Object.fromEntries(names.map((name) => [name, '']))
    expect(parseEnv({ ...empty, ...secret })).toEqual(parseEnv(secret))
    expect(parseEnv({ ...empty, ...secret })).toMatchObject({
      RETIRE_GRACE_DAYS: 30,
      FFMPEG_PATH: 'ffmpeg',
      FFPROBE_PATH: 'ffprobe',
      LOG_LEVEL: 'info',
      MEDIA_DELIVERY: 'stream',
      SERVER_URL: 'http://localhost:3000',
    })
  })

  it('should say in .env.example what it would do without', () => {
    const lines = readFileSync('.env.example', 'utf8').match(/^[A-Z0-9_]+=.+/gm) ?? []
    const given = Object.fromEntries(lines.map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]))
    expect(Object.keys(given).length).toBeGreaterThan(10)
    expect(parseEnv({ ...given, ...secret })).toEqual(parseEnv(secret))
  })

  it.each([
    ['https://library.example', 'https://library.example', true],
    ['https://Library.Example:443/', 'https://library.example', true],
    ['http://10.0.0.5:3000/', 'http://10.0.0.5:3000', false],
  ])('should keep the origin of SERVER_URL %s', (value, expected, isHttps) => {
    expect(parseEnv({ ...secret, SERVER_URL: value })).toMatchObject({ SERVER_URL: expected, isHttps })
  })

  it('should choose MongoDB by its URL and S3 by its bucket', () => {
    expect(parseEnv({ ...secret, DATABASE_URL: 'mongodb://db/library' }).isMongo).toBe(true)
    expect(parseEnv({ ...secret, DATABASE_URL: 'mongodb+srv://db/library' }).isMongo).toBe(true)
    expect(parseEnv({ ...secret, DATABASE_URL: 'file:/tmp/x.db' })).toMatchObject({ isMongo: false })
    expect(parseEnv({ ...secret, S3_BUCKET: 'b', ...keys })).toMatchObject({ isS3: true, S3_REGION: 'us-east-1' })
  })

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
    [undefined, false],
  ])('should read the flag %j as %s', (value, expected) => {
    expect(parseEnv({ ...secret, S3_FORCE_PATH_STYLE: value }).S3_FORCE_PATH_STYLE).toBe(expected)
  })

  it.each<[string, Record<string, string>]>([
    ['PAYLOAD_SECRET', { PAYLOAD_SECRET: 'short' }],
    ['PAYLOAD_SECRET', { PAYLOAD_SECRET: '' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://db' }],
    ['MONGODB_COMPATIBILITY', { MONGODB_COMPATIBILITY: 'mysql' }],
    ['SERVER_URL', { SERVER_URL: 'localhost' }],
    ['SERVER_URL', { SERVER_URL: 'https://library.example/app' }],
    ['SERVER_URL', { SERVER_URL: 'https://library.example/?x' }],
    ['SERVER_URL', { SERVER_URL: 'https://me:secret@library.example' }],
    ['SERVER_URL', { SERVER_URL: 'https://a b' }],
    ['SERVER_URL', { SERVER_URL: 'ftp://library.example' }],
    ['RETIRE_GRACE_DAYS', { RETIRE_GRACE_DAYS: 'soon' }],
    ['S3_ACCESS_KEY_ID', { S3_BUCKET: 'b' }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'id' }],
    ['S3_FORCE_PATH_STYLE', { S3_FORCE_PATH_STYLE: 'yes' }],
    ['MEILI_URL', { MEILI_URL: 'localhost:7700' }],
    ['MEDIA_DELIVERY', { MEDIA_DELIVERY: 'push' }],
    ['FFMPEG_THREADS', { FFMPEG_THREADS: '-1' }],
    ['FFMPEG_THREADS', { FFMPEG_THREADS: '1.5' }],
    ['UPLOAD_MAX_BYTES', { UPLOAD_MAX_BYTES: '0' }],
    ['UPLOAD_MAX_BYTES', { UPLOAD_MAX_BYTES: '4GB' }],
    ['REVIEW_LEASE_SECONDS', { REVIEW_LEASE_SECONDS: '-5' }],
    ['RETIRE_GRACE_DAYS', { RETIRE_GRACE_DAYS: '-1' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('should say in one line that %s is wrong: %j', (name, wrong) => {
    const parse = () => parseEnv({ ...secret, ...wrong })
    expect(parse).toThrow(name)
    expect(parse).toThrow(/^Configuration error: [^\n]+ \(see \.env\.example\)$/)
  })

  it('should name all that is wrong at once, and never a value', () => {
    const parse = () => parseEnv({ PAYLOAD_SECRET: 'hunter2', LOG_LEVEL: 'loud' })
    expect(parse).toThrow(/PAYLOAD_SECRET.*LOG_LEVEL/)
    expect(parse).not.toThrow(/hunter2/)
  })

  it('should resolve DATA_DIR once, so that a change of folder does not move the data', () => {
    expect(parseEnv({ ...secret, DATA_DIR: 'x' })).toMatchObject({
      databaseUrl: `file:${path.resolve('x/library.db')}`,
    })
  })
})
