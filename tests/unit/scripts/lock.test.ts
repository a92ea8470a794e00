import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { takeLock } from '../../../scripts/lib/lock.mjs'

const MODULE = path.resolve(import.meta.dirname, '../../../scripts/lib/lock.mjs')
let folder: string
let file: string
let log: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'library-lock-'))
  file = path.join(folder, 'the.lock')
  log = path.join(folder, 'log')
  writeFileSync(log, '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (script: string): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', FILE: file, LOG: log },
  })

describe('locks', () => {
  it('should let one process work at a time', async () => {
    const children = Array.from({ length: 4 }, () =>
      run(`
        import { appendFileSync } from 'node:fs'
        import { withLock } from '${MODULE}'
        const work = async () => {
          appendFileSync(process.env.LOG, 'in ')
          await new Promise((resolve) => setTimeout(resolve, 100))
          appendFileSync(process.env.LOG, 'out ')
        }
        await withLock({ file: process.env.FILE, work, onWait: () => {}, isCancelled: () => {} })
      `),
    )
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))
    expect(codes).toEqual([0, 0, 0, 0])
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(4))
  })

  it('should name the holder, and be free once the holder was killed', async () => {
    const child = run(`
      import { takeLock } from '${MODULE}'
      takeLock(process.env.FILE)
      console.log('held')
      setInterval(() => {}, 1000)
    `)
    await once(child.stdout!, 'data')
    expect(takeLock(file)).toEqual({ holder: child.pid })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(takeLock(file).release).toBeDefined()
  })

  it('should not take a process that got the same number for the holder', () => {
    writeFileSync(file, `${process.pid} 1`)
    const { release } = takeLock(file)
    release?.()
    expect(takeLock(file).release).toBeDefined()
  })
})
