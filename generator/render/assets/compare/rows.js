/* The numbers that are shown: of every chosen clinic and standard, or of two standards at all clinics. */

/** What the files say of a value that is withheld for its small count. */
export const HIDDEN = /^hidden: a count below \d+$/;

/** What a standard's file says of each clinic. */
const NEWEST = [
  "period", "value", "numerator", "denominator", "low", "high", "target", "verdict", "standing", "change",
];

export function rows(all, choices, files) {
  const within = (period, choice) => {
    const months = all.span(period);
    return months !== null && months[0] <= choice.to && months[1] >= choice.from;
  };

  /** A newest value seen through other eyes, where that makes a difference. */
  function framed(row, frame) {
    return frame ? { ...row, target: frame[0], verdict: frame[1], reframed: true } : row;
  }

  function empty(clinic, standard) {
    return {
      clinic, standard, period: "", value: null, numerator: null, denominator: null, low: null, high: null,
      target: null, verdict: "no value", standing: "", change: "", definition: null, withheld: null, reframed: false,
    };
  }

  /** The newest value in the period. Only the newest of all has a change, and other countries' verdicts. */
  async function newest(choice, clinic, standard) {
    const newest = (await files.clinic(clinic.id)).standards[standard.id];
    const row = { ...empty(clinic, standard), ...newest };
    if (!newest) return row;
    if (row.value !== null && within(row.period, choice)) return framed(row, newest.frames?.[choice.eyes]);
    if (row.value === null && row.withheld && within(row.withheld.period, choice)) {
      return { ...row, verdict: HIDDEN.test(row.withheld.why) ? "hidden" : "no value" };
    }
    const inside = (await series(choice, clinic, standard)).filter((it) => it.value !== null);
    if (!inside.length) return { ...empty(clinic, standard), definition: row.definition, outside: true };
    const { period, value, numerator, denominator, low, high, target, verdict, peers } = inside.at(-1);
    const told = { period, value, numerator, denominator, low, high, target, verdict, standing: peers };
    return { ...empty(clinic, standard), ...told, definition: row.definition };
  }

  /** Rows of the download that lie in the period. */
  async function series(choice, clinic, standard) {
    const found = (await files.series(clinic.id)).get(standard.id) ?? [];
    return found.filter((row) => within(row.period, choice));
  }

  /** Newest values of two standards at every clinic that has both. */
  async function pairs(choice, standards) {
    const both = await Promise.all(standards.map((standard) => of(choice, standard)));
    const wanted = choice.of === "chosen" ? choice.clinics : [...all.clinics.keys()];
    const found = wanted.filter((id) => both.every((it) => it.has(id)));
    return { of: wanted.length, rows: found.map((id) => both.map((it) => it.get(id))) };
  }

  async function of(choice, standard) {
    const file = await files.standard(standard.id);
    const frames = file.frames[choice.eyes];
    const found = new Map();
    file.clinics.forEach((id, at) => {
      const clinic = all.clinics.get(id);
      if (!clinic || typeof file.value[at] !== "number") return;
      const row = { ...empty(clinic, standard), definition: file.definition[id] ?? null };
      for (const key of NEWEST) {
        row[key] = file[key][at];
      }
      found.set(id, framed(row, frames?.[at]));
    });
    return found;
  }

  /** Periods of a standard that lie in the chosen one. */
  function periods(choice, standard) {
    return choices.calendars[standard.calendar].filter((period) => within(period, choice));
  }

  return { newest, series, pairs, periods };
}
