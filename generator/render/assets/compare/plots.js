/* Charts as Plotly takes them. Colours are CSS variables, which `stage.js` resolves. A clinic keeps its
   colour, dash and mark in every chart; a verdict has its shape and its word. */

export const LOOKS = [
  { colour: "var(--bb-clinic-a)", dash: "solid", symbol: "circle" },
  { colour: "var(--bb-clinic-b)", dash: "8px,4px", symbol: "square" },
  { colour: "var(--bb-clinic-c)", dash: "2px,3px", symbol: "diamond" },
  { colour: "var(--bb-clinic-d)", dash: "10px,3px,2px,3px", symbol: "triangle-up" },
  { colour: "var(--bb-clinic-e)", dash: "5px,2px", symbol: "x" },
];
export const AIM = { colour: "var(--bb-target)", dash: "7px,4px" };
const JUDGED = {
  met: { color: "var(--bb-improvement)", symbol: "circle", size: 12 },
  close: { color: "var(--bb-close)", symbol: "diamond", size: 12 },
  missed: { color: "var(--bb-concern)", symbol: "square", size: 11 },
};
const UNJUDGED = { color: "var(--bb-steady)", symbol: "circle-open", size: 11, line: { width: 2 } };
const ROW = 46; // px
const MOST_TICKS = { wide: 9, narrow: 4 };
const LINE = 21; // px of a title
const HOVER = "%{text}<extra></extra>";
const FONT = { size: 12, color: "var(--bb-text)" };
const AXIS = {
  automargin: true,
  fixedrange: true,
  gridcolor: "var(--bb-grid)",
  linecolor: "var(--bb-grid)",
  tickcolor: "var(--bb-grid)",
  tickfont: FONT,
  zeroline: false,
};

/** Text for Plotly, which reads tags in it. */
export function safe(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function wrapped(text, letters) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= letters) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.map(safe).join("<br>");
}

function layout(axes, height, margin) {
  return {
    ...axes,
    autosize: false,
    dragmode: false,
    font: FONT,
    height,
    hoverlabel: { bgcolor: "var(--bb-background)", bordercolor: "var(--bb-text)", font: FONT },
    hovermode: "closest",
    margin,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
  };
}

/** How numbers of a standard read along an axis. */
function measured(standard, separators) {
  const percent = standard.unit === "%";
  return { ticksuffix: percent ? safe(standard.many.replace("{n}", "")) : "", separators };
}

function unit(standard) {
  const text = standard.unit === "%" ? "" : standard.unit;
  return {
    text: safe(text), x: 0, xref: "paper", xanchor: "left", y: 1, yref: "paper", yanchor: "bottom", showarrow: false,
    font: FONT,
  };
}

/** Newest values as dots on their intervals, from the top. `rows` hold name, value, low, high, target,
    verdict, definition, and in two parts what is said. */
export function dots(rows, standard, separators, narrow) {
  const there = rows.map((row, at) => ({ ...row, at })).filter((row) => row.value !== null);
  const bars = (ends, meaning) => ({
    type: "scatter", mode: "lines", hoverinfo: "skip", ...ends, line: meaning,
  });
  const sure = there.filter((row) => row.low !== null);
  // What is defined otherwise isn't held against a target, in a picture either.
  const aims = there.filter((row) => row.target !== null && !row.definition);
  const { ticksuffix } = measured(standard);
  const data = [
    bars(
      { x: sure.flatMap((row) => [row.low, row.high, null]), y: sure.flatMap((row) => [row.at, row.at, null]) },
      { color: "var(--bb-interval)", width: 8 },
    ),
    bars(
      {
        x: aims.flatMap((row) => [row.target, row.target, null]),
        y: aims.flatMap((row) => [row.at - 0.35, row.at + 0.35, null]),
      },
      { color: "var(--bb-target)", width: 2 },
    ),
    {
      type: "scatter",
      mode: "markers",
      cliponaxis: false,
      x: there.map((row) => row.value),
      y: there.map((row) => row.at),
      text: there.map((row) => safe(`${row.name}: ${row.said.join(" ")}`)),
      hovertemplate: HOVER,
      marker: marker(there.map((row) => JUDGED[row.verdict] ?? UNJUDGED)),
    },
  ];
  const ends = [...there.flatMap((row) => [row.value, row.low, row.high]), ...aims.map((row) => row.target)].filter(
    (it) => it !== null,
  );
  const axes = {
    separators,
    xaxis: { ...AXIS, showgrid: true, ticksuffix, nticks: narrow ? 4 : 8, ...around(ends) },
    yaxis: {
      ...AXIS,
      showgrid: false,
      range: [rows.length - 0.5, -0.5],
      tickvals: rows.map((_, at) => at),
      ticktext: rows.map((row) => wrapped(row.name, narrow ? 13 : 28)),
    },
    annotations: [
      ...rows.map((row, at) => ({
        text: beside(row.said, narrow ? 14 : 22), x: 1, xref: "paper", xanchor: "left", xshift: 10, y: at,
        align: "left", showarrow: false, font: FONT,
      })),
      unit(standard),
    ],
  };
  return { data, layout: layout(axes, rows.length * ROW + 60, { t: 22, r: narrow ? 96 : 170, b: 34, l: 40 }) };
}

/** A value and its verdict, in a line if it is a short one. */
function beside(said, letters) {
  const line = said.join(" ");
  return line.length > letters ? said.map(safe).join("<br>") : safe(line);
}

/** A range with a little room on both sides; nothing where there is nothing to show. */
function around(ends) {
  if (!ends.length) return {};
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1;
  return { range: [low - room, high + room] };
}

function marker(looks) {
  return {
    opacity: 1,
    color: looks.map((it) => it.color),
    symbol: looks.map((it) => it.symbol),
    size: looks.map((it) => it.size),
    line: { width: looks.map((it) => it.line?.width ?? 0) },
  };
}

/** Series on one scale. `lines` hold name, look, unlike and, by position, values and what is said of them;
    `targets` hold name and values by position. */
export function trends(lines, targets, names, standard, separators, narrow) {
  const step = Math.max(1, Math.ceil(names.length / MOST_TICKS[narrow ? "narrow" : "wide"]));
  const ticks = names.map((_, at) => at).filter((at) => at % step === 0);
  const data = [
    ...targets.map((target) => ({
      type: "scatter", mode: "lines", name: safe(target.name), hoverinfo: "skip", connectgaps: false,
      ...stepped(target.values), line: { color: target.colour, width: 1.5, dash: AIM.dash },
    })),
    ...lines.map(({ name, look, unlike, values, said }) => ({
      type: "scatter", mode: "lines+markers", name: safe(name), connectgaps: false,
      x: values.map((_, at) => at), y: values, text: said.map((it) => safe(it)), hovertemplate: HOVER,
      line: { color: look.colour, width: 2, dash: look.dash },
      marker: { color: look.colour, size: 7, symbol: unlike ? `${look.symbol}-open` : look.symbol },
    })),
  ];
  const { ticksuffix } = measured(standard);
  const axes = {
    separators,
    xaxis: {
      ...AXIS, showgrid: false, range: [-0.5, names.length - 0.5], tickvals: ticks, ticks: "outside",
      ticktext: ticks.map((at) => safe(names[at])), tickangle: 0,
    },
    yaxis: { ...AXIS, showgrid: true, ticksuffix, nticks: 6 },
    annotations: [unit(standard)],
  };
  return { data, layout: layout(axes, 280, { t: 24, r: 20, b: 34, l: 44 }) };
}

function stepped(values) {
  return {
    x: values.flatMap((_, at) => [at - 0.5, at + 0.5]),
    y: values.flatMap((value) => [value, value]),
  };
}

/** Two standards, a mark a clinic; no line through them. `points` hold name, x, y, said, unlike and a look
    if chosen. */
export function scatter(points, across, up, separators, narrow) {
  const plain = points.filter((it) => !it.look);
  const nth = (it) => LOOKS.indexOf(it.look);
  const chosen = points.filter((it) => it.look).sort((one, other) => nth(one) - nth(other));
  const trace = (them, name, color, symbol, size) => ({
    type: "scatter", mode: "markers", name: safe(name), cliponaxis: false,
    x: them.map((it) => it.x), y: them.map((it) => it.y), text: them.map((it) => it.said.map(safe).join("<br>")),
    hovertemplate: HOVER,
    marker: {
      color, size, opacity: 1, symbol: them.map((it) => (it.unlike ? `${symbol}-open` : symbol)), line: { width: 1 },
    },
  });
  const data = [
    ...(plain.length ? [trace(plain, "", "var(--bb-steady)", "circle", 7)] : []),
    ...chosen.map((it) => trace([it], it.name, it.look.colour, it.look.symbol, 13)),
  ];
  data.forEach((it) => (it.showlegend = it.name !== ""));
  const axis = (standard) => ({
    ...AXIS, showgrid: true, nticks: narrow ? 4 : 7, ticksuffix: measured(standard).ticksuffix,
    title: { text: wrapped(titled(standard), narrow ? 34 : 60), font: FONT, standoff: 8 },
  });
  return {
    data,
    layout: layout({ separators, xaxis: axis(across), yaxis: axis(up) }, 420, { t: 14, r: 20, b: 60, l: 60 }),
  };
}

function titled(standard) {
  return standard.unit && standard.unit !== "%" ? `${standard.title} (${standard.unit})` : standard.title;
}

/** A chart as it leaves the page: with its title, what holds for all values, and a key, on its background. */
export function alone({ data, layout: own }, title, remark) {
  const keyed = data.some((trace) => trace.name);
  const small = remark && `<span style="font-size:${FONT.size}px">${wrapped(remark, 130)}</span>`;
  const head = [wrapped(title, 100), small].filter(Boolean).join("<br>");
  const more = (head.split("<br>").length - 1) * LINE;
  return {
    data,
    layout: {
      ...own,
      width: 900,
      height: own.height + 50 + more + (keyed ? 60 : 0),
      margin: { ...own.margin, t: own.margin.t + 50 + more, b: own.margin.b + (keyed ? 60 : 0) },
      paper_bgcolor: "var(--bb-background)",
      showlegend: keyed,
      legend: { orientation: "h", y: -0.15, yanchor: "top", font: FONT },
      // Plotly puts the middle of several lines where that of one would be.
      title: { text: head, x: 0, xref: "container", xanchor: "left", pad: { l: 12, t: 12 + more / 2 },
        y: 1, yref: "container", yanchor: "top", font: { size: 16, color: "var(--bb-text)" } },
    },
  };
}
