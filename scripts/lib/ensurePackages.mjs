import { existsSync, readFileSync, rmSync } from 'node:fs'

import { withLock } from './lock.mjs'
import { inRoot, ROOT, say } from './setUp.mjs'

/** npm writes this when it has finished, and only then. */
const INSTALLED = inRoot('node_modules', '.package-lock.json')

const packagesOf = (file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages)

/** Whether every package of the lock file lies there in its version; those for other platforms may be missing. */
const isInstalled = () => {
  if (!existsSync(INSTALLED)) return false
  const there = new Map(packagesOf(INSTALLED))
  return packagesOf(inRoot('package-lock.json'))
    .filter(([place, { optional, devOptional }]) => place !== '' && !optional && !devOptional)
    .every(
      ([place, { version, integrity }]) =>
        there.get(place)?.version === version &&
        there.get(place)?.integrity === integrity &&
        existsSync(inRoot(place, 'package.json')),
    )
}

/** Waits for another process of this checkout that installs or builds: both use one node_modules and one .next. */
export const withSetUpLock = ({ supervisor, work }) =>
  withLock({
    file: inRoot('.build', 'set-up.lock'),
    work,
    onWait: (pid) => say(`        等待另一个安装或构建（进程 ${pid}）… Waiting for another set-up`),
    isCancelled: supervisor.check,
  })

/** npm ci when the packages are missing, half installed or of another lock file. */
export const ensurePackages = ({ supervisor }) =>
  withSetUpLock({
    supervisor,
    work: async () => {
      if (isInstalled()) return
      say('安装依赖（npm ci）… Installing packages')
      rmSync(INSTALLED, { force: true })
      await supervisor.run({
        what: 'npm ci',
        command: 'npm',
        args: ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'],
        cwd: ROOT,
        // The demo runs with NODE_ENV=production, the build needs development packages.
        env: { ...process.env, NODE_ENV: 'development' },
        failure: '安装依赖失败 npm ci failed:',
        // npm does not listen while it writes; what is half done is done again.
        graceMs: 2000,
      })
    },
  })
