import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import os, { tmpdir } from 'node:os'
import path from 'node:path'

import { cleanWorkFolders, withWorkFolder } from '../../media-worker/workFolder'

// Run alone: npm test -- int --only workFolder
const host = os.hostname().replace(/[^A-Za-z0-9.]/g, '_')
/** Above every pid_max of Linux, so that no process has it. */
const DEAD = 4_200_000
let root: string

beforeAll(async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'library-folders-'))
  process.env.DATA_DIR = dataDir
  process.env.PAYLOAD_SECRET = 'only-for-this-test-0123456789-0123456789'
  root = path.join(dataDir, 'tmp')
})
afterAll(() => rm(path.dirname(root), { recursive: true }))

const make = async ({ name, hoursOld = 0 }: { name: string; hoursOld?: number }) => {
  const folder = path.join(root, name)
  await mkdir(folder, { recursive: true })
  const at = new Date(Date.now() - hoursOld * 3_600_000)
  await utimes(folder, at, at)
  return name
}

describe('cleanWorkFolders', () => {
  it('should remove what ended with its process, here, and judge no other machine by its process ids', async () => {
    await make({ name: `job-${DEAD}-${host}-aaaaaa` })
    // Of a process before this one that had the same id, as the first process of a container always has.
    await make({ name: `job-${process.pid}-${host}-bbbbbb` })
    await make({ name: `job-${DEAD}-elsewhere-cccccc`, hoursOld: 25 })
    const kept = [
      await make({ name: `job-${DEAD}-elsewhere-dddddd`, hoursOld: 23 }),
      await make({ name: `job-${process.ppid}-${host}-eeeeee` }),
    ]
    await cleanWorkFolders()
    expect((await readdir(root)).sort()).toEqual(kept.sort())
  })

  it('should never remove the folder of a job that runs here, however old it is', async () => {
    const isThere = await withWorkFolder(async (folder) => {
      await make({ name: path.basename(folder), hoursOld: 48 })
      await cleanWorkFolders()
      return (await readdir(root)).includes(path.basename(folder))
    })
    expect(isThere).toBe(true)
    expect((await readdir(root)).some((name) => name.startsWith(`job-${process.pid}-`))).toBe(false)
  })
})
