import { oneLineOf } from '../scripts/lib/oneLineOf'
import { printTable } from '../scripts/lib/printTable'
import type { Bench, Result } from './bench'

const BENCHES: Record<string, () => Promise<{ run: Bench }>> = {
  worker: async () => ({ run: (await import('./worker')).worker }),
  jobs: async () => ({ run: (await import('./jobs')).jobs }),
}

const isOver = ({ value, limit }: Result) => value > limit

/** Prints the table and one line a figure. The last line speaks for all: one figure over its limit makes it `over`. */
const main = async (): Promise<number> => {
  const name = process.argv[2] ?? ''
  const load = BENCHES[name]
  if (!load) throw new Error(`npm run bench -- NAME, one of: ${Object.keys(BENCHES).join(', ')}`)
  const { head, rows, results } = await (await load()).run()
  printTable({ head, rows })
  for (const result of results) console.log(`${result.name}: ${result.what}`)
  const isAnyOver = results.some(isOver)
  for (const [index, result] of results.entries()) {
    const isBad = index === results.length - 1 ? isAnyOver : isOver(result)
    const limit = Number(result.limit.toFixed(4))
    console.log(`${result.name} value=${result.value.toFixed(4)} limit=${limit} ${isBad ? 'over' : 'ok'}`)
  }
  return isAnyOver ? 1 : 0
}

await main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(process.env.LOG_LEVEL === 'debug' ? error : oneLineOf(error))
    process.exit(1)
  },
)
