/* The reader's own groups of clinics. They stay in this browser, or, where it keeps nothing, in this page. */

const KEY = "benchbook-groups";
const LONGEST = 60; // letters of a name
const MOST = 50; // groups

export function groups() {
  let stored = true;
  const found = load();

  function load() {
    try {
      return sane(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    } catch (error) {
      if (!(error instanceof SyntaxError)) stored = false;
      return new Map();
    }
  }

  function save() {
    try {
      if (found.size) localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(found)));
      else localStorage.removeItem(KEY);
    } catch {
      stored = false;
    }
  }

  return {
    get all() {
      return [...found];
    },
    get stored() {
      return stored;
    },
    keep(name, clinics) {
      const called = name.trim().slice(0, LONGEST);
      if (!called || !clinics.length || (found.size >= MOST && !found.has(called))) return "";
      found.set(called, [...clinics]);
      save();
      return called;
    },
    remove(name) {
      found.delete(name);
      save();
    },
  };
}

/** What a browser kept, less all that no group looks like. */
function sane(kept) {
  const pairs = kept !== null && typeof kept === "object" ? Object.entries(kept) : [];
  const good = ([name, clinics]) =>
    name.length <= LONGEST && Array.isArray(clinics) && clinics.every((it) => typeof it === "string");
  return new Map(pairs.filter(good).slice(0, MOST));
}
