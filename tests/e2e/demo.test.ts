import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

import { freePort } from '../../scripts/lib/ports.mjs'
import { newDataDir, startDemo } from '../support/e2eSystem.mjs'
import { until } from '../support/processes'
import { processesUsing } from '../support/processesUsing'

type AccountsFile = { accounts: Record<string, { email: string; password: string }> }

const accountsOf = (file: string) => Object.values((JSON.parse(readFileSync(file, 'utf8')) as AccountsFile).accounts)

/** The answer to each demo person's log-in. */
const logIns = (url: string, accounts: string): Promise<number[]> =>
  Promise.all(
    accountsOf(accounts).map(async ({ email, password }) => {
      const answer = await fetch(`${url}/api/users/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
      return answer.status
    }),
  )

const everybody = Array.from({ length: 10 }, () => 200)

describe('npm run demo', () => {
  it('should start beside another installation, stop cleanly and start again with what it had', async () => {
    const dataDir = newDataDir()
    try {
      const first = startDemo({ port: await freePort(), dataDir })
      await first.ready
      expect(statSync(first.accounts).mode & 0o077).toBe(0)
      expect(await logIns(first.url, first.accounts)).toEqual(everybody)
      expect((await fetch(`${process.env.E2E_URL}/api/ready`)).status).toBe(200)
      expect(processesUsing(dataDir).length).toBeGreaterThan(0)
      expect(await first.stop()).toBe(0)
      expect(processesUsing(dataDir)).toEqual([])

      const from = Date.now()
      const second = startDemo({ port: await freePort(), dataDir })
      await second.ready
      const seconds = (Date.now() - from) / 1000
      expect(second.output).not.toContain('Demo accounts')
      expect(await logIns(second.url, second.accounts)).toEqual(everybody)
      expect(await second.stop()).toBe(0)
      expect(processesUsing(dataDir)).toEqual([])
      expect(seconds).toBeLessThan(30)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }, 240_000)

  it('should leave no process and lose no password when it is stopped before it is ready', async () => {
    const dataDir = newDataDir()
    const moments = ['Checking packages', 'Starting Meilisearch', 'Preparing database', 'accounts.json', 'Starting web']
    try {
      for (const moment of moments) {
        const demo = startDemo({ port: await freePort(), dataDir })
        if (moment === 'accounts.json') await until(async () => existsSync(demo.accounts), 60)
        else await demo.said(moment)
        expect(await demo.stop()).toBe(0)
        expect(demo.output).not.toContain('就绪 Ready')
        expect(processesUsing(dataDir)).toEqual([])
      }
      const last = startDemo({ port: await freePort(), dataDir })
      await last.ready
      expect(last.output).toContain('Demo accounts')
      expect(await logIns(last.url, last.accounts)).toEqual(everybody)
      expect(await last.stop()).toBe(0)
      expect(processesUsing(dataDir)).toEqual([])
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }, 240_000)

  it('should refuse a folder that another demo uses with one clear line', async () => {
    const demo = startDemo({ port: await freePort(), dataDir: process.env.E2E_DATA! })
    await expect(demo.ready).rejects.toThrow('--data')
    expect(demo.output.trim().split('\n')).toHaveLength(1)
    expect((await fetch(`${process.env.E2E_URL}/api/ready`)).status).toBe(200)
  }, 60_000)

  it('should keep to its own address when the settings name another port', async () => {
    const dataDir = newDataDir()
    const env = { SERVER_URL: 'http://localhost:1' }
    const demo = startDemo({ port: await freePort(), dataDir, env })
    try {
      await demo.ready
      const { email, password } = accountsOf(demo.accounts)[0]!
      const answer = await fetch(`${demo.url}/api/users/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: demo.url },
        body: JSON.stringify({ email, password }),
      })
      expect(answer.headers.get('access-control-allow-origin')).toBe(demo.url)
    } finally {
      await demo.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }, 120_000)

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
    expect(demo.output).not.toMatch(/^\s+at /m)
    expect(processesUsing(path.resolve(dataDir))).toEqual([])
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)
})
