import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

import { demoAccounts } from './people'

/** Debian's Chromium, headless. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })

/** A window of its own in Chinese, as on an old classroom PC. */
export const openWindow = async (
  browser: Browser,
  options: { width?: number; height?: number; javaScript?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({
    baseURL: process.env.E2E_URL!,
    locale: 'zh-CN',
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    javaScriptEnabled: options.javaScript ?? true,
  })
  context.setDefaultTimeout(30_000)
  return { context, page: await context.newPage() }
}

/** Signs one demo person in at the admin's own page. */
export const signInAdmin = async (page: Page, key: string): Promise<void> => {
  const { email, password } = demoAccounts().accounts[key]!
  await page.goto('/admin/login')
  await page.locator('#field-email').fill(email)
  await page.locator('#field-password').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname === '/admin')
}

/** Signs a school user in at the library's page, which needs no script. */
export const signInSchool = async (page: Page, key: string): Promise<void> => {
  const { email, password } = demoAccounts().accounts[key]!
  await page.goto('/login')
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('main').getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname === '/')
}
