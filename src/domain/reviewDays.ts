/**
 * Working days that an office has for one item (policy): an item opened on a Monday is due at the end of Thursday. Working
 * days are Monday to Friday of the county's calendar; public holidays are not known here.
 */
export const REVIEW_DAYS = 3

const DAY = 86_400_000
/** Asia/Shanghai is UTC+8 all the year. */
const SHIFT = 8 * 3_600_000

/** Days since 1970-01-01 in the county; that day was a Thursday. */
const dayOf = (time: number): number => Math.floor((time + SHIFT) / DAY)
const isWorkday = (day: number): boolean => ![0, 6].includes((day + 4) % 7)

const dueDay = (opened: number): number => {
  let day = opened
  for (let left = REVIEW_DAYS; left > 0;) {
    day += 1
    if (isWorkday(day)) left -= 1
  }
  return day
}

/** Working days of (from, to]. */
const workdays = (from: number, to: number): number =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + 1 + at).filter(isWorkday).length

/** Working days still left for an item opened at that time: 0 = due today, -2 = overdue by two of them. */
export const reviewDaysLeft = ({ openedAt, now }: { openedAt: string; now: Date }): number => {
  const [due, today] = [dueDay(dayOf(Date.parse(openedAt))), dayOf(now.getTime())]
  return today <= due ? workdays(today, due) : -Math.max(1, workdays(due, today))
}

/** What was opened before this time is overdue: the same rule as a time that a query can compare with. */
export const overdueBefore = (now: Date): Date => {
  const today = dayOf(now.getTime())
  let first = today
  while (dueDay(first - 1) >= today) first -= 1
  return new Date(first * DAY - SHIFT)
}
