import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'

import type { StorageDriver } from '../../src/storage/driver'
import { hashFile, hashStored } from '../../src/storage/hashStream'

export const MIB = 1024 ** 2
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Waits for something outside this process; 30 s at most. */
export const until = async (isDone: () => boolean | Promise<boolean>) => {
  const deadline = Date.now() + 30_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 30 s')
    await setImmediate()
  }
}

const descriptors = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /^(\/|socket)/.test(readlinkSync(`/proc/self/fd/${fd}`))
    } catch {
      return false
    }
  }).length

export type Harness = {
  driver: StorageDriver
  /** An ES module that default-exports the same driver for a process of its own. */
  module: string
  /** A local path to put, and what makes the child's put stand in its middle. */
  half: (folder: string) => Promise<{ source: string; reached: () => Promise<unknown>; release: () => Promise<void> }>
  /** How many unfinished writes lie there. */
  unfinished: () => Promise<number>
}

/** What every storage driver promises. Files lie in a random folder under `blobs/`, so that runs do not meet. */
export const storageSuite = (start: () => Promise<Harness>) => {
  const area = `blobs/test_${randomUUID()}`
  const key = (name: string) => `${area}/${name}`
  const big = randomBytes(20 * MIB + 12345)
  let harness: Harness
  let driver: StorageDriver
  let folder: string
  let bigFile: string

  const putBytes = async (name: string, bytes: Uint8Array) => {
    const file = path.join(folder, randomUUID())
    await writeFile(file, bytes)
    await driver.putFile({ key: key(name), path: file, contentType: 'application/octet-stream' })
    return key(name)
  }
  const read = async (args: Parameters<StorageDriver['open']>[0]) => {
    const opened = await driver.open(args)
    return opened && { ...opened, bytes: await buffer(opened.stream) }
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'storage-'))
    bigFile = path.join(folder, 'big')
    await writeFile(bigFile, big)
    harness = await start()
    driver = harness.driver
    await driver.check()
    await driver.putFile({ key: key('big.bin'), path: bigFile })
  })
  afterAll(async () => {
    for await (const file of driver.list({ prefix: `${area}/` })) await driver.remove(file.key)
    await rm(folder, { recursive: true })
  })

  it('should give back a file of 20 MiB byte by byte', async () => {
    const target = path.join(folder, randomUUID())
    expect(await driver.fetchToFile({ key: key('big.bin'), path: target })).toEqual({ size: big.length })
    const expected = { sha256: sha256(big), size: big.length }
    expect(await hashFile({ path: target })).toEqual(expected)
    expect(await hashStored({ key: key('big.bin'), driver })).toEqual(expected)
    expect(await driver.stat(key('big.bin'))).toMatchObject({ size: big.length })
  })

  it('should keep an empty file', async () => {
    const empty = await putBytes('empty', Buffer.alloc(0))
    expect(await driver.stat(empty)).toMatchObject({ size: 0 })
    expect(await read({ key: empty })).toMatchObject({ size: 0, start: 0, end: -1, bytes: Buffer.alloc(0) })
    expect(await read({ key: empty, start: 0 })).toMatchObject({ size: 0, end: -1 })
  })

  it.each([
    { start: 0, end: 0 },
    { start: 5 * MIB - 1, end: 9 * MIB },
    { start: big.length - 1 },
    { end: 99 },
    { start: 100, end: big.length + 5 },
  ])('should read the range %j', async (range) => {
    const found = await read({ key: key('big.bin'), ...range })
    const last = Math.min(range.end ?? Infinity, big.length - 1)
    expect(found).toMatchObject({ size: big.length, start: range.start ?? 0, end: last })
    expect(found?.bytes.equals(big.subarray(range.start ?? 0, last + 1))).toBe(true)
  })

  it('should refuse a range behind the end', async () => {
    await expect(driver.open({ key: key('big.bin'), start: big.length })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('should replace a file as a whole', async () => {
    const replaced = await putBytes('replaced', Buffer.from('old and longer'))
    await putBytes('replaced', Buffer.from('new'))
    expect((await read({ key: replaced }))?.bytes.toString()).toBe('new')
  })

  it('should leak no descriptor when range reads are aborted or left', async () => {
    const attempt = async (index: number) => {
      const abort = new AbortController()
      const opened = await driver.open({ key: key('big.bin'), start: index, signal: abort.signal })
      if (index % 3 === 0) {
        abort.abort() // nobody listens yet
        return
      }
      if (index % 3 === 1) {
        opened?.stream.destroy()
        return
      }
      const reading = pipeline(opened!.stream, async (source: AsyncIterable<Buffer>) => {
        for await (const _ of source) abort.abort()
      })
      await expect(reading).rejects.toThrow(/abort/i)
    }
    await attempt(0)
    await until(() => true)
    const before = descriptors()
    for (let index = 0; index < 60; index++) await attempt(index)
    // Kept-alive connections may differ by one or two; a leak would be 60.
    await until(() => descriptors() <= before + 2)
  })

  it('should say the reason of an abort', async () => {
    const signal = AbortSignal.abort(new Error('lease lost'))
    await expect(driver.open({ key: key('big.bin'), signal })).rejects.toThrow('lease lost')
    await expect(driver.putFile({ key: key('no'), path: bigFile, signal })).rejects.toThrow('lease lost')
    await expect(driver.fetchToFile({ key: key('big.bin'), path: bigFile + '2', signal })).rejects.toThrow('lease lost')
  })

  it('should copy inside the store, again and onto itself', async () => {
    await driver.copy({ from: key('big.bin'), to: key('copies/1.bin') })
    await driver.copy({ from: key('big.bin'), to: key('copies/1.bin') })
    expect((await hashStored({ key: key('copies/1.bin'), driver })).sha256).toBe(sha256(big))
    await driver.remove(key('copies/1.bin'))
    expect(await driver.stat(key('big.bin'))).toMatchObject({ size: big.length })
  })

  it('should move and leave nothing behind', async () => {
    const from = await putBytes('moved/from', Buffer.from('content'))
    await putBytes('moved/to', Buffer.from('replaced'))
    await driver.move({ from, to: key('moved/to') })
    expect(await driver.stat(from)).toBeNull()
    expect((await read({ key: key('moved/to') }))?.bytes.toString()).toBe('content')
    expect(await harness.unfinished()).toBe(0)
  })

  it('should say that a missing file is missing', async () => {
    const missing = { from: key('missing'), to: key('target') }
    expect(await driver.stat(key('missing'))).toBeNull()
    expect(await driver.stat(`${area}/copies`)).toBeNull()
    expect(await driver.open({ key: key('missing') })).toBeNull()
    expect(await driver.open({ key: key('missing'), start: 5 })).toBeNull()
    await expect(driver.copy(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(driver.move(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(hashStored({ key: key('missing'), driver })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const path = `${bigFile}-missing`
    await expect(driver.fetchToFile({ key: key('missing'), path })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(driver.putFile({ key: key('target'), path })).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('should remove twice without complaint', async () => {
    const removed = await putBytes('removed', Buffer.from('x'))
    await driver.remove(removed)
    await driver.remove(removed)
    expect(await driver.stat(removed)).toBeNull()
  })

  it('should refuse to fetch more than is allowed', async () => {
    const target = path.join(folder, randomUUID())
    const fetching = driver.fetchToFile({ key: key('big.bin'), path: target, maxBytes: big.length - 1 })
    await expect(fetching).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' })
    await expect(stat(target)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('should never overwrite a local file', async () => {
    const target = path.join(folder, randomUUID())
    await writeFile(target, 'mine')
    await expect(driver.fetchToFile({ key: key('big.bin'), path: target })).rejects.toThrow()
    expect(readFileSync(target, 'utf8')).toBe('mine')
  })

  it('should list what starts with a prefix', async () => {
    for (const name of ['list/a1', 'list/a2/x', 'list/b', 'lists/c']) await putBytes(name, Buffer.from(name))
    const names = async (prefix: string) => {
      const found = []
      for await (const file of driver.list({ prefix: key(prefix) })) found.push(file)
      return found.map((file) => `${file.key.slice(area.length + 1)} ${file.size}`).sort()
    }
    expect(await names('list/')).toEqual(['list/a1 7', 'list/a2/x 9', 'list/b 6'])
    expect(await names('list/a')).toEqual(['list/a1 7', 'list/a2/x 9'])
    expect(await names('list')).toEqual(['list/a1 7', 'list/a2/x 9', 'list/b 6', 'lists/c 7'])
    expect(await names('nothing/')).toEqual([])
  })

  it.each([
    ...['', '/', 'alone', '/etc/passwd', '../x', 'a/../../x', 'a/./b', 'a//b', 'a/', 'a/b\0c', 'a/\\b', 'a/.parts'],
    ...['.parts/x', 'a/课', 'a/b c', 'a/b?c', 'a/b%2e', 'a/b\nc', `a/${'x'.repeat(300)}`, 'a/'.repeat(300) + 'b'],
  ])('should refuse the key %j', async (hostile) => {
    const refused = expect.objectContaining({ code: 'BAD_INPUT' })
    const target = path.join(folder, 'hostile')
    const link = { key: hostile, seconds: 60, fileName: 'x', contentType: 'video/mp4' }
    await expect(driver.stat(hostile)).rejects.toEqual(refused)
    await expect(driver.open({ key: hostile })).rejects.toEqual(refused)
    await expect(driver.remove(hostile)).rejects.toEqual(refused)
    await expect(driver.putFile({ key: hostile, path: bigFile })).rejects.toEqual(refused)
    await expect(driver.fetchToFile({ key: hostile, path: target })).rejects.toEqual(refused)
    await expect(driver.copy({ from: key('big.bin'), to: hostile })).rejects.toEqual(refused)
    await expect(driver.move({ from: hostile, to: key('x') })).rejects.toEqual(refused)
    await expect(driver.signedUrl(link)).rejects.toEqual(refused)
    expect(() => driver.localPath(hostile)).toThrow(refused)
  })

  it('should refuse to list everything', () => {
    for (const prefix of ['', '/', 'folder', '../', 'a/../']) {
      expect(() => driver.list({ prefix })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    }
  })

  it('should leave nothing visible after an abort in the middle', async () => {
    const source = path.join(folder, randomUUID())
    const file = await open(source, 'w')
    await file.truncate(512 * MIB)
    await file.close()
    const abort = new AbortController()
    const putting = driver.putFile({ key: key('aborted'), path: source, signal: abort.signal })
    const refused = expect(putting).rejects.toThrow('given up')
    await until(async () => (await harness.unfinished()) > 0)
    abort.abort(new Error('given up'))
    await refused
    expect(await driver.stat(key('aborted'))).toBeNull()
    expect(await harness.unfinished()).toBe(0)
  })

  it('should leave nothing visible after a kill in the middle, and clean up what is old', async () => {
    const { source, reached, release } = await harness.half(folder)
    const script = `${harness.module}; await driver.putFile(${JSON.stringify({ key: key('killed'), path: source })})`
    const child = spawnModule(script)
    const died = once(child, 'exit').then(() => Promise.reject(new Error('The child ended before it was killed')))
    await Promise.race([reached(), died])
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    await expect(died).rejects.toThrow()
    await release()
    expect(child.exitCode).toBeNull()
    expect(await driver.stat(key('killed'))).toBeNull()
    expect(await driver.abortStaleParts({ olderThanMs: 3_600_000 })).toBe(0)
    expect(await harness.unfinished()).toBe(1)
    expect(await driver.abortStaleParts({ olderThanMs: -60_000 })).toBe(1)
    expect(await harness.unfinished()).toBe(0)
    expect(await driver.abortStaleParts({ olderThanMs: -60_000 })).toBe(0)
  })
}

/** Runs TypeScript in a process of its own, from the project's folder. */
export const spawnModule = (script: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })

/** A pipe with a name: whoever copies it stands still until all is written. */
export const makePipe = (file: string) => execFileSync('mkfifo', [file])
