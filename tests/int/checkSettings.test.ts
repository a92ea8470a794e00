import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { checkDatabase, checkMedia, checkSearch } from '../../scripts/lib/checks'
import { freePort } from '../../scripts/lib/ports.mjs'
import { parseEnv } from '../../src/env'
import { hasMeili, startMeili } from '../support/meili'

// Run alone: npm test -- int --only checkSettings
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-checks-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const settings = (given: Record<string, string> = {}) =>
  parseEnv({ PAYLOAD_SECRET: 'a-secret-of-the-tests-only-0123456789', DATA_DIR: folder, ...given })

/** What a check says of a wrong setting. @throws when it found nothing, or said more than one line */
const complaintOf = async (checked: Promise<void>): Promise<string> => {
  const text = await checked.then(
    () => 'nothing',
    (error: Error) => error.message,
  )
  expect(text).not.toContain('\n')
  return text
}

describe('checks of the settings', () => {
  it('should pass what is right', async () => {
    await checkDatabase(settings())
    await checkMedia(settings())
    await checkSearch(settings())
  })

  it('should name a MongoDB that does not answer, without its password', async () => {
    const port = await freePort()
    const url = `mongodb://somebody:secret@127.0.0.1:${port}/library`
    const text = await complaintOf(checkDatabase(settings({ DATABASE_URL: url })))
    expect(text).toContain(`DATABASE_URL mongodb://…@127.0.0.1:${port}/library: no MongoDB answers there`)
    expect(text).toContain('ECONNREFUSED')
    expect(text).not.toContain('secret')
  })

  it('should name an SQLite file that is none, and a folder in its place', async () => {
    const file = path.join(folder, 'note.db')
    await writeFile(file, 'shopping list, not a database')
    const text = await complaintOf(checkDatabase(settings({ DATABASE_URL: `file:${file}` })))
    expect(text).toContain('not an SQLite file')
    const other = await complaintOf(checkDatabase(settings({ DATABASE_URL: `file:${folder}` })))
    expect(other).toContain('EISDIR')
  })

  it('should name a program that does not run', async () => {
    const text = await complaintOf(checkMedia(settings({ FFPROBE_PATH: '/no/such/ffprobe' })))
    expect(text).toContain('FFPROBE_PATH /no/such/ffprobe: does not run')
  })

  const withMeili = hasMeili ? it : it.skip
  withMeili('should name a key that Meilisearch does not take', async () => {
    const meili = await startMeili()
    try {
      await checkSearch(settings({ MEILI_URL: meili.url, MEILI_KEY: meili.key }))
      const wrong = settings({ MEILI_URL: meili.url, MEILI_KEY: 'another-key-of-sixteen' })
      expect(await complaintOf(checkSearch(wrong))).toContain('MEILI_KEY is not a key of')
      const none = settings({ MEILI_URL: meili.url })
      expect(await complaintOf(checkSearch(none))).toContain('MEILI_KEY is not set')
    } finally {
      await meili.stop()
    }
    expect(await complaintOf(checkSearch(settings({ MEILI_URL: meili.url })))).toContain('no Meilisearch answers')
  })
})
