// What `npm run demo` and `npm test` need before anything else: packages, ffmpeg, a browser, a build. No dependencies.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const inRoot = (...parts) => path.join(ROOT, ...parts)

export const say = (text) => console.log(text)
export class SetUpError extends Error {}

export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetUpError(
      `需要 Node 20.19 或更新（建议 22 或 24），现在是 ${process.versions.node}。 Node 20.19 or later is needed.`,
    )
  }
}

const has = (command) => spawnSync(command, ['-version'], { stdio: 'ignore' }).error === undefined

/** npm ci when the packages are missing or of another lockfile. */
export const ensurePackages = () => {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  const mark = inRoot('node_modules', '.library-lock')
  if (existsSync(inRoot('node_modules', 'payload')) && (!existsSync(mark) || readFileSync(mark, 'utf8') === lock)) {
    if (!existsSync(mark)) writeFileSync(mark, lock)
    return
  }
  say('安装依赖（npm ci）… Installing packages')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  writeFileSync(mark, lock)
}

const mayInstall = () =>
  process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0

let isUpdated = false
const install = (packages) => {
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (!isUpdated) execFileSync('apt-get', ['update', '-qq'], options)
  isUpdated = true
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

/** ffmpeg through apt-get where it is missing and we may install it, else a message that says what to do. */
export const ensureFfmpeg = () => {
  if (process.env.FFMPEG_PATH || (has('ffmpeg') && has('ffprobe'))) return
  if (!mayInstall())
    throw new SetUpError(
      '没有找到 ffmpeg。请先安装：sudo apt-get install ffmpeg，然后重新运行。 ffmpeg is missing; install it and run this again.',
    )
  say('安装 ffmpeg … Installing ffmpeg')
  install(['ffmpeg'])
}

/** Chromium with Chinese fonts for the end-to-end tests. @returns its path, or null when it is missing and we may not install it */
export const ensureChromium = () => {
  const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = () => known.find((file) => file && existsSync(file)) ?? null
  if (!found() && mayInstall()) {
    say('安装 chromium … Installing chromium')
    install(['chromium', 'fonts-noto-cjk'])
  }
  return found()
}

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

/** Builds the web application unless the same sources are built already. */
export const ensureBuild = () => {
  const dist = process.env.NEXT_DIST_DIR || '.next'
  const hash = createHash('sha256')
  for (const source of SOURCES) hashTree(hash, inRoot(source))
  const wanted = hash.digest('hex')
  const mark = inRoot(dist, 'library-sources')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  say('构建网页程序（约 2 分钟）… Building')
  rmSync(mark, { force: true })
  mkdirSync(inRoot('.build'), { recursive: true })
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: inRoot('.build', 'data'),
    DATABASE_URL: '',
    S3_BUCKET: '',
    MEILI_URL: '',
    PAYLOAD_SECRET: 'only-for-the-build-never-used-to-sign',
  }
  const built = spawnSync(process.execPath, [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: ROOT,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (built.status !== 0)
    throw new SetUpError(
      `构建失败 The build failed:\n${(built.stdout + built.stderr).split('\n').slice(-40).join('\n')}`,
    )
  writeFileSync(mark, wanted)
}
