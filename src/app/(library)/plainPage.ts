import type { Language } from '../../errors'
import { STRINGS } from './strings'

const STYLE = `body{margin:0;background:#fbfaf7;color:#1b1f24;font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:640px;margin:0 auto;padding:64px 24px}h1{font-size:28px;line-height:40px;margin:0 0 16px}a{color:#0f6b6b}
.site{font-weight:700;color:#1b1f24;text-decoration:none}code{color:#5b636b;font-size:14px}`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)

/**
 * A small page with a status of its own. Next's pages for 404 and 500 are empty until a script has run, and public pages
 * run none; pages redirect here instead.
 */
export const plainPage = ({
  language,
  status,
  title,
  lines,
  links = [],
  code,
}: {
  language: Language
  status: number
  title: string
  lines: string[]
  links?: { href: string; label: string }[]
  code: string
}): Response => {
  const t = STRINGS[language]
  const all = [...links, { href: '/', label: t.toHome }, { href: '/search', label: t.toSearch }]
  const html = `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escape(title)} · ${escape(t.site)}</title><style>${STYLE}</style></head>
<body><main><p><a class="site" href="/">${escape(t.site)}</a></p><h1>${escape(title)}</h1>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<p>${all.map(({ href, label }) => `<a href="${escape(href)}">${escape(label)}</a>`).join(' · ')}</p>
<p><code>${escape(code)}</code></p></main></body></html>`
  return new Response(html, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
