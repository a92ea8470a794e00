// Child processes in groups of their own, so that a stop reaches everything that they started.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import net from 'node:net'

/** A free TCP port on 127.0.0.1. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** Whether a port of this machine is free. */
export const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.on('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })

const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Starts a process with its output in a file; `exited` resolves with its code. */
export const start = ({ name, command, args, env, cwd, logFile }) => {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const running = { name, child, logFile, isStopping: false }
  running.exited = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }))
    child.on('error', (error) => resolve({ code: 1, signal: null, error }))
  })
  return running
}

/** SIGTERM to the group, SIGKILL after `graceMs`; done when the group is gone. */
export const stop = async (running, graceMs = 15_000) => {
  running.isStopping = true
  signalGroup(running.child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(running.child, 'SIGKILL'), graceMs)
  await running.exited
  clearTimeout(timer)
  signalGroup(running.child, 'SIGKILL')
}

/** Waits until `probe` answers true, at most `seconds`; fails at once when one of `watched` ends. */
export const waitUntil = async ({ probe, seconds, watched = [], what, isCancelled = () => false }) => {
  const until = Date.now() + seconds * 1000
  const ended = Promise.race(
    watched.map((running) =>
      running.exited.then(({ code }) => ({ failed: `${running.name} ended (${code}); see ${running.logFile}` })),
    ),
  )
  for (;;) {
    const answer = await Promise.race([probe().then((ok) => ({ ok })), ...(watched.length > 0 ? [ended] : [])])
    if (answer.failed) throw new Error(answer.failed)
    if (answer.ok) return
    if (isCancelled()) throw new Error('stopped')
    if (Date.now() > until) throw new Error(`${what} did not come up within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
