import type { Language } from '../errors'

const ZONE = 'Asia/Shanghai'
const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, dateStyle: 'long', timeStyle: 'short' })

const timeOf = (iso: string): Date | null => (Number.isNaN(Date.parse(iso)) ? null : new Date(iso))

/** An ISO time as the day in China: `2026-11-03`; '' when it is none. */
export const formatDay = (iso: string): string => {
  const time = timeOf(iso)
  return time ? day.format(time) : ''
}

/** An ISO time in full, for a tooltip: `2026年11月3日 14:05`; '' when it is none. */
export const formatTime = (iso: string): string => {
  const time = timeOf(iso)
  return time ? minute.format(time) : ''
}

/** Seconds as `12分08秒`, `1小时02分08秒`, in English `12:08`, `1:02:08`; '' for nothing. */
export const formatDuration = (seconds: number | null | undefined, language: Language = 'zh'): string => {
  const all = Math.round(seconds ?? 0)
  if (!(all > 0)) return ''
  const [h, m, s] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), all % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  if (language === 'en') return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
  if (h > 0) return `${h}小时${two(m)}分${two(s)}秒`
  return m > 0 ? `${m}分${two(s)}秒` : `${s}秒`
}

/** Bytes as MB (of 1 000 000), small files as KB: `9.8 MB`, `12 KB`. */
export const formatSize = (bytes: number): string =>
  bytes >= 100_000 ? `${(bytes / 1e6).toFixed(bytes >= 1e8 ? 0 : 1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`
