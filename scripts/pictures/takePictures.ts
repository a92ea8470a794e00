import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

import { shrink } from './shrink'

type Accounts = Record<string, { email: string; password: string }>
type Shot = {
  name: string
  /** Whose window it is, by key of the accounts file. */
  as: string
  size: { width: number; height: number }
  /** The page to open; null when this installation has nothing to show there. */
  address: (ask: <T>(place: string) => Promise<T>) => Promise<string | null> | string
  prepare?: (page: Page) => Promise<void>
}

const DESK = { width: 1366, height: 768 }
const PHONE = { width: 390, height: 844 }

type Hits = { hits: { id: string; files: { group: string }[] }[] }
type Queue = { items: { id: string }[] }

/** A published lesson with a video. */
const publishedVideo: Shot['address'] = async (ask) => {
  const { hits } = await ask<Hits>(`/api/library/search?${new URLSearchParams({ q: '几分之一', limit: '20' })}`)
  const hit = hits.find(({ files }) => files?.some(({ group }) => group === 'video')) ?? hits[0]
  return hit ? `/resources/${hit.id}` : null
}

const waiting: Shot['address'] = async (ask) => {
  const { items } = await ask<Queue>('/api/review/queue?track=content&limit=1')
  return items[0] ? `/admin/review/${items[0].id}` : null
}

/** The first step of the form with a lesson looked up. */
const lookUpLesson = async (page: Page) => {
  const field = page.getByLabel('找课时')
  await field.waitFor({ timeout: 20_000 })
  await field.fill('几分之一')
  await page.getByRole('list', { name: '找到的教材和课时' }).waitFor({ timeout: 20_000 })
}

const SHOTS: Shot[] = [
  { name: 'home', as: 'viewer', size: DESK, address: () => '/' },
  { name: 'resource', as: 'viewer', size: DESK, address: publishedVideo },
  {
    name: 'search',
    as: 'viewer',
    size: DESK,
    address: () => `/search?${new URLSearchParams({ q: '分数' })}`,
  },
  { name: 'submit', as: 'teacher', size: DESK, address: () => '/admin/submit', prepare: lookUpLesson },
  { name: 'queue', as: 'content', size: DESK, address: () => '/admin/queue/content' },
  { name: 'review', as: 'content', size: DESK, address: waiting },
  { name: 'dashboard', as: 'teacher', size: DESK, address: () => '/admin' },
  { name: 'resource-phone', as: 'viewer', size: PHONE, address: publishedVideo },
]

type Window = { context: BrowserContext; ask: <T>(place: string) => Promise<T> }
type OpenArgs = { browser: Browser; url: string; shot: Shot; accounts: Accounts }

/** A window of somebody who is signed in. Questions go with the token: a session cookie without a page's origin counts for nothing. */
const openAs = async ({ browser, url, shot, accounts }: OpenArgs): Promise<Window> => {
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN', viewport: shot.size })
  context.setDefaultTimeout(60_000)
  const { email, password } = accounts[shot.as] ?? {}
  const answer = await context.request.post('/api/users/login', { data: { email, password } })
  if (!answer.ok()) throw new Error(`${shot.as} cannot sign in at ${url}: ${answer.status()}`)
  const { token } = (await answer.json()) as { token: string }
  const headers = { Authorization: `JWT ${token}` }
  const ask = async <T>(place: string): Promise<T> => {
    const found = await context.request.get(place, { headers })
    if (!found.ok()) throw new Error(`${place} answered ${found.status()} to ${shot.as}`)
    return (await found.json()) as T
  }
  return { context, ask }
}

/** In the page: letters are there, and a video that loads has its first frame. */
const isShown = () =>
  document.fonts.status === 'loaded' &&
  [...document.querySelectorAll('video')].every((video) => video.preload === 'none' || video.readyState >= 2)

const take = async ({ context, ask, shot }: Window & { shot: Shot }): Promise<Buffer | null> => {
  const address = await shot.address(ask)
  if (address === null) return null
  const page = await context.newPage()
  await page.goto(address)
  await shot.prepare?.(page)
  // Pages that ask again and again are never idle: what has not come by then is not waited for.
  await page.waitForLoadState('networkidle', { timeout: 8000 }).catch(() => undefined)
  await page.waitForFunction(isShown, undefined, { timeout: 10_000 }).catch(() => undefined)
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

/** Takes the README's pictures of a running demo into a folder, each below 150 kB. */
export const takePictures = async ({
  url,
  accounts,
  folder,
}: {
  url: string
  accounts: Accounts
  folder: string
}): Promise<void> => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
  try {
    for (const shot of SHOTS) {
      const window = await openAs({ browser, url, shot, accounts })
      const png = await take({ ...window, shot })
      await window.context.close()
      if (png === null) {
        console.log(`${shot.name}: nothing to show here, left as it was`)
        continue
      }
      const small = await shrink({ png, width: shot.size.width })
      await writeFile(path.join(folder, `${shot.name}.png`), small)
      console.log(`${shot.name}.png ${Math.round(small.length / 1000)} kB`)
    }
  } finally {
    await browser.close()
  }
}
