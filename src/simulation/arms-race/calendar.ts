/** Days as the simulation counts them: whole days since 1970-01-01, UTC. */

/** Seconds of a day. */
export const DAY_SEC = 86_400;
/** Days of a mean year, and of a twelfth of it. */
export const DAYS_PER_YEAR = 365.25;
export const DAYS_PER_MONTH: number = DAYS_PER_YEAR / 12;

/**
 * Reads a day.
 *
 * @param text - As YYYY-MM-DD.
 * @returns Days since 1970-01-01; NaN for a text that names no day of the calendar.
 */
export function dayOfDate(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return Number.NaN;
  const day = Date.parse(`${text}T00:00:00Z`) / (DAY_SEC * 1000);
  // The platform takes 30 February for 2 March.
  return Number.isInteger(day) && dateOfDay(day) === text ? day : Number.NaN;
}

/** @returns The day as YYYY-MM-DD. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_SEC * 1000).toISOString().slice(0, 10);
}

/** @returns The day's year, for example 2021. */
export function yearOfDay(day: number): number {
  return new Date(day * DAY_SEC * 1000).getUTCFullYear();
}
