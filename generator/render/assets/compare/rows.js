/* The numbers that are shown: of every chosen clinic and standard, or of two standards at all clinics. */

/** What the files say of a value that is withheld for its small count. */
export const HIDDEN = /^hidden: a count below \d+$/;

/** What a standard's file says of each clinic. */
const NEWEST = [
  "period", "value", "numerator", "denominator", "low", "high", "target", "verdict", "standing", "change",
];

/** What other eyes see alike. */
const ALIKE = ["no value", "hidden", "not comparable"];

export function rows(all, choices, files) {
  const verdicts = Object.keys(choices.verdicts);

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

  /** The newest value in the period. Only the newest of all has a change. */
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
    const { period, value, numerator, denominator, low, high, target, verdict, peers, reframed } = inside.at(-1);
    const told = { period, value, numerator, denominator, low, high, target, verdict, standing: peers, reframed };
    return { ...empty(clinic, standard), ...told, definition: row.definition };
  }

  /** Rows of the download that lie in the period, seen through other eyes where that makes a difference. */
  async function series(choice, clinic, standard) {
    const [rows, file] = await Promise.all([files.series(clinic.id), choice.eyes && files.clinic(clinic.id)]);
    const found = (rows.get(standard.id) ?? []).filter((row) => within(row.period, choice));
    const told = file ? file.standards[standard.id]?.over_time : undefined;
    const frame = told?.frames[choice.eyes];
    if (!frame) return found.map((row) => ({ ...row, reframed: false }));
    const place = new Map(choices.calendars[standard.calendar].map((period, at) => [period, at]));
    return found.map((row) => {
      const at = place.get(row.period);
      const target = frame.targets.findLast(([from]) => place.get(from) <= at)?.[1] ?? null;
      if (row.value === null) return { ...row, target, reframed: target !== row.target };
      const verdict = verdicts[frame.verdicts[at - place.get(told.first)] - 1];
      if (verdict === undefined || ALIKE.includes(verdict)) return { ...row, reframed: false };
      const another = verdict !== "no target" && target !== row.target;
      return { ...row, target, verdict, reframed: verdict !== row.verdict || another };
    });
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
