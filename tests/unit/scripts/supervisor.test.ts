import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

import { processesWith, until } from '../../support/processes'

const MODULE = path.resolve(import.meta.dirname, '../../../scripts/lib/supervisor.mjs')

/** A supervisor of two shells, each with two children in its group. */
const supervised = ({ mark }: { mark: string }) => {
  const script = `
    import { supervise } from '${MODULE}'
    supervise({
      main: async ({ supervisor }) => {
        const command = { command: 'sh', args: ['-c', "sleep 300.${mark} & sleep 300.${mark}"], cwd: '/', env: process.env }
        supervisor.launch({ name: 'one', ...command })
        console.log('started')
        await supervisor.run({ what: 'two', ...command })
        supervisor.launch({ name: 'never', ...command })
      },
    })
  `
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}

describe('supervise', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('should leave no process after %s', async (signal) => {
    const mark = `${process.pid}${signal.length}${signal.charCodeAt(3)}`
    const child = supervised({ mark })
    await once(child.stdout!, 'data')
    await until(async () => (await processesWith(`sleep\u0000300.${mark}`)).length >= 4)
    child.kill(signal)
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(await processesWith(`300.${mark}`)).toEqual([])
  })

  it('should leave no process when its own code breaks', async () => {
    const mark = `${process.pid}99`
    const script = `
      import { supervise } from '${MODULE}'
      supervise({
        main: async ({ supervisor }) => {
          supervisor.launch({ name: 'one', command: 'sleep', args: ['300.${mark}'], cwd: '/', env: process.env })
          throw new Error('broken')
        },
      })
    `
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(await processesWith(`300.${mark}`)).toEqual([])
  })

  it('should say in one line that a command failed', async () => {
    const script = `
      import { supervise } from '${MODULE}'
      supervise({
        main: ({ supervisor }) =>
          supervisor.run({ what: 'x', command: 'sh', args: ['-c', 'echo no space left >&2; exit 3'], cwd: '/', env: {} }),
      })
    `
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    expect(said.trim()).toBe('no space left')
    expect(child.exitCode).toBe(1)
  })
})
