// npm test [-- LAYER… --only FILE --name TEST]: does its own set-up, runs the layers, ends with 'N passed, N failed'.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { ensureBuild } from './lib/ensureBuild.mjs'
import { ensureChromium } from './lib/ensureChromium.mjs'
import { ensureFfmpeg } from './lib/ensureFfmpeg.mjs'
import { ensurePackages } from './lib/ensurePackages.mjs'
import { readOptions } from './lib/readOptions.mjs'
import { readReport } from './lib/readReport.mjs'
import { inRoot, requireNode, ROOT, say } from './lib/setUp.mjs'
import { supervise } from './lib/supervisor.mjs'
import { LAYERS, testPlan } from './lib/testPlan.mjs'

const usage = `npm test -- [${LAYERS.join('|')}]… [--only FILE] [--name TEST]`
const { values, positionals } = readOptions({
  usage,
  allowPositionals: true,
  options: { only: { type: 'string' }, name: { type: 'string' } },
})
const wrong = positionals.find((layer) => !LAYERS.includes(layer))
if (wrong) {
  console.error(`${wrong}: no such layer. 用法 Usage: ${usage}`)
  process.exit(2)
}
const layers = positionals.length > 0 ? positionals : LAYERS
const reports = mkdtempSync(path.join(os.tmpdir(), 'library-test-'))

const setUp = async ({ supervisor }) => {
  requireNode()
  await ensurePackages({ supervisor })
  if (layers.some((layer) => layer !== 'unit')) await ensureFfmpeg({ supervisor })
  if (!layers.includes('e2e')) return
  process.env.CHROMIUM_PATH = await ensureChromium({ supervisor })
  await ensureBuild({ supervisor })
}

/** @returns jest's exit status, once its demo and everything else that it started is gone */
const runJest = async ({ supervisor, run: { name, layer, env, files }, report }) => {
  const args = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    inRoot('node_modules', 'jest', 'bin', 'jest.js'),
    ...['--selectProjects', layer, '--json', `--outputFile=${report}`, '--passWithNoTests'],
    layer === 'e2e' || layer === 'media' ? '--runInBand' : '--maxWorkers=2',
    ...(values.only || files ? ['--testPathPatterns', values.only || files] : []),
    ...(values.name ? ['--testNamePattern', values.name] : []),
  ]
  const jest = supervisor.launch({
    name,
    command: process.execPath,
    args,
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const { code } = await jest.exited
  supervisor.check()
  return code ?? 1
}

const main = async ({ supervisor }) => {
  await setUp({ supervisor })
  const { runs, leftOut } = testPlan({ layers, environment: process.env })
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const [index, run] of runs.entries()) {
    const from = Date.now()
    const report = path.join(reports, `${index}.json`)
    say(`\n== ${run.name} ==`)
    const code = await runJest({ supervisor, run, report })
    const result = readReport({ file: report, code })
    for (const key of Object.keys(total)) total[key] += result[key]
    const seconds = ((Date.now() - from) / 1000).toFixed(0)
    say(`== ${run.name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s ==`)
  }
  if (leftOut.length > 0) say(`\nLeft out:\n${leftOut.map((each) => `  ${each}`).join('\n')}`)
  const isEmpty = total.passed + total.failed === 0
  if (isEmpty) say('\n没有匹配的测试。 No test matches.')
  // Those that a name leaves out are not worth a word.
  const skipped = total.skipped > 0 && !values.name ? `, ${total.skipped} skipped` : ''
  say(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed > 0 || isEmpty ? 1 : 0
}

supervise({ main, onEnd: () => rmSync(reports, { recursive: true, force: true }) })
