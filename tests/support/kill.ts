import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import path from 'node:path'

import { build } from 'esbuild'
import type { Payload } from 'payload'

const WRITES = new Set(['create', 'updateOne', 'updateMany', 'updateJobs', 'upsert', 'deleteOne', 'deleteMany'])
const never = () => new Promise<never>(() => undefined)

/**
 * Payload whose database lets `dieAt` writes through and then calls `die`. Nothing after that write happens: its promise
 * and every later call stay unanswered. `writes` counts what was let through.
 */
export const mortal = ({ payload, dieAt, die }: { payload: Payload; dieAt: number; die: () => void }) => {
  const count = { writes: 0 }
  const isDead = () => count.writes >= dieAt
  const db = new Proxy(payload.db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const call = value.bind(target) as (...args: unknown[]) => unknown
      if (!WRITES.has(String(name))) return (...args: unknown[]) => (isDead() ? never() : call(...args))
      return async (...args: unknown[]) => {
        if (isDead()) return never()
        try {
          return await call(...args)
        } finally {
          count.writes += 1
          if (isDead()) {
            die()
            await never()
          }
        }
      }
    },
  })
  const proxy = new Proxy(payload, { get: (target, name) => (name === 'db' ? db : Reflect.get(target, name)) })
  return { payload: proxy, count }
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const CACHE = path.join(ROOT, 'node_modules/.cache/library-tests')

/** Bundles a module of tests/support once a test file: a process of it starts three times as fast as with tsx. */
const bundle = async (module: string): Promise<string> => {
  const outfile = path.join(CACHE, `${path.parse(module).name}-${process.pid}-${randomUUID().slice(0, 8)}.mjs`)
  const entryPoints = [path.join(ROOT, 'tests/support', module)]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
  return outfile
}

/** A process of its own on the same database and files, that does one task at a time. */
export type Child = { ask: <T>(task: object) => Promise<T>; kill: () => Promise<void>; ended: Promise<string> }

/** Starts processes of one module of tests/support; each is ready when its promise resolves. */
export const prepareChildren = async (module: string) => {
  const file = await bundle(module)
  const start = (...args: string[]): Promise<Child> =>
    new Promise((resolve, reject) => {
      const child = fork(file, args, {
        execArgv: [],
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const waiting: { resolve: (value: never) => void; reject: (error: Error) => void }[] = []
      const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
        const end = String(signal ?? code)
        for (const each of [...waiting, { reject }]) each.reject(new Error(`the process ended: ${end}`))
        return end
      })
      const ask: Child['ask'] = (task) =>
        new Promise((resolveTask, rejectTask) => {
          waiting.push({ resolve: resolveTask, reject: rejectTask })
          child.send(task)
        })
      const kill = async () => {
        child.kill('SIGKILL')
        await ended
      }
      child.on('message', (message: 'ready' | { error?: string; result?: unknown }) => {
        if (message === 'ready') return resolve({ ask, kill, ended })
        const next = waiting.shift()
        if (message.error) next?.reject(new Error(message.error))
        else next?.resolve(message.result as never)
      })
    })
  return { start, remove: () => rm(file, { force: true }) }
}
