/* Pieces of a page. Text is only ever set as text. */

const SVG = "http://www.w3.org/2000/svg";

export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("aria")) made.setAttribute(`aria-${key.slice(4).toLowerCase()}`, value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(text, act, given = {}) {
  const made = element("button", { type: "button", className: "bb-button", textContent: text, ...given });
  made.addEventListener("click", act);
  return made;
}

export function badge([symbol, word, css]) {
  return element("span", { className: `bb-badge bb-${css}`, textContent: `${symbol} ${word}` });
}

/** A table that scrolls on its own; rows are lists of cells, the first of which names its row. */
export function table(caption, heads, rows) {
  const cell = (it, at) => {
    const named = at === 0 ? element("th", { scope: "row" }) : element("td");
    named.append(...[it ?? ""].flat());
    return named;
  };
  const body = rows.map((row) => {
    const made = element("tr", {}, ...row.cells.map(cell));
    if (row.css) made.className = row.css;
    return made;
  });
  return element(
    "div",
    { className: "bb-scroll", role: "region", ariaLabel: caption, tabIndex: 0 },
    element(
      "table",
      { className: "bb-table" },
      element("caption", { textContent: caption }),
      element("thead", {}, element("tr", {}, ...heads.map((it) => element("th", { scope: "col" }, it)))),
      element("tbody", {}, ...body),
    ),
  );
}

const MARKS = {
  circle: "M15 6m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
  square: "M11 2h8v8h-8z",
  diamond: "M15 1l5 5l-5 5l-5 -5z",
  "triangle-up": "M15 1l5 9h-10z",
  x: "M11 3.5l1.5 -1.5l2.5 2.5l2.5 -2.5l1.5 1.5l-2.5 2.5l2.5 2.5l-1.5 1.5l-2.5 -2.5l-2.5 2.5l-1.5 -1.5l2.5 -2.5z",
};

/** Colour, dash and mark, as a line in a chart has them; a target's has no mark. */
export function swatch({ colour, dash, symbol }) {
  const picture = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  const mark = document.createElementNS(SVG, "path");
  const given = { class: "bb-swatch", viewBox: "0 0 30 12", width: 30, height: 12, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(given)) picture.setAttribute(name, value);
  line.setAttribute("d", "M0 6H30");
  line.style.stroke = colour;
  line.setAttribute("stroke-dasharray", dash === "solid" ? "none" : dash.replaceAll("px", ""));
  picture.append(line);
  if (symbol) {
    mark.setAttribute("d", MARKS[symbol]);
    mark.style.fill = colour;
    picture.append(mark);
  }
  return picture;
}
