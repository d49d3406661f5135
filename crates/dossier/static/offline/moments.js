// Moments in Asia/Ho_Chi_Minh (seven hours east, no daylight saving), and the due date from the tables of the kit: nothing here
// knows a calendar.

const EAST = 7 * 3600_000;
const DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
const two = (number) => String(number).padStart(2, "0");

/** The minute in which `now` lies, in milliseconds: what a paper says. */
export const minuteOf = (now) => now - (now % 60_000);

/** The day and the minute of the day, in Vietnam. */
export function local(at) {
  const here = new Date(at + EAST);
  return { day: here.toISOString().slice(0, 10), minute: here.getUTCHours() * 60 + here.getUTCMinutes() };
}

/** `2026-11-18T09:05:00+07:00`. */
export const rfc3339 = (at) => `${new Date(at + EAST).toISOString().slice(0, 19)}+07:00`;

/** `09:05 thứ Tư, 18/11/2026`. */
export function words(at) {
  const here = new Date(at + EAST);
  const day = `${two(here.getUTCDate())}/${two(here.getUTCMonth() + 1)}/${here.getUTCFullYear()}`;
  return `${two(here.getUTCHours())}:${two(here.getUTCMinutes())} ${DAYS[here.getUTCDay()]}, ${day}`;
}

/** `18/11/2026`. */
export const date = (day) => day.split("-").reverse().join("/");

/** When something received at `at` is due by this table, in milliseconds; undefined if the table does not know the day. */
export function due(table, at) {
  const { day, minute } = local(at);
  const entry = table?.[day]?.findLast((it) => it.minute <= minute);
  if (!entry) return undefined;
  const later = entry.runs ? (minute - entry.minute) * 60_000 : 0;
  return Date.parse(`${entry.due}+07:00`) + later;
}
