/* The reader's whole choice, as the address of the page says it. What comes from an address is compared
   with what the page knows; what it doesn't know is handed back, to be told. */

export const MOST = 5;
export const VIEWS = ["newest", "trend", "scatter"];
const OF = ["all", "chosen"];
const NAMES = ["clinics", "standards", "from", "to", "eyes", "view", "of", "among"];
const STRAY = /^(utm_.*|.*clid)$/; // hung on by those who pass a link on; nobody asks for anything by it
const LONGEST = 200; // letters of a nonsense that are told

/** What can be chosen, by name. */
export function known(choices, span) {
  const months = choices.calendars.flat().map((period) => span(period, choices.yearStarts));
  return {
    clinics: new Map(
      choices.clinics.map(([id, name, country, peers, setting]) => [id, { id, name, country, peers, setting }]),
    ),
    standards: new Map(choices.standards.map((standard) => [standard.id, standard])),
    frames: new Set(choices.frames),
    among: new Set(groups(choices).map(([id]) => id)),
    first: months.length ? months.reduce((least, [from]) => Math.min(least, from), Infinity) : 0,
    last: months.length ? months.reduce((most, [, to]) => Math.max(most, to), 0) : 0,
    span: (text) => span(text, choices.yearStarts),
  };
}

/** Countries, kinds of clinic and peer groups, by what an address calls them, with their names. */
export function groups({ countries, settings = {}, peers }) {
  const kinds = Object.entries({ country: countries, setting: settings, peers });
  return kinds.flatMap(([kind, named]) => Object.entries(named).map(([id, name]) => [`${kind}.${id}`, name]));
}

export function nothing(all) {
  return { clinics: [], standards: [], from: all.first, to: all.last, eyes: "", view: "newest", of: "all", among: "" };
}

/** The nearest sensible choice to what an address asks for, and what it passes over as [why, what, standard]. */
export function read(search, all) {
  const passed = [];
  const pass = (why, what, standard) => passed.push([why, what.slice(0, LONGEST), standard]);
  const asked = gathered(search, pass);
  const choice = nothing(all);
  choice.clinics = clinics(listed(asked, "clinics", all.clinics), all, pass);
  choice.standards = standards(listed(asked, "standards", all.standards), all, pass);
  period(asked, all, choice, pass);
  const one = (name, known, why) => {
    const text = single(asked, name, pass);
    if (known(text.toLowerCase())) choice[name] = text.toLowerCase();
    else if (text) pass(why, text);
  };
  one("eyes", (it) => all.frames.has(it), "noFrame");
  one("view", (it) => VIEWS.includes(it), "noView");
  one("of", (it) => OF.includes(it), "noSuch");
  one("among", (it) => all.among.has(it), "noSuch");
  return { choice, passed };
}

/** What an address asks for by name; names that ask for nothing here are told. */
function gathered(search, pass) {
  const found = new Map(NAMES.map((name) => [name, []]));
  const unknown = new Set();
  for (const [name, text] of new URLSearchParams(search)) {
    const known = found.get(name.toLowerCase());
    if (known) known.push(text);
    else if (!STRAY.test(name)) unknown.add(name);
  }
  if (unknown.size) pass("noSuch", [...unknown].join(", "));
  return found;
}

/** Of several the first. */
function single(asked, name, pass) {
  const [first = "", ...more] = asked.get(name).map((it) => it.trim()).filter(Boolean);
  if (more.length) pass("severally", more.join(", "));
  return first;
}

/** Names out of one list or several; no name has a capital letter, so that those of an address mean nothing. */
function listed(asked, name, known) {
  const named = asked.get(name).join(",").split(",").map((it) => it.trim()).filter(Boolean);
  return named.map((it) => (known.has(it.toLowerCase()) ? it.toLowerCase() : it));
}

function clinics(named, all, pass) {
  const there = once(named.filter((id) => all.clinics.has(id)), pass, (id) => all.clinics.get(id).name);
  const unknown = named.filter((id) => !all.clinics.has(id));
  if (unknown.length) pass("noClinic", unknown.join(", "));
  const more = there.slice(MOST);
  if (more.length) pass("tooMany", more.map((id) => all.clinics.get(id).name).join(", "));
  return there.slice(0, MOST);
}

function standards(named, all, pass) {
  const title = (id) => all.standards.get(id).title;
  const there = once(named.filter((id) => all.standards.has(id)), pass, title);
  const unknown = named.filter((id) => !all.standards.has(id));
  if (unknown.length) pass("noStandard", unknown.join(", "));
  return there.filter((id) => {
    const why = refused(all.standards.get(id));
    if (why) pass(why, title(id), id);
    return !why;
  });
}

/** Why a standard can't be chosen; nothing where it can. */
export function refused(standard) {
  if (standard.status === "retired") return "retired";
  return standard.calendar === undefined ? "empty" : "";
}

function once(named, pass, title) {
  const twice = new Set(named.filter((id, at) => named.indexOf(id) !== at));
  if (twice.size) pass("twice", [...twice].map(title).join(", "));
  return [...new Set(named)];
}

function period(asked, all, choice, pass) {
  const ends = { from: 0, to: 1 };
  for (const [name, end] of Object.entries(ends)) {
    const text = single(asked, name, pass).toUpperCase();
    if (!text) continue;
    const months = all.span(text);
    if (!months) {
      pass("noPeriod", text);
      continue;
    }
    choice[name] = Math.min(all.last, Math.max(all.first, months[end]));
    if (choice[name] !== months[end]) pass("clipped", text);
  }
  if (choice.from > choice.to) {
    pass("backwards", "");
    [choice.from, choice.to] = [all.first, all.last];
  }
}

/** The address of a choice, from its question mark on; what is as usual isn't in it. */
export function write(choice, all, month) {
  const usual = nothing(all);
  const said = {
    clinics: choice.clinics.join(","),
    standards: choice.standards.join(","),
    from: choice.from === usual.from ? "" : month(choice.from),
    to: choice.to === usual.to ? "" : month(choice.to),
    eyes: choice.eyes,
    view: choice.view === usual.view ? "" : choice.view,
    of: choice.of === usual.of ? "" : choice.of,
    among: encodeURIComponent(choice.among),
  };
  const pairs = Object.entries(said).filter(([, value]) => value);
  return pairs.length ? `?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}` : "";
}
