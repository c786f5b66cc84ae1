/* What the reader gets to see of a choice: charts, sentences, tables with all numbers, downloads. */

const DECIDED = ["met", "close", "missed"];
const OPEN_UP_TO = 12; // rows of a table of all clinics that is open from the start

const NEWEST = [
  "clinic", "clinic_name", "country", "standard", "standard_title", "period", "value", "unit", "numerator",
  "denominator", "low", "high", "target", "verdict", "peers", "change", "judged_by", "definition", "missing",
];
const SERIES = [
  "clinic", "clinic_name", "country", "standard", "standard_title", "period", "value", "unit", "numerator",
  "denominator", "target", "verdict", "judged_by", "peers", "signal", "low", "high", "note", "missing", "quality",
  "definition", "source",
];

export function show(kit, all, choices, say, files, place) {
  const { address, parts, plots, csv, saying, stage } = kit;
  const { element, button, badge, table } = parts;
  const { fill } = saying;
  const { words } = choices;
  const get = kit.rows.rows(all, choices, files);
  const separators = separatorsOf(choices.language);
  const charted = new WeakMap();
  let stages = [];
  let turn = 0;
  let charts = !stage.thrifty();

  /* ---------------------------------------------------------------- words for numbers */

  /** Told apart from a target that it isn't; one that meets it needs no more decimals. */
  const value = (row) =>
    row.value === null ? "" : say.beside(row.standard, row.value, row.verdict === "met" ? null : row.target);
  const verdict = (row) => choices.verdicts[row.verdict] ?? choices.verdicts["no value"];
  const country = ({ eyes }) => choices.countries[eyes] ?? eyes;
  const judged = (row, choice) => {
    const whose = row.reframed ? [" ", element("small", { textContent: country(choice) })] : [];
    return [badge(verdict(row)), ...whose];
  };
  const parted = (row, newest) => {
    const told = verdict(row).slice(0, 2).join(" ");
    return row.value === null ? [told] : [`${value(row)}${older(row, newest)}`, told];
  };
  const said = (row, newest) => parted(row, newest).join(" ");
  const reframed = (rows) => rows.some((it) => it.reframed);

  /** Whose eyes one looks through is said in the title, which goes with a picture wherever it goes. */
  const seen = (what, rows, choice) =>
    reframed(rows) ? fill(words.byTargets, { what, country: country(choice) }) : what;
  const file = (name, rows, choice) => (reframed(rows) ? `${name}-by-${choice.eyes}` : name);

  /** The newest period of some rows. */
  const latest = (rows) =>
    rows.map((it) => it.period).filter(Boolean)
      .reduce((late, it) => (late && all.span(late)[1] >= all.span(it)[1] ? late : it), "");

  /** When a value was measured that is older than those beside it. */
  const older = (row, newest) =>
    newest && row.period && all.span(row.period)[1] < all.span(newest)[1] ? ` (${say.short(row.period)})` : "";
  const write = (standard, it) => (it === null ? "" : say.value(standard, it));
  const interval = ({ standard, low, high }) =>
    low === null ? "" : fill(words.range, { low: write(standard, low), high: write(standard, high) });

  /** What a value is out of: "187/200", or how many where nothing was counted among them. */
  function counts({ numerator, denominator }) {
    if (denominator === null) return "";
    return numerator === null ? `n = ${say.number(denominator)}` : `${say.number(numerator)}/${say.number(denominator)}`;
  }
  const small = (text) => (text ? [" ", element("small", { textContent: text })] : []);

  function target(row) {
    if (row.target !== null) return say.target(row.standard, row.target);
    return row.reframed ? words.noTarget : "";
  }

  function standing({ standing: it, standard }) {
    const told = choices.standings[standard.better][it];
    return told ? badge(told) : it ? words.notCompared : "";
  }

  /** A message with what an editor wrote in it, which comes in the handbook's first language. */
  function quoting(message, name, text) {
    const [before, after] = message.split(`{${name}}`);
    return [before, element("span", choices.language === choices.first ? {} : { lang: choices.first }, text), after];
  }

  function unlike(sameness, because) {
    const message = words[sameness === "variant" ? "variant" : "not"];
    return because ? quoting(message, "because", because) : [message.replace(/\s*:\s*\{because\}/, ".")];
  }

  /** Why a row has no value or no verdict. */
  function notes(row) {
    const said = row.definition ? unlike(row.definition.sameness, row.definition.because) : [];
    if (row.outside) return [...said, " ", words.outside];
    if (!row.withheld) return said;
    const { period, why } = row.withheld;
    const message = fill(words.withheld, { period: say.period(period) });
    const known = kit.rows.HIDDEN.test(why) ? words.hidden : why === "no value given" ? words.noValue : "";
    return [...said, " ", ...(known ? [fill(message, { why: known })] : quoting(message, "why", why))];
  }

  /* ---------------------------------------------------------------- a chart with all that belongs to it */

  function figure(title, sentence, spec, below, name) {
    const label = `${title}. ${sentence}`;
    const drawn = element("div", { className: "bb-drawn", role: "img", ariaLabel: label });
    const made = element(
      "figure",
      { className: "bb-compared" },
      element("div", { className: "bb-title", textContent: title }),
      drawn,
      element("figcaption", { textContent: sentence }),
    );
    const one = { made, title, name };
    const tools = element("div", { className: "bb-tools" });
    const told = element("span", { className: "bb-status bb-seen", role: "status" });
    for (const format of ["png", "svg"]) {
      const label = fill(words.save, { format: format.toUpperCase() });
      const save = () => one.stage.save(format, title, name).catch(() => (told.textContent = words.failed));
      tools.append(button(format.toUpperCase(), save, { title: label, ariaLabel: label }));
    }
    tools.prepend(told);
    made.append(tools, ...below);
    one.start = () => {
      one.stage = new stage.Stage(drawn, spec, {
        alone: plots.alone, failed: words.noChart, remark: document.querySelector(".bb-banner")?.textContent.trim(),
      });
      if (charts) one.stage.watch();
    };
    charted.set(made, one);
    return made;
  }

  /** What each colour, dash and mark stands for. */
  function keyed(named) {
    const one = ({ look, name }) => element("li", {}, parts.swatch(look), element("span", { textContent: name }));
    return element("ul", { className: "bb-chosen" }, ...named.map(one));
  }

  function section(standard, ...inside) {
    const link = element("a", { href: choices.standardPage.replace("ID", standard.id), textContent: standard.title });
    return element("section", {}, element("h2", {}, link), ...inside);
  }

  /* ---------------------------------------------------------------- views */

  async function newest(choice) {
    const standards = choice.standards.length ? choice.standards : [...all.standards.keys()];
    const chosen = standards.map((id) => all.standards.get(id)).filter((it) => !address.refused(it));
    const clinics = choice.clinics.map((id) => all.clinics.get(id));
    const found = await Promise.all(
      chosen.map((standard) => Promise.all(clinics.map((clinic) => get.newest(choice, clinic, standard)))),
    );
    if (choice.standards.length) {
      return together(choice, chosen.map((standard, at) => side(choice, standard, found[at])), found.flat());
    }
    const told = found.filter((rows) => rows.some((row) => row.period || row.withheld));
    return together(choice, [overview(choice, clinics, told)], told.flat());
  }

  function together(choice, shown, rows) {
    return { shown, rows: rows.map((row) => flat(row, choice)), columns: NEWEST, reframed: reframed(rows) };
  }

  function side(choice, standard, rows) {
    const title = seen(fill(words.newestOf, { standard: standard.title }), rows, choice);
    const newest = latest(rows);
    const decided = rows.filter((it) => DECIDED.includes(it.verdict));
    const met = decided.filter((it) => it.verdict === "met").length;
    const count = { met: say.number(met), judged: say.number(decided.length) };
    const sentence = decided.length ? fill(words.metBy, count) : words.judgedNone;
    const dots = rows.map((row) => ({ ...row, name: row.clinic.name, said: parted(row, newest) }));
    const heads = [
      words.clinic, words.value, words.counts, words.interval, words.target, words.verdict, words.peers, words.change,
      words.period, words.notes,
    ];
    const lines = rows.map((row) => ({
      css: row.reframed ? "bb-framed" : "",
      cells: [
        row.clinic.name, value(row), counts(row), interval(row), target(row), judged(row, choice), standing(row),
        choices.changes[row.change] ? badge(choices.changes[row.change]) : "",
        row.period ? say.period(row.period) : "", notes(row),
      ],
    }));
    const drawing = (narrow) => plots.dots(dots, standard, separators, narrow);
    const name = file(`newest-${standard.id}`, rows, choice);
    return section(standard, figure(title, sentence, drawing, [table(title, heads, lines)], name));
  }

  /** Every standard that one of the clinics has, a column a clinic. */
  function overview(choice, clinics, found) {
    const lines = found.map((rows) => {
      const [{ standard }] = rows;
      const newest = latest(rows);
      const link = element("a", { href: choices.standardPage.replace("ID", standard.id), textContent: standard.title });
      const cells = rows.map((row) => [
        element("span", { textContent: `${value(row)}${older(row, newest)} ` }),
        ...(row.period || row.withheld ? judged(row, choice) : []),
        ...small(counts(row)),
      ]);
      return { css: reframed(rows) ? "bb-framed" : "", cells: [link, ...cells] };
    });
    return table(seen(words.overview, found.flat(), choice), [words.standard, ...clinics.map((it) => it.name)], lines);
  }

  async function trend(choice) {
    const clinics = choice.clinics.map((id) => all.clinics.get(id));
    const standards = choice.standards.map((id) => all.standards.get(id));
    const found = await Promise.all(
      standards.map((standard) => Promise.all(clinics.map((clinic) => get.series(choice, clinic, standard)))),
    );
    const shown = standards.map((standard, at) => overTime(choice, standard, clinics, found[at]));
    const rows = found.flat(2);
    return { shown, rows: rows.map((row) => named(row, choice)), columns: SERIES, reframed: reframed(rows) };
  }

  function overTime(choice, standard, clinics, series) {
    const periods = get.periods(choice, standard);
    if (!periods.length) return section(standard, element("p", { textContent: words.outside }));
    const place = new Map(periods.map((period, at) => [period, at]));
    const lines = clinics.map((clinic, nth) => {
      const rows = periods.map(() => null);
      for (const row of series[nth]) rows[place.get(row.period)] = { ...row, standard };
      const values = rows.map((row) => row?.value ?? null);
      const unlike = rows.some((row) => row?.definition);
      const text = rows.map((row, at) => (row ? `${clinic.name}, ${say.period(periods[at])}: ${said(row)}` : ""));
      const name = unlike ? `${clinic.name} ≠` : clinic.name;
      return { name, clinic, look: plots.LOOKS[nth], unlike, rows, values, said: text };
    });
    const title = seen(fill(words.trendOf, { standard: standard.title }), series.flat(), choice);
    const sentence = fill(words.overTime, { n: say.number(clinics.length) });
    const aims = targets(lines.filter((it) => !it.unlike));
    const names = periods.map(say.short);
    const key = keyed([...lines, ...aims.map(({ colour, name }) => ({ name, look: { ...plots.AIM, colour } }))]);
    const differing = lines.filter((it) => it.unlike).map((it) => {
      const why = it.rows.findLast((row) => row?.definition).definition;
      const [how, ...because] = why.split(": ");
      const said = unlike(how, because.join(": "));
      return element("p", { className: "bb-note bb-note-info" }, `${it.clinic.name} ≠: `, ...said);
    });
    const rows = periods.map((period, at) => ({
      cells: [say.period(period), ...lines.map((it) => cell(it.rows[at], choice))],
    })).reverse();
    const numbers = table(title, [words.period, ...lines.map((it) => it.name)], rows);
    const name = file(`trend-${standard.id}`, series.flat(), choice);
    const drawing = (narrow) => plots.trends(lines, aims, names, standard, separators, narrow);
    return section(standard, figure(title, sentence, drawing, [key, ...differing, numbers], name));
  }

  function cell(row, choice) {
    if (!row) return "";
    if (row.value === null) return badge(verdict(row));
    const shown = [element("span", { textContent: `${value(row)} ` }), ...judged(row, choice)];
    return [...shown, ...small([counts(row), interval(row)].filter(Boolean).join("; "))];
  }

  /** Targets as lines: one where all that is judged is judged alike, else one for those who share it. */
  function targets(lines) {
    const groups = [];
    for (const { name, look, rows } of lines) {
      const own = rows.map((row) => row?.target ?? null);
      if (own.every((it) => it === null)) continue;
      const same = (it, at) => it === null || own[at] === null || it === own[at];
      const fits = groups.find(({ values }) => values.every(same));
      if (fits) {
        fits.values = fits.values.map((it, at) => it ?? own[at]);
        fits.names.push(name);
      } else groups.push({ values: own, names: [name], colour: look.colour });
    }
    return groups.map(({ values, names, colour }) => ({
      values,
      name: groups.length > 1 ? `${words.target}: ${names.join(", ")}` : words.target,
      colour: groups.length > 1 && names.length === 1 ? colour : plots.AIM.colour,
    }));
  }

  async function scatter(choice) {
    const [across, up] = choice.standards.slice(0, 2).map((id) => all.standards.get(id));
    const { rows, of } = await get.pairs(choice, [across, up]);
    const newest = latest(rows.flat());
    const points = rows.map(([x, y]) => {
      const at = choice.clinics.indexOf(x.clinic.id);
      const told = [x, y].map((row) => `${row.standard.title}: ${said(row, newest)}`);
      const unlike = Boolean(x.definition || y.definition);
      const name = unlike ? `${x.clinic.name} ≠` : x.clinic.name;
      return { name, x: x.value, y: y.value, said: [name, ...told], unlike, look: plots.LOOKS[at] };
    });
    const title = seen(fill(words.against, { one: across.title, other: up.title }), rows.flat(), choice);
    const sentence = `${fill(words.both, { n: say.number(rows.length), m: say.number(of) })} ${verdicts(rows)}`.trim();
    const heads = [words.clinic, ...[across, up].flatMap((it) => [it.title, words.verdict, words.period]), words.notes];
    const lines = rows.map((pair) => ({
      css: reframed(pair) ? "bb-framed" : "",
      cells: [
        pair[0].clinic.name,
        ...pair.flatMap((row) => [[value(row), ...small(counts(row))], judged(row, choice), say.period(row.period)]),
        pair.flatMap(notes),
      ],
    }));
    const numbers = element(
      "details",
      { open: rows.length <= OPEN_UP_TO },
      element("summary", { textContent: words.asTable }),
      table(title, heads, lines),
    );
    const drawing = (narrow) => plots.scatter(points, across, up, separators, narrow);
    const chosen = points.filter((it) => it.look);
    const key = chosen.length ? [keyed(chosen)] : [];
    const name = file(`${across.id}-${up.id}`, rows.flat(), choice);
    return together(choice, [figure(title, sentence, drawing, [...key, numbers], name)], rows.flat());
  }

  /** How many meet both of two standards, one, or neither; of clinics that both can be judged at. */
  function verdicts(pairs) {
    const decided = pairs.filter((pair) => pair.every((row) => DECIDED.includes(row.verdict)));
    if (!decided.length) return "";
    const meet = (n) => say.number(decided.filter((pair) => pair.filter((it) => it.verdict === "met").length === n).length);
    return fill(words.bothMet, { judged: say.number(decided.length), both: meet(2), one: meet(1), neither: meet(0) });
  }

  /* ---------------------------------------------------------------- downloads */

  function flat(row, choice) {
    const { clinic, standard } = row;
    return {
      clinic: clinic.id, clinic_name: clinic.name, country: clinic.country, standard: standard.id,
      standard_title: standard.title, period: row.period, value: row.value, unit: standard.unit,
      numerator: row.numerator, denominator: row.denominator, low: row.low, high: row.high, target: row.target, verdict: row.verdict, peers: row.standing, change: row.change,
      judged_by: row.reframed ? choice.eyes : "", definition: row.definition?.sameness, missing: row.withheld?.why,
    };
  }

  function named(row, choice) {
    const { name } = all.clinics.get(row.clinic);
    const judged_by = row.reframed ? choice.eyes : "";
    return { ...row, judged_by, clinic_name: name, standard_title: all.standards.get(row.standard).title };
  }

  function download(rows, columns) {
    const marked = choices.illustrative ? rows.map((row) => ({ ...row, illustrative: "yes" })) : rows;
    const text = csv.write(choices.illustrative ? [...columns, "illustrative"] : columns, marked);
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    const link = element("a", { href, download: "compare.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* ---------------------------------------------------------------- all of it */

  const VIEWS = { newest, trend, scatter };

  function missing({ view, clinics, standards }) {
    if (view === "scatter") return standards.length < 2 ? words.chooseTwo : "";
    return clinics.length && (standards.length || view === "newest") ? "" : words.choose;
  }

  function remarks(choice, framed) {
    const said = [];
    if (choice.eyes) said.push(fill(framed ? words.looking : words.alike, { country: country(choice) }));
    if (choice.view === "scatter" && choice.standards.length > 2) said.push(words.onlyTwo);
    const whole = choice.from === all.first && choice.to === all.last;
    if (choice.view === "scatter" && !whole) said.push(words.scatterNewest);
    return said.map((textContent) => element("p", { className: "bb-note bb-note-info", textContent }));
  }

  function put(...nodes) {
    stages.forEach((it) => it.stage.close());
    place.replaceChildren(...nodes);
    stages = [...place.querySelectorAll("figure")].map((it) => charted.get(it));
    stages.forEach((it) => it.start());
    if (charts) later(stages);
  }

  /** Draws what nobody has scrolled to yet, one at a time, so that it is there on paper. */
  async function later(mine) {
    for (const { stage } of mine) {
      await new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go));
      if (mine !== stages) return;
      if (!stage.drawn) await stage.draw();
    }
  }

  /** Shows the choice; an older one that comes late is left out. Says in words what is shown. */
  async function draw(choice) {
    const mine = (turn += 1);
    place.setAttribute("aria-busy", "true");
    try {
      const lacking = missing(choice);
      const got = lacking ? null : await VIEWS[choice.view](choice).catch(() => undefined);
      if (mine !== turn) return;
      if (!got) {
        put(element("p", { className: "bb-note bb-note-info", textContent: lacking || words.failed }));
        return;
      }
      const tools = element("p", {}, button(words.csv, () => download(got.rows, got.columns)));
      put(...remarks(choice, got.reframed), ...got.shown, tools);
      if (!charts && stages.length) tools.append(" ", drawAll());
    } finally {
      if (mine === turn) place.removeAttribute("aria-busy");
    }
  }

  function drawAll() {
    const asked = button(words.draw, () => {
      charts = true;
      stages.forEach((it) => it.stage.watch());
      later(stages);
      asked.remove();
    });
    return asked;
  }

  addEventListener("beforeprint", () => stages.forEach(({ stage }) => stage.redraw(true)));
  addEventListener("afterprint", () => stages.forEach(({ stage }) => stage.redraw()));

  return { draw, redraw: () => stages.forEach(({ stage }) => stage.redraw()) };
}

/** The marks of decimals and thousands, as Plotly wants them. */
function separatorsOf(language) {
  const found = new Intl.NumberFormat(language, { useGrouping: "always" }).formatToParts(1234.5);
  const mark = (type) => found.find((part) => part.type === type)?.value ?? "";
  return mark("decimal") + mark("group");
}
