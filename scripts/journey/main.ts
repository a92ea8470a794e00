import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { printTable } from '../lib/printTable'
import { stopWithOneLine } from '../lib/stopWithOneLine'
import { type Accounts, type Journey, type Outcome, signInAll, travel } from './travel'

const USAGE = 'npm run journey -- [--url URL] [--accounts FILE] [--expect NAME=published|returned] [--json] FILE…'

/** `--expect NAME=OUTCOME`, by the file's base name or its path as given. */
const expectations = (given: string[]): Map<string, Outcome> =>
  new Map(
    given.map((each): [string, Outcome] => {
      const at = each.lastIndexOf('=')
      const outcome = each.slice(at + 1)
      if (at < 1 || (outcome !== 'published' && outcome !== 'returned'))
        throw new Error(`--expect ${each}: want NAME=published or NAME=returned`)
      return [each.slice(0, at), outcome]
    }),
  )

const rate = (value: number | null) => (value === null ? '–' : value.toFixed(1))

const row = (journey: Journey): string[] => [
  path.basename(journey.file),
  journey.outcome,
  journey.plan ?? '–',
  journey.reasons.map((reason) => reason.code).join(' ') || '–',
  Object.entries(journey.seconds)
    .map(([step, seconds]) => `${step} ${seconds}`)
    .join(' '),
  `${rate(journey.mbPerMinute.in)} → ${rate(journey.mbPerMinute.out)}`,
  journey.url ?? '–',
]

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      accounts: { type: 'string', default: 'data/demo/accounts.json' },
      expect: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new Error(`No file. ${USAGE}`)
  const missing = positionals.find((file) => !existsSync(file))
  if (missing) throw new Error(`${missing}: no such file`)
  if (!existsSync(values.accounts))
    throw new Error(`${values.accounts}: no accounts file; name one by --accounts (npm run demo writes it)`)
  const expected = expectations(values.expect)
  const accounts = JSON.parse(readFileSync(values.accounts, 'utf8')) as Accounts
  const url = values.url ?? accounts.url ?? 'http://localhost:3000'
  const who = await signInAll({ url, accounts })

  const journeys: Journey[] = []
  for (const file of positionals) {
    const name = path.basename(file)
    let shown = ''
    const say = (step: string) => {
      if (step === shown) return
      shown = step
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${name}: ${step}` : `${name}: ${step}\n`)
    }
    journeys.push(await travel({ url, who, file, say }))
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
  const unexpected = journeys.filter(
    (journey) =>
      journey.outcome !== (expected.get(journey.file) ?? expected.get(path.basename(journey.file)) ?? 'published'),
  )
  if (values.json) {
    process.stdout.write(`${JSON.stringify(journeys, null, 2)}\n`)
  } else {
    printTable({
      head: ['file', 'outcome', 'plan', 'reasons', 'seconds', 'MB/min in → out', 'url'],
      rows: journeys.map(row),
    })
    for (const journey of journeys)
      for (const reason of journey.reasons)
        console.log(`${path.basename(journey.file)}: ${reason.code} ${reason.message}`)
    if (journeys.some((journey) => journey.isSearchDegraded))
      console.log('Search answered from the database (degraded): Meilisearch is not set or not reached.')
  }
  return unexpected.length === 0 ? 0 : 1
}

await main().then((code) => process.exit(code), stopWithOneLine)
