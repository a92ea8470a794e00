// What runs below a process, as the kernel tells it in /proc; where there is none, a group is all that is known.
import { readdirSync, readFileSync } from 'node:fs'

/** Living processes: pid, parent, group. A zombie holds nothing and is left out. Null where there is no /proc. */
const processes = () => {
  let names
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
  return names.flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), group: Number(group) }]
    } catch (error) {
      // It ended between listing and reading.
      if (error.code === 'ENOENT' || error.code === 'ESRCH') return []
      throw error
    }
  })
}

const signal = (pid, name) => {
  try {
    process.kill(pid, name)
    return true
  } catch (error) {
    if (error.code === 'ESRCH') return false
    throw error
  }
}

/** Pids of a process group; of one without a pid, none. */
export const groupMembers = (group) => {
  if (group === undefined) return []
  const all = processes()
  if (all === null) return signal(-group, 0) ? [group] : []
  return all.filter((each) => each.group === group).map(({ pid }) => pid)
}

/** SIGKILL to a group and to everything below it: a worker's ffmpeg runs in a group of its own. */
export const killTree = (group) => {
  if (group === undefined) return
  const all = processes() ?? []
  const below = (pid) => all.filter(({ parent }) => parent === pid).flatMap((each) => [each.pid, ...below(each.pid)])
  const members = groupMembers(group)
  for (const pid of members.flatMap(below)) signal(pid, 'SIGKILL')
  signal(-group, 'SIGKILL')
}
