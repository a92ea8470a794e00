import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'

import './library.css'
import { pageLanguage } from './pageLanguage'
import { STRINGS } from './strings'

/** Each page writes its own <title>, so that it needs no script. */
export const metadata: Metadata = { description: STRINGS.zh.tagline }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#fbfaf7' }

const Layout = async ({ children }: { children: ReactNode }) => {
  const language = pageLanguage(await headers())
  return (
    <html lang={language === 'en' ? 'en' : 'zh-CN'}>
      <body>{children}</body>
    </html>
  )
}

export default Layout
