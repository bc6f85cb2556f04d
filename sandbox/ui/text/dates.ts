import type { Language } from '../i18n.ts'
import { now, t, workspace } from '../store.ts'

/** The workspace keeps Japanese time for everybody, whatever the clock of the machine says. */
const TIME_ZONE = 'Asia/Tokyo'

const LOCALES: Record<Language, string> = { ja: 'ja-JP', en: 'en-US' }

/** Making a formatter is slow, and each message asks for a few dates. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const { language } = workspace()
  const key = `${language} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known.format(date)
  const made = new Intl.DateTimeFormat(LOCALES[language], { timeZone: TIME_ZONE, ...options })
  formatters.set(key, made)
  return made.format(date)
}

export function dateOfTs(ts: string): Date {
  return new Date(Number.parseFloat(ts) * 1000)
}

/** `14:05`. */
export function clockTime(date: Date): string {
  return format(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `14:05:09.123`, for the log. */
export function preciseTime(date: Date): string {
  const time = format(date, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** `2026/11/22 14:05`. */
export function dateAndTime(date: Date): string {
  return format(date, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** A key that is the same for all moments of one day. */
export function dayKey(date: Date): string {
  return format(date, { year: 'numeric', month: '2-digit', day: '2-digit' })
}

/** 今日, 昨日, or the date with its weekday. */
export function dayName(date: Date, present: Date): string {
  const key = dayKey(date)
  if (key === dayKey(present)) return t().today
  if (key === dayKey(new Date(present.getTime() - 86_400_000))) return t().yesterday
  return format(date, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })
}

/** Slack's date tokens, see docs.slack.dev "Formatting message text". */
const TOKENS: Record<string, (date: Date, present: Date) => string> = {
  date_num: (date) => format(date, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date_slash: (date) => format(date, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (date) => format(date, { year: 'numeric', month: 'long', day: 'numeric' }),
  date_long: (date) => format(date, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
  date_long_full: (date) => format(date, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
  date_short: (date) => format(date, { year: 'numeric', month: 'short', day: 'numeric' }),
  date_pretty: dayName,
  date_short_pretty: dayName,
  date_long_pretty: dayName,
  day_divider_pretty: dayName,
  time: clockTime,
  time_secs: (date) =>
    format(date, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  ago: agoName,
}

function agoName(date: Date, present: Date): string {
  const seconds = Math.round((date.getTime() - present.getTime()) / 1000)
  const relative = new Intl.RelativeTimeFormat(LOCALES[workspace().language], { numeric: 'auto' })
  const steps: Array<[Intl.RelativeTimeFormatUnit, number]> = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ]
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(seconds, 'second')
}

/** Fills Slack's `{date}`-like tokens for a moment in Unix seconds; null where it is no time. */
export function fillDate(template: string, unixSeconds: number): string | null {
  if (!Number.isFinite(unixSeconds)) return null
  const date = new Date(unixSeconds * 1000)
  const present = now()
  return template.replace(/\{([a-z_]+)\}/g, (source, name: string) => {
    const token = Object.hasOwn(TOKENS, name) ? TOKENS[name] : undefined
    return token ? token(date, present) : source
  })
}
