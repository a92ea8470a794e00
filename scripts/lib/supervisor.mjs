// Child processes in groups of their own, so that a stop reaches everything that they started, whenever it comes.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'

import { groupMembers, killTree } from './processTree.mjs'
import { say, SetUpError } from './setUp.mjs'

/** Thrown where something would be started, or is waited for, while everything is being stopped. */
export class Stopped extends Error {}

/** Milliseconds that a process has to end by itself after SIGTERM; a step of the set-up may ask for less. */
const GRACE = 15_000

const signalGroup = ({ child }, name) => {
  // Without a pid it never ran, and its error is on the way.
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What a leader left behind in its group ends by itself, as a demo below a test runner does, or is killed. */
const endRest = async ({ child, graceMs }) => {
  const until = Date.now() + graceMs
  while (groupMembers(child.pid).length > 0 && Date.now() < until) await pause(50)
  killTree(child.pid)
}

/** Starts processes and stops all of them: `start` one that goes on, `run` one to its end, `launch` either, `stopAll`. */
export const createSupervisor = () => {
  const running = new Set()
  let stopping = null

  /** @throws Stopped once a stop was asked for */
  const check = () => {
    if (stopping) throw new Stopped('stopped')
  }

  /** `exited` resolves with code or signal when nothing of the group is left. */
  const launch = ({ name, command, args, cwd, env, stdio = ['ignore', 'pipe', 'pipe'], graceMs = GRACE }) => {
    check()
    const child = spawn(command, args, { cwd, env, detached: true, stdio })
    const each = { name, child, graceMs }
    running.add(each)
    const ended = new Promise((resolve) => {
      child.on('exit', (code, by) => resolve({ code, by }))
      child.on('error', (error) => resolve({ code: 1, by: null, error }))
    })
    each.exited = ended.then(async (how) => {
      if (groupMembers(child.pid).length > 0) {
        signalGroup(each, 'SIGTERM')
        await endRest(each)
      }
      running.delete(each)
      return how
    })
    return each
  }

  const start = ({ logFile, ...rest }) => {
    const each = launch(rest)
    const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
    each.child.stdout.pipe(log)
    each.child.stderr.pipe(log)
    return Object.assign(each, { logFile })
  }

  /**
   * Runs a command to its end, with a line every 10 s.
   * @param isShown pass its output on, line by line, instead of keeping only its last words for a failure
   * @throws SetUpError with `failure` and its last `tail` lines; Stopped
   */
  const run = async ({ what, failure, tail = 8, isShown = false, ...rest }) => {
    const each = launch({ name: what, ...rest })
    const from = Date.now()
    let said = ''
    const listen = (chunk) => {
      said = (said + chunk).slice(-16_000)
    }
    if (isShown) each.child.stdout.pipe(process.stdout, { end: false })
    else each.child.stdout.on('data', listen)
    each.child.stderr.on('data', listen)
    const closed = new Promise((resolve) => each.child.on('close', resolve))
    const tell = () => stopping ?? say(`        … ${what} ${Math.round((Date.now() - from) / 1000)} s`)
    const timer = setInterval(tell, 10_000)
    const { code, by, error } = await each.exited
    clearInterval(timer)
    check()
    if (code === 0) return
    if (!error) await closed
    const lines = said.split('\n').filter((line) => line.trim() !== '')
    const reason = error?.message ?? (lines.slice(-tail).join('\n') || `${what}: ${by ?? code}`)
    throw new SetUpError(failure ? `${failure}\n${reason}` : reason)
  }

  /** SIGTERM, and SIGKILL to what is left after a while; the last one started is the first to go. */
  const stop = async (each) => {
    signalGroup(each, 'SIGTERM')
    const timer = setTimeout(() => killTree(each.child.pid), each.graceMs)
    await each.exited
    clearTimeout(timer)
  }

  const stopAll = () =>
    (stopping ??= (async () => {
      while (running.size > 0) await stop([...running].at(-1))
    })())

  /** Waits until `probe` answers true, at most `seconds`; fails at once when one of `watched` ends. */
  const waitUntil = async ({ probe, seconds, watched, what }) => {
    const until = Date.now() + seconds * 1000
    const ended = Promise.race(watched.map((each) => each.exited.then(() => each)))
    for (;;) {
      const answer = await Promise.race([probe(), ended])
      check()
      if (answer === true) return
      if (answer !== false) throw new SetUpError(`${answer.name} 没有起来，日志 did not start; log: ${answer.logFile}`)
      if (Date.now() > until)
        throw new SetUpError(`${what} 在 ${seconds} 秒内没有就绪 did not come up within ${seconds} s`)
      await pause(250)
    }
  }

  // A last resort: nothing outlives this process, however it ends (other than by SIGKILL).
  process.on('exit', () => {
    for (const { child } of running) killTree(child.pid)
  })
  return { check, isStopping: () => stopping !== null, launch, start, run, stopAll, waitUntil }
}

/**
 * Runs a script's `main` under a supervisor: a signal stops all that it started, a SetUpError is its message alone.
 * `main` answers an exit status, or nothing to go on until a signal comes.
 * @param onStop at the first signal. @param onEnd when nothing runs any more. @param stopCode exit status after a signal
 */
export const supervise = ({ main, onStop = () => {}, onEnd = () => {}, stopCode = 1 }) => {
  const supervisor = createSupervisor()
  const finish = async (code) => {
    await supervisor.stopAll()
    onEnd()
    process.exit(code)
  }
  // A terminal that is gone must not keep us from stopping what runs.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      if (!supervisor.isStopping()) onStop()
      void finish(stopCode)
    })
  }
  const fail = (error) => {
    if (supervisor.isStopping()) return
    // A full disk or a folder that may not be written says so itself.
    const isClear = error instanceof SetUpError || error?.syscall !== undefined
    console.error(`\n${isClear ? error.message : (error?.stack ?? error)}`)
    void finish(1)
  }
  process.on('uncaughtException', fail)
  Promise.resolve()
    .then(() => main({ supervisor, fail }))
    .then((code) => (code === undefined || supervisor.isStopping() ? undefined : finish(code)), fail)
}
