// Writes what is generated and committed: types, import map, schema.graphql, SQLite migration. With --check it fails
// when a file would change.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const check = process.argv.includes('--check')
const temporary = mkdtempSync(path.join(os.tmpdir(), 'library-generate-'))
const environment = {
  ...process.env,
  DATA_DIR: temporary,
  DATABASE_URL: '',
  PAYLOAD_SECRET: 'generate-needs-no-secret-at-all',
  S3_BUCKET: '',
  MEILI_URL: '',
  SERVER_URL: 'http://localhost:3000',
}
const files = ['src/payload-types.ts', 'src/app/(payload)/admin/importMap.js', 'schema.graphql']
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const before = new Map(files.map((file) => [file, read(file)]))
const migrations = () => (existsSync('src/migrations') ? readdirSync('src/migrations').sort() : [])
const migrationsBefore = migrations()
const run = (command, args) =>
  execFileSync(path.join('node_modules', '.bin', command), args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    input: '',
  }).toString()

let drifted
try {
  run('payload', ['generate:types'])
  run('payload', ['generate:importmap'])
  run('payload-graphql', ['generate:schema'])
  run('payload', ['migrate:create', '--skip-empty', migrationsBefore.length === 0 ? 'initial' : 'change'])
  drifted = files.filter((file) => read(file) !== before.get(file))
  const created = migrations().filter((file) => !migrationsBefore.includes(file))
  drifted.push(...created.map((file) => `src/migrations/${file}`))
  if (check) {
    for (const [file, text] of before) if (read(file) !== text) writeFileSync(file, text)
    for (const file of created) rmSync(path.join('src/migrations', file))
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
if (check && drifted.length > 0) {
  console.error(`Generated files are out of date (run npm run generate):\n  ${drifted.join('\n  ')}`)
  process.exit(1)
}
console.log(drifted.length === 0 ? 'Generated files are up to date.' : `Written: ${drifted.join(', ')}`)
