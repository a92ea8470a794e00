import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { SetUpError } from '../lib/setUp.mjs'
import { writePrivately } from '../lib/writePrivately.mjs'

/** Secrets of this installation, made once, readable by the owner only. */
export const readSecrets = ({ dataDir }) => {
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    const fresh = { payloadSecret: randomBytes(32).toString('hex'), meiliKey: randomBytes(24).toString('hex') }
    writePrivately({ file, text: JSON.stringify(fresh) })
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new SetUpError(`${file} 已损坏，请移走后重新运行 is damaged; move it away and run this again.`)
  }
}
