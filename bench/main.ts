import { stopWithOneLine } from '../scripts/lib/stopWithOneLine'
import { printTable } from '../scripts/lib/printTable'
import type { Bench } from './bench'

const BENCHES: Record<string, () => Promise<{ run: Bench }>> = {
  worker: async () => ({ run: (await import('./worker')).worker }),
  jobs: async () => ({ run: (await import('./jobs')).jobs }),
}

const main = async (): Promise<number> => {
  const name = process.argv[2] ?? ''
  const load = BENCHES[name]
  if (!load) throw new Error(`npm run bench -- NAME, one of: ${Object.keys(BENCHES).join(', ')}`)
  const { head, rows, results } = await (await load()).run()
  printTable({ head, rows })
  const isOver = ({ value, limit }: { value: number; limit: number }) => value > limit
  for (const result of results) {
    console.log(
      `${result.name} value=${result.value.toFixed(3)} limit=${result.limit} ${isOver(result) ? 'over' : 'ok'}`,
    )
  }
  return results.some(isOver) ? 1 : 0
}

await main().then((code) => process.exit(code), stopWithOneLine)
