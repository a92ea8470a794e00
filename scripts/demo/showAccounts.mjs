import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { say } from '../lib/setUp.mjs'

/** Prints the demo accounts once, and again only when a password is a new one. */
export const showAccounts = ({ dataDir, accountsFile }) => {
  const { accounts, apiKey } = JSON.parse(readFileSync(accountsFile, 'utf8'))
  const mark = path.join(dataDir, 'accounts-shown')
  const hash = createHash('sha256')
    .update(JSON.stringify([accounts, apiKey]))
    .digest('hex')
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== hash) {
    say('\n演示账号 Demo accounts:')
    for (const [key, { name, email, password }] of Object.entries(accounts))
      say(`  ${key.padEnd(20)} ${email.padEnd(34)} ${password}  ${name}`)
    say(`  API key              ${apiKey}`)
    writeFileSync(mark, hash, { mode: 0o600 })
  }
  say(`\n账号保存在 accounts are kept in ${accountsFile}（仅本人可读）`)
}
