import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { printTable } from '../lib/printTable'
import { readOptions } from '../lib/readOptions.mjs'
import { fromCaller, inRoot } from '../lib/setUp.mjs'
import { stopWithOneLine } from '../lib/stopWithOneLine'
import { failureOf, type Journey, newJourney, type Outcome, toJson } from './journey'
import { travel } from './travel'
import { type Accounts, signInAll, type Travellers } from './travellers'

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

const read = () => {
  const { values, positionals } = readOptions({
    usage: USAGE,
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      accounts: { type: 'string' },
      expect: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new Error(`No file. ${USAGE}`)
  const files = positionals.map((file) => ({ file, local: fromCaller(file) }))
  const missing = files.find(({ local }) => !existsSync(local))
  if (missing) throw new Error(`${missing.file}: no such file`)
  const accountsFile = values.accounts ? fromCaller(values.accounts) : inRoot('data', 'demo', 'accounts.json')
  if (!existsSync(accountsFile))
    throw new Error(
      `${accountsFile}: no accounts file; name one by --accounts (npm run demo and npm run seed write it)`,
    )
  const accounts = JSON.parse(readFileSync(accountsFile, 'utf8')) as Accounts
  const url = values.url ?? accounts.url ?? 'http://localhost:3000'
  return { files, accounts, url, expected: expectations(values.expect), isJson: values.json }
}

const printJourneys = (journeys: Journey[]) => {
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

type Named = { file: string; local: string }

/** The files one after another; nobody travels when not everybody can sign in. */
const travelAll = async ({ files, url, accounts }: { files: Named[]; url: string; accounts: Accounts }) => {
  let who: Travellers
  try {
    who = await signInAll({ url, accounts })
  } catch (error) {
    const reason = failureOf(error)
    process.stderr.write(`${reason.message}\n`)
    return files.map(({ file }): Journey => ({ ...newJourney(file), reasons: [reason] }))
  }
  const journeys: Journey[] = []
  for (const each of files) {
    const name = path.basename(each.file)
    let shown = ''
    const say = (step: string) => {
      if (step === shown) return
      shown = step
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${name}: ${step}` : `${name}: ${step}\n`)
    }
    journeys.push(await travel({ ...each, url, who, say }))
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
  return journeys
}

const main = async (): Promise<number> => {
  const { expected, isJson, ...rest } = read()
  const journeys = await travelAll(rest)
  if (isJson) process.stdout.write(`${JSON.stringify(journeys.map(toJson), null, 2)}\n`)
  else printJourneys(journeys)
  const isExpected = ({ file, outcome }: Journey) =>
    outcome === (expected.get(file) ?? expected.get(path.basename(file)) ?? 'published')
  return journeys.every(isExpected) ? 0 : 1
}

await main().then((code) => process.exit(code), stopWithOneLine)
