/* Periods as the files write them, set out on one row of months: January of the year 0 is month 0. */

const SHAPES = [
  [/^(\d{4})-(\d{2})$/, ([year, month]) => (month >= 1 && month <= 12 ? run(year, month, 1) : null)],
  [/^(\d{4})-Q([1-4])$/, ([year, nth]) => run(year, nth * 3 - 2, 3)],
  [/^(\d{4})-H([12])$/, ([year, nth]) => run(year, nth * 6 - 5, 6)],
  [/^(\d{4})$/, ([year]) => run(year, 1, 12)],
  [/^(\d{4})\/(\d{2})$/, ([year, next], starts) => ((year + 1) % 100 === next ? run(year, starts, 12) : null)],
  [/^(\d{4})-(\d{2})-(\d{2})$/, (parts) => day(...parts)],
  [/^(\d{4})-W(\d{2})$/, (parts) => week(...parts)],
];

/** First and last month that a period lies in; null for what is none. */
export function span(text, yearStarts) {
  for (const [shape, months] of SHAPES) {
    const found = shape.exec(text);
    if (found) return months(found.slice(1).map(Number), yearStarts);
  }
  return null;
}

/** A month as the files write it. */
export function month(at) {
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** The Monday of an ISO week. */
export function monday(year, nth) {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return new Date(fourth.getTime() + (nth * 7 - 7 - ((fourth.getUTCDay() + 6) % 7)) * 864e5);
}

function run(year, first, months) {
  const from = year * 12 + first - 1;
  return [from, from + months - 1];
}

function day(year, nth, date) {
  const found = new Date(Date.UTC(year, nth - 1, date));
  return found.getUTCMonth() === nth - 1 && date > 0 ? run(year, nth, 1) : null;
}

function week(year, nth) {
  if (nth < 1 || nth > 53) return null;
  const first = monday(year, nth);
  const last = new Date(first.getTime() + 6 * 864e5);
  return [first, last].map((it) => it.getUTCFullYear() * 12 + it.getUTCMonth());
}
