import type { Language } from '../../src/errors'

type Words = {
  today: string
  yesterday: string
  day: string
  days: string
  hour: string
  hours: string
  minute: string
  minutes: string
  /** Lengths of films: hours, minutes and seconds; the smaller parts have two digits. */
  inHours: string
  inMinutes: string
  inSeconds: string
}

/** The words of times and spans; apart from the other strings, so that the browser loads no language that it does not show. */
export const TIME_WORDS: Record<Language, Words> = {
  zh: {
    today: '今天 {clock}',
    yesterday: '昨天 {clock}',
    day: '{count} 天',
    days: '{count} 天',
    hour: '{count} 小时',
    hours: '{count} 小时',
    minute: '{count} 分钟',
    minutes: '{count} 分钟',
    inHours: '{h}小时{mm}分{ss}秒',
    inMinutes: '{m}分{ss}秒',
    inSeconds: '{s}秒',
  },
  en: {
    today: 'today {clock}',
    yesterday: 'yesterday {clock}',
    day: '{count} day',
    days: '{count} days',
    hour: '{count} hour',
    hours: '{count} hours',
    minute: '{count} minute',
    minutes: '{count} minutes',
    inHours: '{h}:{mm}:{ss}',
    inMinutes: '{m}:{ss}',
    inSeconds: '0:{ss}',
  },
}
