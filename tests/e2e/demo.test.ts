import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

import { freePort } from '../../scripts/lib/processes.mjs'
import { newDataDir, startDemo } from '../support/e2eSystem.mjs'
import { processesUsing } from '../support/processesUsing'

type AccountsFile = { accounts: Record<string, { email: string; password: string }> }

const login = async (url: string, accounts: string): Promise<number> => {
  const { email, password } = (JSON.parse(readFileSync(accounts, 'utf8')) as AccountsFile).accounts.teacher!
  const answer = await fetch(`${url}/api/users/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return answer.status
}

describe('npm run demo', () => {
  it('should start beside another installation, stop cleanly and start again with what it had', async () => {
    const dataDir = newDataDir()
    try {
      const first = startDemo({ port: await freePort(), dataDir })
      await first.ready
      expect(statSync(first.accounts).mode & 0o077).toBe(0)
      expect(await login(first.url, first.accounts)).toBe(200)
      expect((await fetch(`${process.env.E2E_URL}/api/ready`)).status).toBe(200)
      expect(processesUsing(dataDir).length).toBeGreaterThan(0)
      expect(await first.stop()).toBe(0)
      expect(processesUsing(dataDir)).toEqual([])

      const from = Date.now()
      const second = startDemo({ port: await freePort(), dataDir })
      await second.ready
      const seconds = (Date.now() - from) / 1000
      expect(second.output).not.toContain('Demo accounts')
      expect(await login(second.url, second.accounts)).toBe(200)
      expect(await second.stop()).toBe(0)
      expect(processesUsing(dataDir)).toEqual([])
      expect(seconds).toBeLessThan(30)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }, 240_000)

  it('should refuse a port that is taken with one clear line', async () => {
    const dataDir = newDataDir()
    const demo = startDemo({ port: Number(new URL(process.env.E2E_URL!).port), dataDir })
    await expect(demo.ready).rejects.toThrow('端口')
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  it('should name a wrong setting in one clear line', async () => {
    const dataDir = newDataDir()
    const demo = startDemo({ port: await freePort(), dataDir, env: { MEILI_URL: 'http://127.0.0.1:9' } })
    await expect(demo.ready).rejects.toThrow('MEILI_URL http://127.0.0.1:9: no Meilisearch answers there')
    expect(processesUsing(path.resolve(dataDir))).toEqual([])
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)
})
