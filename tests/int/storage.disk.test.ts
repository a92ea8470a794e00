import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { createDiskStorage } from '../../src/storage/disk'
import { makePipe, storageSuite, until } from '../support/storageSuite'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/storage.disk --selectProjects int
describe('disk storage', () => {
  let root: string
  const partsOf = async () => {
    const names = await readdir(path.join(root, '.parts'))
    return Promise.all(names.map((name) => stat(path.join(root, '.parts', name))))
  }
  afterAll(() => rm(root, { recursive: true }))

  storageSuite(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'disk-'))
    return {
      driver: createDiskStorage({ root }),
      module: `import { createDiskStorage } from './src/storage/disk.ts'; const driver = createDiskStorage({ root: ${JSON.stringify(root)} })`,
      unfinished: async () => (await partsOf()).length,
      half: async (folder) => {
        const source = path.join(folder, 'pipe')
        makePipe(source)
        const writer = await open(source, 'r+')
        await writer.write(Buffer.alloc(1000, 'x'))
        return {
          source,
          reached: () => until(async () => (await partsOf()).some(({ size }) => size === 1000)),
          release: () => writer.close(),
        }
      },
    }
  })

  it('should name the folder that cannot be written', async () => {
    const file = path.join(root, 'file')
    await writeFile(file, '')
    const check = createDiskStorage({ root: file }).check()
    await expect(check).rejects.toThrow(/^Storage error: cannot write in .*\/file \(ENOTDIR\); check DATA_DIR[^\n]*$/)
  })

  it('should not reach or list what lies beside the folders', async () => {
    const driver = createDiskStorage({ root })
    await writeFile(path.join(root, 'library.db'), 'x')
    await expect(driver.stat('library.db')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('should give a local path but no signed URL', async () => {
    const driver = createDiskStorage({ root })
    const link = { key: 'a/b', seconds: 60, fileName: 'b', contentType: 'video/mp4' }
    expect(await driver.signedUrl(link)).toBeNull()
    expect(driver.localPath('a/b')).toBe(path.join(root, 'a/b'))
  })
})
