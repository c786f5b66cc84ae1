/* The switch for another frame of reference. All verdicts were worked out when the page was made; this
   only puts those of a country where those of home stood, and keeps the choice in the address. What
   comes from the address is compared with what the page knows and never put into it. */
(() => {
  "use strict";
  const PARAMETER = "eyes";
  const VERDICT = 2; // cells of a row: name, value, verdict, target
  const TARGET = 3;

  const place = document.querySelector(".bb-eyes");
  if (!place) return;
  const said = JSON.parse(place.dataset.words);
  const countries = Object.keys(said.countries);
  const own = said.own ?? ""; // the country that the page's own verdicts are of
  const home = new Map(); // row or answer → its nodes as the page came

  function keep(node) {
    if (!home.has(node)) home.set(node, [...node.childNodes]);
  }

  function put(cell, nodes) {
    keep(cell);
    cell.replaceChildren(...nodes);
  }

  function badge(css, text) {
    const made = document.createElement("span");
    made.className = `bb-badge bb-${css}`;
    made.textContent = text;
    return made;
  }

  function mark(row, css, text, target) {
    const verdict = row.cells[VERDICT];
    put(verdict, [badge(css, text)]);
    put(row.cells[TARGET], [target]);
    row.classList.add("bb-reframed");
  }

  function back() {
    for (const [node, nodes] of home) node.replaceChildren(...nodes);
    home.clear();
    document.querySelectorAll(".bb-reframed").forEach((row) => row.classList.remove("bb-reframed"));
  }

  /* On a clinic's page: the cells of the table of countries. */
  function ofClinic(country) {
    document.querySelectorAll(".bb-eyes-table tr[data-standard]").forEach((from) => {
      const cell = [...from.cells].find((it) => it.dataset.eyes === country);
      const section = document.getElementById(from.dataset.standard)?.closest("section");
      const link = [...document.querySelectorAll(".bb-card th a")].find(
        (it) => it.getAttribute("href") === `#${from.dataset.standard}`,
      );
      const shown = cell?.querySelector(".bb-badge");
      const target = cell?.querySelector("small")?.textContent ?? "";
      if (!shown || !link) return;
      const css = shown.className.replace(/^bb-badge bb-/, "");
      mark(link.closest("tr"), css, shown.textContent, target);
      const answer = section?.querySelector(".bb-whys details");
      if (answer) {
        put(answer.querySelector("summary b"), [badge(css, shown.textContent)]);
        put(answer.querySelector("p"), [`${said.countries[country]}: ${target}`]);
        answer.classList.add("bb-reframed");
      }
    });
  }

  /* On a standard's page: the codes of each row. */
  function ofStandard(country) {
    const nth = countries.indexOf(country);
    document.querySelectorAll(".bb-rows tr[data-eyes]").forEach((row) => {
      const verdict = said.verdicts[row.dataset.eyes.split(" ")[nth]];
      if (verdict) mark(row, verdict[0], verdict[1], said.targets[country] ?? "");
    });
  }

  function look(country) {
    back();
    select.value = country;
    note.textContent = country ? said.looking.replace("{country}", said.countries[country]) : "";
    if (country) (said.verdicts ? ofStandard : ofClinic)(country);
    if (document.querySelector(".bb-reframed .bb-spark .bb-target")) note.append(" ", said.lines);
  }

  function asked() {
    const named = new URLSearchParams(location.search).getAll(PARAMETER).filter(Boolean);
    const wanted = named[0]?.toLowerCase() ?? "";
    const known = countries.includes(wanted);
    look(known ? wanted : "");
    if (wanted && wanted !== own && !known) note.textContent = said.unknown;
    else if (named.length > 1) note.append(" ", said.severally.replace("{what}", () => named.slice(1).join(", ")));
  }

  const select = document.createElement("select");
  for (const [value, name] of [["", said.home], ...Object.entries(said.countries)]) {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = name;
    select.append(option);
  }
  const label = document.createElement("label");
  label.append(said.label, " ", select);
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  place.append(...(countries.length ? [label] : []), note);

  select.addEventListener("change", () => {
    const address = new URL(location);
    if (select.value) address.searchParams.set(PARAMETER, select.value);
    else address.searchParams.delete(PARAMETER);
    history.pushState(null, "", address);
    look(select.value);
  });
  addEventListener("popstate", asked);
  asked();
})();
