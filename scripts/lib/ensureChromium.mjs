import { existsSync } from 'node:fs'

import { aptInstall, mayInstall } from './aptInstall.mjs'
import { say, SetUpError } from './setUp.mjs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const findChromium = () => [process.env.CHROMIUM_PATH, ...PLACES].find((file) => file && existsSync(file))

/** Chromium with Chinese fonts, installed where it is missing and we may. @returns its path. @throws SetUpError */
export const ensureChromium = async ({ supervisor }) => {
  if (!findChromium() && mayInstall()) {
    say('安装 chromium … Installing chromium')
    await aptInstall({ supervisor, packages: ['chromium', 'fonts-noto-cjk'] })
  }
  const found = findChromium()
  if (found) return found
  throw new SetUpError(
    '没有找到 Chromium。请安装：sudo apt-get install chromium fonts-noto-cjk，或设置 CHROMIUM_PATH。 Chromium is missing; install it or set CHROMIUM_PATH.',
  )
}
