import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import type { Browser, Page } from 'playwright-core'

import { openWindow, signInAdmin, signInSchool, startBrowser } from '../support/browser'
import { until } from '../support/people'

let browser: Browser
let folder: string
const title = `几分之一 ${randomBytes(3).toString('hex')}`

const makeFiles = async (): Promise<{ video: string; plan: string }> => {
  const video = path.join(folder, '几分之一 课堂实录.mp4')
  await promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25:duration=10'],
    ...[
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=440:sample_rate=48000:duration=10',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
    ],
    ...[
      '-b:v',
      '900k',
      '-maxrate',
      '900k',
      '-bufsize',
      '900k',
      '-pix_fmt',
      'yuv420p',
      '-g',
      '50',
      '-c:a',
      'aac',
      '-b:a',
      '96k',
      '-ac',
      '2',
      '-movflags',
      '+faststart',
      video,
    ],
  ])
  const plan = path.join(folder, '几分之一 教学设计.pdf')
  await writeFile(plan, Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(6_000_000)]))
  return { video, plan }
}

const chooseFiles = (page: Page, ...files: string[]) => page.locator('input[type=file]').setInputFiles(files)

beforeAll(async () => {
  browser = await startBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'library-browser-'))
}, 60_000)
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const approveAs = async (key: string, office: 'content' | 'technical') => {
  const { context, page } = await openWindow(browser)
  await signInAdmin(page, key)
  await page.goto(`/admin/queue/${office}?q=${encodeURIComponent(title)}`)
  await page.getByRole('link', { name: title }).first().click()
  await page.waitForURL(/\/admin\/review\//)
  await page.getByRole('button', { name: '领取', exact: true }).click()
  await page.getByRole('button', { name: /通过/ }).click()
  await page.waitForURL(/\/admin\/(queue|review)\//)
  await page.getByText('已通过').first().waitFor()
  await context.close()
}

describe('in the browser', () => {
  it('should take a lesson from the form over both offices to a school that plays it', async () => {
    const { video, plan } = await makeFiles()
    const { context, page } = await openWindow(browser)
    await signInAdmin(page, 'teacher')
    await page.goto('/admin/submit')
    await page.getByLabel('找课时').fill('几分之一')
    await page.getByRole('list', { name: '找到的教材和课时' }).getByRole('button').first().click()
    await page.getByLabel('专递课堂').check()
    await page.waitForURL(/\/admin\/submit\/./)

    // A line that breaks: the page closes in the middle of the upload, the same file is chosen again and goes on.
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput: 500_000,
    })
    await chooseFiles(page, plan)
    await page.getByRole('progressbar').first().waitFor()
    await page.waitForFunction(
      () => (document.querySelector('progress')?.value ?? 0) / (document.querySelector('progress')?.max ?? 1) > 0.2,
    )
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('没有传完。').waitFor()
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
    await chooseFiles(page, plan, video)
    await page.getByText('校验通过').waitFor({ timeout: 90_000 })
    await page.getByText('1280×720').waitFor({ timeout: 90_000 })
    expect(await page.getByText('教学设计.pdf').count()).toBeGreaterThan(0)
    expect(await page.getByText('没有传完。').count()).toBe(0)

    await page.getByLabel('标题').fill(title)
    await page.getByLabel('原创性').selectOption({ label: '原创' })
    await page.getByLabel(/我确认内容是自己制作/).check()
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.waitForURL((url) => url.pathname === '/admin')
    await page.getByText(title).first().waitFor()
    await context.close()

    await approveAs('content', 'content')
    await approveAs('technical', 'technical')

    const school = await openWindow(browser)
    await signInSchool(school.page, 'viewer')
    const hit = school.page.getByRole('link', { name: title }).first()
    // The index hears of it a moment after the second approval.
    await until(
      async () => {
        await school.page.goto(`/search?q=${encodeURIComponent(title)}`)
        return (await hit.count()) > 0
      },
      30,
      'the search',
    )
    await hit.click()
    await school.page.waitForURL(/\/resources\//)
    const player = school.page.locator('video')
    await player.evaluate(async (element: HTMLVideoElement) => {
      element.muted = true
      await element.play()
    })
    await school.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.5)
    await player.evaluate((element: HTMLVideoElement) => {
      element.currentTime = 7
    })
    await school.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 7.2)
    await school.page.getByText('教研室').first().waitFor()
    await school.context.close()

    const stranger = await openWindow(browser)
    await stranger.page.goto(`/search?q=${encodeURIComponent(title)}`)
    expect(await stranger.page.getByRole('link', { name: title }).count()).toBe(0)
    await stranger.context.close()
  }, 300_000)

  it('should let the library be read without script and on a phone', async () => {
    const { context, page } = await openWindow(browser, { javaScript: false, width: 390, height: 844 })
    await signInSchool(page, 'viewer')
    await page.goto('/')
    expect(await page.getByRole('searchbox').count()).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await context.close()
  }, 60_000)

  it('should show a viewer no queue and a stranger no admin page', async () => {
    const { context, page } = await openWindow(browser)
    await page.goto('/admin/queue/content')
    await page.waitForURL(/\/admin\/login/)
    await signInAdmin(page, 'viewer')
    await page.goto('/admin/queue/content')
    await page.getByText('这个页面不对您开放。').waitFor()
    await context.close()
  }, 90_000)
})
