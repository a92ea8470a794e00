import type { Language } from '../../src/errors'
import { TIME_WORDS } from '../translations/time'

/** The service runs on the county's clock, whatever the computer's is (ARCHITECTURE.md "Times"). */
const ZONE = 'Asia/Shanghai'
const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
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
  const { today, yesterday } = TIME_WORDS[language]
  if (day === dayOf(now)) return fill(today, { clock: clockOf(date) })
  if (day === dayOf(new Date(now.getTime() - 86_400_000))) return fill(yesterday, { clock: clockOf(date) })
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
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const { inHours, inMinutes, inSeconds } = TIME_WORDS[language]
  return fill(h > 0 ? inHours : m > 0 ? inMinutes : inSeconds, { h, m, s, mm: two(m), ss: two(s) })
}

/** Decimal megabytes: 0.3 MB, 9.8 MB, 1 203 MB. */
export const formatSize = (bytes: number): string => {
  if (bytes <= 0) return '0 MB'
  const mb = bytes / 1e6
  const text = mb >= 100 ? Math.round(mb).toString() : Math.max(0.1, Math.round(mb * 10) / 10).toString()
  return `${text.replace(/\B(?=(\d{3})+$)/g, ' ')} MB`
}

/** A span in the largest whole unit, at least a minute: 3 天, 5 小时, 12 分钟. */
export const formatSpan = (milliseconds: number, language: Language): string => {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000))
  const [count, unit] =
    minutes >= 1440
      ? ([Math.floor(minutes / 1440), 'day'] as const)
      : minutes >= 60
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([minutes, 'minute'] as const)
  return fill(TIME_WORDS[language][count === 1 ? unit : (`${unit}s` as const)], { count })
}

/** The span since an ISO time; '' without one. */
export const formatAge = (iso: string, language: Language, now = new Date()): string => {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? '' : formatSpan(now.getTime() - at, language)
}

/** The span until an ISO time; '' without one and when it is past. */
export const formatLeft = (iso: string, language: Language, now = new Date()): string => {
  const at = Date.parse(iso)
  return at > now.getTime() ? formatSpan(at - now.getTime(), language) : ''
}

/** A name in two parts, so that a narrow place breaks it in the middle and the ending stays readable. */
export const splitName = (name: string): [string, string] => {
  const tail = Math.min(12, Math.floor(name.length / 2))
  return [name.slice(0, name.length - tail), name.slice(name.length - tail)]
}
