/** Moments of the log, which are UTC, as the people of the record read them: in China's time. Pure. */
const CHINA = 'Asia/Shanghai';
const HOURS = 8 * 3600_000;
const DAY = 24 * 3600_000;

/** The day in China of a moment of the log. */
export function dayOf(moment: string): string {
  return new Date(new Date(moment).getTime() + HOURS).toISOString().slice(0, 10);
}

/** The day some days later or, with a number below 0, before. */
export function dayAfter(day: string, days: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY).toISOString().slice(0, 10);
}

/** A moment in words. */
export function momentText(moment: string, locale: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  return at.toLocaleString(locale, { timeZone: CHINA, dateStyle: 'long', timeStyle: 'short' });
}

/** Whether a text is a day of the calendar, as 2026-11-22. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
