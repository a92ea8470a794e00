import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'

import { oneLineOf } from './lib/oneLineOf'
import { readOptions } from './lib/readOptions.mjs'
import { fromCaller, inRoot } from './lib/setUp.mjs'
import { takePictures } from './pictures/takePictures'

const { values } = readOptions({
  usage: 'npm run pictures -- [--url URL] [--accounts FILE]',
  options: { url: { type: 'string' }, accounts: { type: 'string' } },
})
const file = values.accounts ? fromCaller(values.accounts) : inRoot('data', 'demo', 'accounts.json')
if (!existsSync(file)) {
  console.error(`${file}: no accounts file; name one by --accounts (npm run demo writes it)`)
  process.exit(1)
}
const { url: ownUrl, accounts } = JSON.parse(readFileSync(file, 'utf8')) as {
  url: string
  accounts: Record<string, { email: string; password: string }>
}
const folder = inRoot('docs', 'pictures')
await mkdir(folder, { recursive: true })

// The pictures of the READMEs, of a running demo with its content.
await takePictures({ url: values.url ?? ownUrl, accounts, folder }).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(oneLineOf(error))
    process.exit(1)
  },
)
