/* Numbers and periods in the page's language, so that they read as those of every other page. */

const MOST_DECIMALS = 6;
const SAME = 1e-9;

export function sayings(choices) {
  const { language, words } = choices;
  const french = language === "fr";
  const numbers = new Map();
  const dates = new Map();

  function number(value, decimals = 0) {
    if (!numbers.has(decimals)) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      const style = { ...digits, useGrouping: "always", roundingMode: "halfEven", signDisplay: "negative" };
      numbers.set(decimals, new Intl.NumberFormat(language, style));
    }
    return numbers.get(decimals).format(value);
  }

  /** The usual decimals, or as many more as it takes where a value would read as a target that it isn't. */
  function apart(standard, it) {
    const usual = standard.decimals;
    const aim = standard.aims.find((each) => number(each, usual) === number(it, usual));
    if (aim === undefined || Math.abs(aim - it) <= SAME * Math.max(1, Math.abs(aim))) return usual;
    let decimals = usual + 1;
    while (decimals < MOST_DECIMALS && number(it, decimals) === number(aim, decimals)) decimals += 1;
    return number(it, decimals) === number(aim, decimals) ? usual : decimals;
  }

  function value(standard, it, decimals = apart(standard, it)) {
    const written = number(it, decimals);
    const single = french ? Math.abs(it) < 2 : written === "1";
    return fill(single ? standard.one : standard.many, { n: written });
  }

  /** With as many decimals as it takes to tell a value from a target that it isn't. */
  function beside(standard, it, target) {
    let decimals = apart(standard, it);
    if (target === null || it === target) return value(standard, it);
    while (decimals < MOST_DECIMALS && number(it, decimals) === number(target, decimals)) decimals += 1;
    return value(standard, it, decimals);
  }

  function target(standard, it) {
    let decimals = 0;
    while (decimals < standard.decimals && Math.abs(Number(it.toFixed(decimals)) - it) >= SAME) decimals += 1;
    const written = value(standard, it, decimals);
    return standard.better === "neither" ? written : fill(words[standard.better], { value: written });
  }

  function date(style, at) {
    const key = JSON.stringify(style);
    if (!dates.has(key)) dates.set(key, new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }));
    return dates.get(key).format(at);
  }

  function period(text) {
    const [year, rest = "", day] = text.split("-");
    if (day) return date({ dateStyle: "long" }, new Date(Date.UTC(year, rest - 1, day)));
    if (/^\d+$/.test(rest)) return date({ year: "numeric", month: "long" }, new Date(Date.UTC(year, rest - 1)));
    return numbered(year, rest) ?? text;
  }

  /** For axes. */
  function short(text) {
    const [year, rest = "", day] = text.split("-");
    if (day) return date({ month: "short", day: "numeric" }, new Date(Date.UTC(year, rest - 1, day)));
    if (/^\d+$/.test(rest)) return `${date({ month: "short" }, new Date(Date.UTC(year, rest - 1)))} ${year.slice(2)}`;
    return numbered(year, rest) ?? text;
  }

  function numbered(year, rest) {
    const nth = rest.slice(1);
    if (rest[0] === "Q") return fill(words.quarter, { year, quarter: nth });
    if (rest[0] === "H") return fill(words.half, { year, half: nth });
    return rest[0] === "W" ? fill(words.week, { year, week: Number(nth) }) : null;
  }

  return { number, value, beside, target, period, short };
}

/** A message with its {places} filled in; what is filled in is text and stays as it is. */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? values[name] : slot));
}
