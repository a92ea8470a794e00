import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { withSetUpLock } from './ensurePackages.mjs'
import { inRoot, ROOT, say } from './setUp.mjs'

const SOURCES = [
  'src',
  'admin-customizations',
  'payload.config.ts',
  'next.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]

const hashTree = (hash, file) => {
  const stat = statSync(file)
  if (stat.isDirectory()) for (const name of readdirSync(file).sort()) hashTree(hash, path.join(file, name))
  else hash.update(path.relative(ROOT, file)).update(readFileSync(file))
}

const hashSources = () => {
  const hash = createHash('sha256')
  for (const source of SOURCES) hashTree(hash, inRoot(source))
  return hash.digest('hex')
}

/** The environment without this installation's settings: a build is the same for all, and a wrong setting cannot stop it. */
const plainEnvironment = () => {
  const settings = readFileSync(inRoot('.env.example'), 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)
  const environment = { ...process.env }
  for (const [, name] of settings) delete environment[name]
  return {
    ...environment,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: inRoot('.build', 'data'),
    PAYLOAD_SECRET: 'only-for-the-build-never-used-to-sign',
  }
}

/** The hash of the sources that were built last. */
const markFile = () => inRoot(process.env.NEXT_DIST_DIR || '.next', 'library-sources')

/** Whether the web application is built from these very sources. */
export const isBuilt = () => existsSync(markFile()) && readFileSync(markFile(), 'utf8') === hashSources()

/** Builds the web application unless the same sources are built already. */
export const ensureBuild = ({ supervisor }) =>
  withSetUpLock({
    supervisor,
    work: async () => {
      if (isBuilt()) return
      const wanted = hashSources()
      const mark = markFile()
      say('构建网页程序（约 2 分钟）… Building')
      rmSync(mark, { force: true })
      mkdirSync(inRoot('.build', 'data'), { recursive: true })
      await supervisor.run({
        what: 'next build',
        command: process.execPath,
        args: [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
        cwd: ROOT,
        env: plainEnvironment(),
        failure: '构建失败 The build failed:',
        tail: 20,
        graceMs: 2000,
      })
      writeFileSync(mark, wanted)
    },
  })
