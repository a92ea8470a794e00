// npm test [-- LAYER…] [--only PATTERN]: does its own set-up, runs the layers, ends with 'N passed, N failed'.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import {
  ensureBuild,
  ensureChromium,
  ensureFfmpeg,
  ensurePackages,
  requireNode,
  ROOT,
  say,
  SetUpError,
} from './lib/setUp.mjs'

const LAYERS = ['unit', 'int', 'media', 'e2e']
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } })
const wrong = positionals.find((layer) => !LAYERS.includes(layer))
if (wrong) {
  console.error(`${wrong}: no such layer; there are ${LAYERS.join(', ')}. One test: npm test -- int --only kill`)
  process.exit(2)
}
const layers = positionals.length > 0 ? positionals : LAYERS
const reports = mkdtempSync(path.join(os.tmpdir(), 'library-test-'))
const leftOut = []

/** Each run of jest: a layer with the databases and stores it runs on. */
const plan = () => {
  const runs = []
  for (const layer of layers) {
    runs.push({ name: layer === 'int' ? 'int on SQLite and disk' : layer, layer, env: {} })
    if (layer !== 'int') continue
    const services = []
    if (process.env.MONGODB_TEST_URL) services.push(['MongoDB', { TEST_DATABASE: 'mongo' }])
    else
      leftOut.push(
        'int on MongoDB: set MONGODB_TEST_URL (and MONGODB_COMPATIBILITY where the server lacks transactions), then npm test -- int',
      )
    if (process.env.S3_ENDPOINT) services.push(['S3', { TEST_STORAGE: 's3' }])
    else
      leftOut.push(
        'int on S3: set S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_FORCE_PATH_STYLE, then npm test -- int',
      )
    if (services.length > 0) {
      runs.push({
        name: `int on ${services.map(([name]) => name).join(' and ')}`,
        layer,
        env: Object.assign({}, ...services.map(([, each]) => each)),
      })
    }
  }
  return runs
}

let current = null
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    current?.kill(signal)
    process.exit(1)
  })
}

const runJest = ({ layer, env }, report) =>
  new Promise((resolve) => {
    const args = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--selectProjects',
      layer,
      '--json',
      `--outputFile=${report}`,
      '--passWithNoTests',
      layer === 'e2e' || layer === 'media' ? '--runInBand' : '--maxWorkers=2',
      ...(values.only ? ['--testPathPatterns', values.only] : []),
    ]
    current = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    current.on('exit', (code) => resolve(code ?? 1))
  })

const main = async () => {
  requireNode()
  ensurePackages()
  ensureFfmpeg()
  if (layers.includes('e2e')) {
    const chromium = ensureChromium()
    if (!chromium)
      throw new SetUpError(
        '没有找到 Chromium。请安装：sudo apt-get install chromium fonts-noto-cjk，或设置 CHROMIUM_PATH。 Chromium is missing.',
      )
    process.env.CHROMIUM_PATH = chromium
    ensureBuild()
  }
  let passed = 0
  let failed = 0
  let skipped = 0
  for (const [index, run] of plan().entries()) {
    const from = Date.now()
    const report = path.join(reports, `${index}.json`)
    say(`\n== ${run.name} ==`)
    const code = await runJest(run, report)
    const result = JSON.parse(readFileSync(report, 'utf8'))
    passed += result.numPassedTests
    skipped += result.numPendingTests
    failed +=
      result.numFailedTests +
      result.testResults.filter(
        (each) => each.status === 'failed' && each.assertionResults.every((test) => test.status !== 'failed'),
      ).length
    if (code !== 0 && result.success) failed += 1
    say(
      `== ${run.name}: ${result.numPassedTests} passed, ${result.numFailedTests} failed, ${((Date.now() - from) / 1000).toFixed(0)} s ==`,
    )
  }
  if (leftOut.length > 0) say(`\nLeft out:\n${leftOut.map((each) => `  ${each}`).join('\n')}`)
  say(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}

main()
  .then(
    (code) => code,
    (error) => {
      console.error(error instanceof SetUpError ? error.message : error)
      return 1
    },
  )
  .then((code) => {
    rmSync(reports, { recursive: true, force: true })
    process.exit(code)
  })
