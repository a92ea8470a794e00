import type { Language } from '../../src/errors'

/** The service runs on the county's clock, whatever the computer's is (design.md, trap 6). */
const ZONE = 'Asia/Shanghai'
const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : 'zh-CN')

const dayOf = (date: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(date)
const clockOf = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(date)

/** 14:05 in the county. */
export const formatClock = (date: Date): string => clockOf(date)

/** 今天 14:05, 昨天 09:30, 11月3日, 2025年11月3日. */
export const formatTime = (iso: string, language: Language, now = new Date()): string => {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const day = dayOf(date)
  if (day === dayOf(now)) return `${language === 'en' ? 'today' : '今天'} ${clockOf(date)}`
  if (day === dayOf(new Date(now.getTime() - 86_400_000)))
    return `${language === 'en' ? 'yesterday' : '昨天'} ${clockOf(date)}`
  const isThisYear = day.slice(0, 4) === dayOf(now).slice(0, 4)
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone: ZONE,
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(date)
}

/** 2026年11月3日 14:05:09, for the title of a short time. */
export const formatFullTime = (iso: string, language: Language): string => {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(localeOf(language), { timeZone: ZONE, dateStyle: 'long', timeStyle: 'medium' }).format(
    date,
  )
}

const two = (value: number) => String(value).padStart(2, '0')

/** 12分08秒, 1小时02分08秒; 12:08 in English. '' for nothing. */
export const formatDuration = (seconds: number | null | undefined, language: Language): string => {
  if (!seconds || seconds <= 0) return ''
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  if (language === 'en') return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
  if (hours > 0) return `${hours}小时${two(minutes)}分${two(rest)}秒`
  return minutes > 0 ? `${minutes}分${two(rest)}秒` : `${rest}秒`
}

/** Decimal megabytes: 0.3 MB, 9.8 MB, 1 203 MB. */
export const formatSize = (bytes: number): string => {
  if (bytes <= 0) return '0 MB'
  const mb = bytes / 1e6
  const text = mb >= 100 ? Math.round(mb).toString() : Math.max(0.1, Math.round(mb * 10) / 10).toString()
  return `${text.replace(/\B(?=(\d{3})+$)/g, ' ')} MB`
}

/** How long ago or how long still, in the largest whole unit: 3 天, 5 小时, 12 分钟. */
export const formatSpan = (milliseconds: number, language: Language): string => {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000))
  const [count, zh, en] =
    minutes >= 1440
      ? [Math.floor(minutes / 1440), '天', 'day']
      : minutes >= 60
        ? [Math.floor(minutes / 60), '小时', 'hour']
        : [minutes, '分钟', 'minute']
  return language === 'en' ? `${count} ${en}${count === 1 ? '' : 's'}` : `${count} ${zh}`
}

/** The span since an ISO time; '' without one. */
export const formatAge = (iso: string, language: Language, now = new Date()): string => {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? '' : formatSpan(now.getTime() - at, language)
}

/** A name in two parts, so that a narrow place breaks it in the middle and the ending stays readable. */
export const splitName = (name: string): [string, string] => {
  const tail = Math.min(12, Math.floor(name.length / 2))
  return [name.slice(0, name.length - tail), name.slice(name.length - tail)]
}
