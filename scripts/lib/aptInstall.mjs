import { spawnSync } from 'node:child_process'

import { SetUpError } from './setUp.mjs'

/** Whether a program is there and runs. */
export const has = (command) =>
  spawnSync(command, ['-version'], { stdio: 'ignore', timeout: 20_000 }).error === undefined

/** Whether apt-get is there and we are root. */
export const mayInstall = () =>
  process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0

/** Installs Debian packages. An installation that was interrupted before is finished first. @throws SetUpError */
export const aptInstall = async ({ supervisor, packages }) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const names = packages.join(' ')
  const failure = `apt-get 安装 ${names} 失败 could not install ${names}:`
  const run = (what, command, args) => supervisor.run({ what, command, args, cwd: '/', env, failure, tail: 4 })
  await run('dpkg', 'dpkg', ['--configure', '-a'])
  await run('apt-get update', 'apt-get', ['update', '-qq'])
  await run(`apt-get install ${names}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

/** @throws SetUpError that names a program which a setting asks for and which does not run */
export const requireProgram = ({ setting, command }) => {
  if (!has(command)) throw new SetUpError(`${setting}=${command}：没有这个程序 no such program (see .env.example)`)
}
