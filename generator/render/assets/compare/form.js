/* What the reader chooses with. It shows a choice (`sync`) and says what is wanted instead (`change`). */

const MOST_SHOWN = 40; // clinics in the list at once

export function form(kit, all, choices, say, change) {
  const { parts, plots, address, periods, groups } = kit;
  const { element, button } = parts;
  const { words } = choices;
  const { fill } = kit.saying;
  const own = groups.groups();
  let choice = address.nothing(all);
  let ids = 0;

  /* ---------------------------------------------------------------- pieces */

  function labelled(text, input) {
    input.id = `bb-choice-${(ids += 1)}`;
    return element("div", { className: "bb-field" }, element("label", { htmlFor: input.id, textContent: text }), input);
  }

  function select(options, act) {
    const made = element("select");
    put(made, options);
    made.addEventListener("change", () => act(made.value));
    return made;
  }

  function put(made, options) {
    const value = made.value;
    made.replaceChildren(...options.map(([it, text]) => element("option", { value: it, textContent: text })));
    if (options.some(([it]) => it === value)) made.value = value;
  }

  function tick(text, checked, act, given = {}) {
    const input = element("input", { type: "checkbox", checked, ...given });
    input.addEventListener("change", () => act(input.checked));
    return element("label", { className: "bb-tick" }, input, element("span", { textContent: text }));
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* ---------------------------------------------------------------- clinics */

  const isOwn = (group) => group.startsWith("own.");
  const chosen = element("ul", { className: "bb-chosen" });
  const found = element("div", { className: "bb-options", role: "group", ariaLabel: words.clinics });
  const hint = element("p", { className: "bb-small", role: "status" });
  const among = select([], (value) => {
    listClinics();
    change({ among: isOwn(value) ? "" : value }); // one's own groups are nobody else's, so no address has them
  });
  const search = element("input", { type: "search", autocomplete: "off" });
  search.addEventListener("input", listClinics);
  const searched = [...all.clinics.values()].map((clinic) => [clinic, plain(`${clinic.name} ${clinic.id}`)]);

  function amongOptions() {
    return [
      ["", words.allClinics],
      ...address.groups(choices),
      ...own.all.map(([name]) => [`own.${name}`, `★ ${name}`]),
    ];
  }

  function listClinics() {
    const [kind, ...rest] = among.value.split(".");
    const of = rest.join(".");
    const members = new Set(kind === "own" ? own.all.find(([name]) => name === of)?.[1] : []);
    const belongs = {
      country: (it) => it.country === of,
      setting: (it) => it.setting === of,
      peers: (it) => it.peers.includes(of),
      own: (it) => members.has(it.id),
    }[kind];
    const wanted = plain(search.value.trim());
    const fits = searched.filter(([it, text]) => (!belongs || belongs(it)) && text.includes(wanted));
    found.replaceChildren(...fits.slice(0, MOST_SHOWN).map(([it]) => clinicTick(it)));
    found.dataset.more = Math.max(0, fits.length - MOST_SHOWN);
    found.dataset.none = fits.length ? "" : "none";
    syncClinics();
  }

  /** The group that the address names; one's own stays where the address names none. */
  function syncAmong() {
    if (among.value === choice.among || (!choice.among && isOwn(among.value))) return syncClinics();
    among.value = choice.among;
    return listClinics();
  }

  function clinicTick(clinic) {
    const toggle = (on) =>
      change({ clinics: on ? [...choice.clinics, clinic.id] : choice.clinics.filter((id) => id !== clinic.id) });
    return tick(clinic.name, false, toggle, { value: clinic.id });
  }

  function syncClinics() {
    const full = choice.clinics.length >= address.MOST;
    for (const input of found.querySelectorAll("input")) {
      input.checked = choice.clinics.includes(input.value);
      input.disabled = full && !input.checked;
    }
    const more = Number(found.dataset.more);
    const said = [full && words.full, more > 0 && fill(words.more, { n: say.number(more) })];
    hint.textContent = found.dataset.none ? words.none : said.filter(Boolean).join(" ");
    chosen.replaceChildren(...choice.clinics.map(chip));
  }

  function chip(id, at) {
    const { name } = all.clinics.get(id);
    const out = button("✕", () => {
      change({ clinics: choice.clinics.filter((it) => it !== id) });
      (chosen.querySelectorAll("button")[Math.min(at, choice.clinics.length - 1)] ?? search).focus();
    });
    out.setAttribute("aria-label", fill(words.remove, { name }));
    const link = element("a", { href: choices.clinicPage.replace("ID", id), textContent: name });
    return element("li", {}, parts.swatch(plots.LOOKS[at]), link, out);
  }

  /* ---------------------------------------------------------------- standards */

  const offered = choices.standards.filter((standard) => !address.refused(standard));
  const ticks = new Map();
  const searchStandards = element("input", { type: "search", autocomplete: "off" });
  searchStandards.addEventListener("input", listStandards);
  const noStandard = element("p", { className: "bb-small", role: "status" });
  const themes = Object.entries(choices.themes).flatMap(([theme, title]) => {
    const own = offered.filter((standard) => standard.theme === theme);
    if (!own.length) return [];
    const made = own.map((standard) => {
      const draft = standard.status === "draft" ? ` (${words.draft})` : "";
      const made = tick(`${standard.title}${draft}`, false, (on) => toggleStandard(standard.id, on));
      ticks.set(standard.id, made);
      return made;
    });
    const head = element("p", { className: "bb-theme-name", textContent: title, ariaHidden: "true" });
    return [element("div", { role: "group", ariaLabel: title }, head, ...made)];
  });

  function toggleStandard(id, on) {
    change({ standards: on ? [...choice.standards, id] : choice.standards.filter((it) => it !== id) });
  }

  function listStandards() {
    const wanted = plain(searchStandards.value.trim());
    for (const made of ticks.values()) made.hidden = !plain(made.textContent).includes(wanted);
    for (const theme of themes) theme.hidden = [...theme.querySelectorAll("label")].every((it) => it.hidden);
    noStandard.textContent = themes.every((it) => it.hidden) ? words.none : "";
  }

  /* ---------------------------------------------------------------- period, eyes, view */

  const months = Array.from({ length: Math.max(0, all.last - all.first + 1) }, (_, at) => all.first + at);
  const named = months.map((at) => [String(at), say.period(periods.month(at))]);
  const from = select(named, (at) => change({ from: Number(at), to: Math.max(Number(at), choice.to) }));
  const to = select(named, (at) => change({ to: Number(at), from: Math.min(Number(at), choice.from) }));
  const eyes = select(
    [["", words.home], ...choices.frames.map((id) => [id, choices.countries[id] ?? id])],
    (country) => change({ eyes: country }),
  );

  function radios(legend, name, options, act) {
    const made = options.map(([value, text]) => {
      const input = element("input", { type: "radio", name, value });
      input.addEventListener("change", () => input.checked && act(value));
      return element("label", { className: "bb-tick" }, input, element("span", { textContent: text }));
    });
    return element("fieldset", { className: "bb-radios" }, element("legend", { textContent: legend }), ...made);
  }

  function mark(fieldset, value) {
    for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === value;
  }

  const view = radios(words.view, "bb-view", address.VIEWS.map((it) => [it, words[it]]), (it) => change({ view: it }));
  const of = radios(
    words.of, "bb-of", [["all", words.allClinics], ["chosen", words.chosen]], (it) => change({ of: it }),
  );
  const titles = [["", "–"], ...offered.map((standard) => [standard.id, standard.title])];
  const axes = [0, 1].map((at) => select(titles, (id) => setAxis(at, id)));
  const axesFields = element(
    "div", { className: "bb-fields" }, labelled(words.across, axes[0]), labelled(words.up, axes[1]), of,
  );

  function setAxis(at, id) {
    const pair = [axes[0].value, axes[1].value];
    if (id && pair[0] === pair[1]) pair[1 - at] = choice.standards.find((it) => it !== id) ?? "";
    const rest = choice.standards.slice(2).filter((it) => !pair.includes(it));
    change({ standards: [...pair.filter(Boolean), ...rest] });
  }

  /* ---------------------------------------------------------------- own groups */

  const groupName = element("input", { type: "text", maxLength: 60, autocomplete: "off" });
  const groupList = element("ul", { className: "bb-groups" });
  const groupSaid = element("p", { className: "bb-small", role: "status" });
  const keptWhere = element("p", { className: "bb-small" });
  const keep = () => {
    const name = own.keep(groupName.value, choice.clinics);
    groupSaid.textContent = name ? fill(words.keptAs, { name }) : words.needName;
    if (name) groupName.value = "";
    listGroups();
  };
  groupName.addEventListener("keydown", (event) => event.key === "Enter" && keep());

  function listGroups() {
    keptWhere.textContent = own.stored ? words.kept : words.notKept;
    groupList.replaceChildren(
      ...own.all.map(([name, clinics]) => {
        const there = clinics.filter((id) => all.clinics.has(id)).slice(0, address.MOST);
        const show = button(name, () => change({ clinics: there }));
        show.setAttribute("aria-label", fill(words.showGroup, { name }));
        const gone = button("✕", () => {
          own.remove(name);
          groupSaid.textContent = fill(words.deleted, { name });
          listGroups();
          groupName.focus();
        });
        gone.setAttribute("aria-label", fill(words.deleteGroup, { name }));
        return element("li", {}, show, gone);
      }),
    );
    put(among, amongOptions());
    listClinics();
  }

  /* ---------------------------------------------------------------- put together */

  const made = element(
    "div",
    { className: "bb-chooser" },
    element(
      "fieldset",
      { className: "bb-pick" },
      element("legend", { textContent: words.upTo }),
      chosen,
      element("div", { className: "bb-fields" }, labelled(words.searchClinics, search), labelled(words.among, among)),
      found,
      hint,
      element(
        "details",
        { className: "bb-own bb-more" },
        element("summary", { textContent: words.groups }),
        keptWhere,
        labelled(words.groupName, groupName),
        button(words.keep, keep),
        groupList,
        groupSaid,
      ),
    ),
    element(
      "fieldset",
      { className: "bb-pick" },
      element("legend", { textContent: words.standards }),
      element("div", { className: "bb-fields" }, labelled(words.searchStandards, searchStandards)),
      element("div", { className: "bb-options" }, ...themes),
      noStandard,
    ),
    element(
      "div",
      { className: "bb-how" },
      view,
      axesFields,
      element(
        "div",
        { className: "bb-fields" },
        labelled(words.from, from),
        labelled(words.to, to),
        labelled(words.eyes, eyes),
      ),
      button(words.again, () => change(address.nothing(all))),
    ),
  );
  listGroups();

  function sync(now) {
    choice = now;
    syncAmong();
    for (const [id, label] of ticks) label.querySelector("input").checked = choice.standards.includes(id);
    [from.value, to.value, eyes.value] = [String(choice.from), String(choice.to), choice.eyes];
    mark(view, choice.view);
    mark(of, choice.of);
    axesFields.hidden = choice.view !== "scatter";
    axes.forEach((axis, at) => (axis.value = choice.standards[at] ?? ""));
  }

  return { made, sync };
}
