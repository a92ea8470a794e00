// A lock is a file that names its holder. It is stale when that process is gone, so that a kill or a power cut frees it.
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'

/** Milliseconds that a holder may take between making the file and writing its name into it. */
const WRITING = 5000

const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return ''
    throw error
  }
}

/** When a process was started, by the kernel's count: pids are used again, in containers after each start. */
const startOf = (pid) => {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The pid of the living holder of a lock file; 0 while it is just being written; null when nobody holds it. */
const holderOf = (file, text) => {
  const [pid, started] = text.split(' ')
  if (pid) return isAlive(Number(pid)) && startOf(pid) === started ? Number(pid) : null
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return made !== undefined && Date.now() - made < WRITING ? 0 : null
}

const create = (file, text) => {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeSync(handle, text)
    closeSync(handle)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Removes a stale lock. Another process may take it over at the same time: what was moved away must be what was read. */
const removeStale = (file, text) => {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if (read(aside) === text) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

/** Takes a lock or says who holds it. @returns `{ release }`, or `{ holder }` with a pid */
export const takeLock = (file) => {
  mkdirSync(path.dirname(file), { recursive: true })
  const own = `${process.pid} ${startOf(process.pid)}`
  for (;;) {
    if (create(file, own)) return { release: () => read(file) === own && rmSync(file, { force: true }) }
    const text = read(file)
    const holder = holderOf(file, text)
    if (holder !== null) return { holder }
    removeStale(file, text)
  }
}

/** Runs `work` while no other process does. @param onWait told once, with the holder's pid, when it has to wait */
export const withLock = async ({ file, work, onWait, isCancelled }) => {
  let isTold = false
  for (;;) {
    const { release, holder } = takeLock(file)
    if (release) {
      try {
        return await work()
      } finally {
        release()
      }
    }
    if (!isTold) onWait(holder)
    isTold = true
    await new Promise((resolve) => setTimeout(resolve, 300))
    isCancelled()
  }
}
