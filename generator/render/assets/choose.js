/* What a reader chooses: filters of lists and of the heat map, and the order of its rows and columns. The
   address keeps the choice, so that it can be shared. What an address asks for is only ever compared with
   what the page has; nothing from it is put into the page. Without this script the page shows everything. */
(() => {
  "use strict";

  const WORST_FIRST = "";
  const BEST_FIRST = "-";
  const LONGEST = 200; // letters of a nonsense that are told

  const element = (name, css, text = "") => {
    const made = document.createElement(name);
    made.className = css;
    made.textContent = text;
    return made;
  };

  /* ---------------------------------------------------------------- the choice and the address */

  class Choice {
    /** `show(chosen)` shows what fits and returns how many of how many that are. */
    constructor(form, show, more = []) {
      this.form = form;
      this.show = show;
      this.words = JSON.parse(form.dataset.words);
      this.status = form.querySelector("[role=status]");
      this.fields = [
        ...[...form.querySelectorAll("select")].map((select) => ({
          name: select.name,
          label: select.labels[0].firstChild.textContent.trim(),
          has: (value) => [...select.options].some((option) => option.value === value),
          get: () => select.value,
          set: (value) => (select.value = value),
        })),
        ...[...form.querySelectorAll("input")].map((input) => ({
          name: input.name,
          label: input.labels[0].firstChild.textContent.trim(),
          has: () => true,
          get: () => input.value.trim(),
          set: (value) => (input.value = value),
        })),
        ...more,
      ];
      form.addEventListener("change", () => this.changed());
      form.addEventListener("input", ({ target }) => target.matches("input") && this.tell([]));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        for (const field of this.fields) field.set("");
        this.changed();
      });
      window.addEventListener("popstate", () => this.read());
      form.hidden = false;
      this.read();
    }

    read() {
      const asked = new URLSearchParams(location.search);
      const ignored = [];
      for (const field of this.fields) {
        const said = (asked.get(field.name) ?? "").trim();
        // No name has a capital letter, so that those of an address mean nothing.
        const value = field.has(said) ? said : said.toLowerCase();
        const known = value === "" || field.has(value);
        field.set(known ? value : "");
        if (!known) ignored.push(`${field.label} (${said.slice(0, LONGEST)})`);
      }
      this.tell(ignored);
    }

    changed() {
      const asked = new URLSearchParams(location.search);
      for (const field of this.fields) {
        if (field.get() === "") asked.delete(field.name);
        else asked.set(field.name, field.get());
      }
      const query = asked.toString();
      if (query === new URLSearchParams(location.search).toString()) return this.tell([]);
      try {
        history.pushState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
      } catch {
        // Some browsers keep the address of a file as it is.
      }
      this.tell([]);
    }

    tell(ignored) {
      const chosen = Object.fromEntries(this.fields.map((field) => [field.name, field.get()]));
      const [shown, all] = this.show(chosen).map((n) => n.toLocaleString(document.documentElement.lang));
      const said = [];
      if (ignored.length) said.push(this.words.ignored.replace("{what}", () => ignored.join(", ")));
      if (shown !== all) said.push(this.words.shown.replace("{shown}", shown).replace("{all}", all));
      this.status.textContent = said.join(" ");
    }
  }

  /* ---------------------------------------------------------------- lists */

  /** The entries of one kind, brought from the countries' lists into one, in the order of the whole. */
  function united(kind, first, said) {
    const entries = [...kind.querySelectorAll("li[data-nth]")].sort((one, other) => one.dataset.nth - other.dataset.nth);
    const groups = [...kind.querySelectorAll(".bb-group")];
    const list = document.createElement("ol");
    list.append(...entries.slice(0, first));
    groups[0].before(list);
    for (const gone of [...groups, ...kind.querySelectorAll(".bb-jump")]) gone.remove();
    const rest = entries.slice(first);
    const more = rest.length ? folded(rest, first, said) : null;
    if (more) list.after(more);
    return { kind, entries, more };
  }

  /** What comes after the first entries, closed until asked for. */
  function folded(entries, first, said) {
    const more = element("details", "bb-more");
    const list = document.createElement("ol");
    const n = entries.length.toLocaleString(document.documentElement.lang);
    list.start = first + 1;
    list.append(...entries);
    more.append(element("summary", "", said.replace("{n}", () => n)), list);
    return more;
  }

  const fits = ({ dataset }, { country, theme, role, standard }) =>
    (!country || dataset.country === country) &&
    (!theme || dataset.theme === theme) &&
    (!standard || dataset.standard === standard) &&
    (!role || dataset.role.split(" ").includes(role));

  function lists(form, kinds) {
    const lists = kinds.map((kind) => united(kind, Number(form.dataset.first), JSON.parse(form.dataset.words).more));
    const entries = lists.flatMap((list) => list.entries);
    new Choice(form, (chosen) => {
      const any = Object.values(chosen).some(Boolean);
      for (const entry of entries) entry.hidden = !fits(entry, chosen);
      for (const { kind, entries: own, more } of lists) {
        kind.hidden = own.every((entry) => entry.hidden);
        if (!more) continue;
        more.open = any; // what was chosen is all seen
        more.firstChild.hidden = any;
      }
      return [entries.filter((entry) => !entry.hidden).length, entries.length];
    });
  }

  /* ---------------------------------------------------------------- the heat map */

  class Heat {
    constructor(table) {
      this.table = table;
      this.sorted = "";
      this.head = table.tHead.rows[0];
      this.columns = [...this.head.cells];
      this.groups = [...table.tBodies];
      this.rows = this.groups.flatMap((group) =>
        [...group.rows].filter((row) => !row.classList.contains("bb-theme")).map((row) => this.row(row, group)),
      );
      this.shown = this.columns.map((_, at) => at);
      for (const column of this.columns) this.sorter(column);
    }

    row(row, group) {
      const cells = [...row.cells];
      return {
        row,
        group,
        cells,
        id: row.dataset.id,
        country: group.dataset.country,
        title: cells[0].textContent,
        values: cells.map((cell) => (cell.dataset.v === undefined ? NaN : Number(cell.dataset.v))),
      };
    }

    sorter(column) {
      const button = element("button", "bb-sort", "↕");
      const name = column.textContent.trim();
      button.type = "button";
      button.setAttribute("aria-label", this.table.dataset.sort.replace("{name}", () => name));
      button.title = button.getAttribute("aria-label");
      button.addEventListener("click", () => {
        const id = column.dataset.id;
        const next = { [WORST_FIRST + id]: BEST_FIRST + id, [BEST_FIRST + id]: "" };
        this.sort(next[this.sorted] ?? WORST_FIRST + id);
        this.changed?.();
      });
      column.append(button);
    }

    hasColumn(sorted) {
      return this.columns.some(({ dataset: { id } }) => sorted === WORST_FIRST + id || sorted === BEST_FIRST + id);
    }

    /** Rows by a column: worst first by its id, best first by its id after a minus, else as they were. */
    sort(sorted) {
      this.sorted = sorted;
      const back = sorted.startsWith(BEST_FIRST);
      const at = this.columns.findIndex(({ dataset: { id } }) => id === sorted.slice(back ? BEST_FIRST.length : 0));
      this.columns.forEach((column, nth) => {
        if (nth === at) column.setAttribute("aria-sort", back ? "descending" : "ascending");
        else column.removeAttribute("aria-sort");
        column.querySelector(".bb-sort").textContent = nth !== at ? "↕" : back ? "↓" : "↑";
      });
      for (const group of this.groups) group.classList.toggle("bb-mixed", at >= 0);
      if (at < 0) {
        for (const { row, group } of this.rows) group.append(row);
        return;
      }
      const compare = at === 0 ? byTitle : (one, other) => byValue(one.values[at], other.values[at], back);
      const ordered = [...this.rows].sort((one, other) => (at === 0 && back ? -1 : 1) * compare(one, other));
      this.groups[0].append(...ordered.map(({ row }) => row));
    }

    /** Columns of standards by how often they are missed, or by one clinic's verdicts; worst first. */
    arrange(order) {
      const first = 1;
      const last = this.columns.length - 1;
      const places = this.columns.map((_, at) => at).slice(first, last);
      const one = this.rows.find(({ id }) => id === order);
      const missed = (at) => {
        const judged = this.rows.map(({ values }) => values[at]).filter((value) => !Number.isNaN(value));
        return judged.length ? judged.filter((value) => value < 1).length / judged.length : NaN;
      };
      const weights = new Map(order ? places.map((at) => [at, one ? one.values[at] : -missed(at)]) : []);
      if (order) places.sort((a, b) => byValue(weights.get(a), weights.get(b), false));
      const whole = [0, ...places, last];
      if (whole.every((at, nth) => at === this.shown[nth])) return;
      this.shown = whole;
      this.head.append(...whole.map((at) => this.columns[at]));
      for (const { row, cells } of this.rows) row.append(...whole.map((at) => cells[at]));
    }

    filter({ country, theme, verdict, find }) {
      const asked = plain(find);
      const gone = this.columns.map(({ dataset }) => Boolean(theme && dataset.theme && dataset.theme !== theme));
      this.columns.forEach((column, at) => (column.hidden = gone[at]));
      let shown = 0;
      const last = this.columns.length - 1;
      for (const { row, cells, country: there, title, values } of this.rows) {
        row.hidden =
          Boolean(country && there !== country) ||
          Boolean(verdict && !values.some((value, at) => at < last && !gone[at] && value < 1)) ||
          !plain(title).includes(asked);
        shown += row.hidden ? 0 : 1;
        cells.forEach((cell, at) => (cell.hidden = gone[at]));
      }
      this.printed(theme);
      for (const group of this.groups) {
        group.classList.toggle("bb-away", this.rows.every((one) => one.group !== group || one.row.hidden));
      }
      return [shown, this.rows.length];
    }

    /** What is printed shows what was chosen, too: there each standard is a row, each clinic a column. */
    printed(theme) {
      const gone = new Set(this.rows.filter(({ row }) => row.hidden).map(({ id }) => id));
      for (const paper of document.querySelectorAll("table.bb-paper")) {
        const away = [...paper.tHead.rows[0].cells].map(({ dataset }) => gone.has(dataset.id));
        paper.hidden = away.lastIndexOf(false) === 0;
        for (const { cells: [group] } of paper.querySelectorAll(".bb-theme")) group.colSpan = away.filter((it) => !it).length;
        for (const row of paper.querySelectorAll("tr:not(.bb-theme)")) {
          [...row.cells].forEach((cell, at) => (cell.hidden = away[at]));
        }
        for (const body of paper.tBodies) body.hidden = Boolean(theme && body.dataset.theme !== theme);
      }
    }

    /** The form chooses and the address keeps it. */
    follow(form) {
      const order = form.elements.order;
      const clinics = document.createElement("optgroup");
      clinics.label = this.columns[0].firstChild.textContent;
      clinics.append(...this.rows.map(({ id, title }) => new Option(title, id)));
      order.append(clinics);
      const sort = {
        name: "sort",
        label: JSON.parse(form.dataset.words).sort,
        has: (value) => this.hasColumn(value),
        get: () => this.sorted,
        set: (value) => value !== this.sorted && this.sort(value),
      };
      const choice = new Choice(
        form,
        (chosen) => {
          this.arrange(chosen.order);
          return this.filter(chosen);
        },
        [sort],
      );
      this.changed = () => choice.changed();
    }
  }

  /** Without accents and capitals, so that "leon" finds León. */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

  const byTitle = (one, other) => one.title.localeCompare(other.title, document.documentElement.lang);

  /** Smaller first, or larger first; what has no value comes last either way. */
  function byValue(one, other, back) {
    if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) - Number.isNaN(other);
    return back ? other - one : one - other;
  }

  /* ---------------------------------------------------------------- the page */

  const form = document.querySelector("form.bb-choose");
  const news = [...document.querySelectorAll(".bb-kind")];
  if (form && news.length) lists(form, news);
  for (const table of document.querySelectorAll("table.bb-heat")) {
    const heat = new Heat(table);
    if (form && table.classList.contains("bb-board")) heat.follow(form);
  }
})();
