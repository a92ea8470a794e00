import { readdir, readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'

/** Ids of living processes whose command line holds `needle`, this one excepted. A zombie has no command line. */
export const processesWith = async (needle: string): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    // One may end between listing and reading.
    pids.map(async (pid) => ({
      pid: Number(pid),
      line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  )
  return lines.filter(({ pid, line }) => pid !== process.pid && line.includes(needle)).map(({ pid }) => pid)
}

/** The process group of a living process. */
export const groupOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
}

/** Looks again until it is so. @throws Error after `seconds`. */
export const until = async (isSo: () => Promise<boolean>, seconds = 10): Promise<void> => {
  const deadline = Date.now() + seconds * 1000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not so after ${seconds} s`)
    await setImmediate()
  }
}
