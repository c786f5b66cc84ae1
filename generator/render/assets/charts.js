/* Charts a reader can explore. Every chart is a picture in the page; when somebody reaches for one,
   Plotly is loaded once and takes the picture's place, in its size and colours. Where that fails, the
   picture stays. Nothing here runs or inserts what comes from data as markup. */
(() => {
  "use strict";

/* made by generator/charts/browser_assets.py: begin */
  const LAYOUTS = {
    "trend": {"autosize": true, "dragmode": "zoom", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "hoverlabel": {"bgcolor": "var(--bb-background)", "bordercolor": "var(--bb-text)", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": false, "height": 240, "hovermode": "x", "margin": {"t": 36, "r": 64, "b": 28, "l": 50, "pad": 0}, "xaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "outside", "zeroline": false, "showline": true, "mirror": true, "linecolor": "var(--bb-grid)", "linewidth": 1, "layer": "below traces"}, "yaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": true, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "rgba(0,0,0,0)", "ticklen": 5, "ticks": "outside", "zeroline": false}},
    "dots": {"autosize": true, "dragmode": "zoom", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "hoverlabel": {"bgcolor": "var(--bb-background)", "bordercolor": "var(--bb-text)", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": false, "hovermode": "closest", "margin": {"t": 34, "r": 160, "b": 40, "l": 180, "pad": 8}, "xaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": true, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "rgba(0,0,0,0)", "ticklen": 5, "ticks": "outside", "zeroline": false}, "yaxis": {"automargin": true, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "", "zeroline": false, "fixedrange": true}},
    "funnel": {"autosize": true, "dragmode": "zoom", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "hoverlabel": {"bgcolor": "var(--bb-background)", "bordercolor": "var(--bb-text)", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": false, "height": 320, "hovermode": "closest", "margin": {"t": 36, "r": 64, "b": 46, "l": 50, "pad": 0}, "xaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "outside", "zeroline": false, "showline": true, "mirror": true, "linecolor": "var(--bb-grid)", "linewidth": 1, "layer": "below traces"}, "yaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": true, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "rgba(0,0,0,0)", "ticklen": 5, "ticks": "outside", "zeroline": false}},
    "spread": {"autosize": true, "dragmode": "zoom", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "hoverlabel": {"bgcolor": "var(--bb-background)", "bordercolor": "var(--bb-text)", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": false, "height": 240, "hovermode": "x", "margin": {"t": 36, "r": 64, "b": 28, "l": 50, "pad": 0}, "xaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "outside", "zeroline": false, "showline": true, "mirror": true, "linecolor": "var(--bb-grid)", "linewidth": 1, "layer": "below traces"}, "yaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": true, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "rgba(0,0,0,0)", "ticklen": 5, "ticks": "outside", "zeroline": false}},
    "spine": {"autosize": true, "dragmode": "zoom", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "hoverlabel": {"bgcolor": "var(--bb-background)", "bordercolor": "var(--bb-text)", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": false, "hovermode": "closest", "margin": {"t": 14, "r": 310, "b": 14, "l": 180, "pad": 64}, "xaxis": {"automargin": false, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "", "zeroline": false, "range": [0, 1000], "showticklabels": false}, "yaxis": {"automargin": true, "gridcolor": "var(--bb-grid)", "showgrid": false, "tickfont": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "tickcolor": "var(--bb-grid)", "ticklen": 4, "ticks": "", "zeroline": false, "fixedrange": true}},
  };
  const TRACES = {
    "limit": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-limit)", "width": 1, "dash": "1px,3px"}},
    "mean": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-mean)", "width": 1, "dash": "solid"}},
    "trial": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-mean)", "width": 1, "dash": "4px,3px"}},
    "target": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-target)", "width": 1.5, "dash": "7px,4px"}},
    "restart": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-mark)", "width": 1.5, "dash": "3px,3px"}},
    "change": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-mark)", "width": 1, "dash": "1px,4px"}},
    "value": {"type": "scatter", "mode": "lines+markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-steady)", "size": 5, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>", "line": {"color": "var(--bb-line)", "width": 1.5}},
    "improvement": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "skip", "marker": {"color": "var(--bb-improvement)", "size": 8, "symbol": "circle"}},
    "concern": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "skip", "marker": {"color": "var(--bb-concern)", "size": 7, "symbol": "square"}},
    "neutral": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "skip", "marker": {"color": "var(--bb-neutral)", "size": 8, "symbol": "circle"}},
    "goal": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-target)", "width": 2, "dash": "solid"}},
    "benchmark": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-mean)", "width": 1.5, "dash": "2px,2px"}},
    "interval": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-interval)", "width": 7, "dash": "solid"}},
    "published": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-neutral)", "width": 5, "dash": "solid"}},
    "variant": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-neutral)", "width": 5, "dash": "2px,2px"}},
    "met": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-improvement)", "size": 11, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "close": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-close)", "size": 11, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "missed": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-concern)", "size": 10, "symbol": "square"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "other": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-steady)", "size": 9, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "far": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-limit)", "width": 1.5, "dash": "solid"}},
    "near": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-limit)", "width": 1.5, "dash": "4px,3px"}},
    "alike": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-steady)", "size": 6, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "unjudged": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-steady)", "size": 6, "symbol": "circle-open"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "better": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-improvement)", "size": 11, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "worse": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-concern)", "size": 10, "symbol": "square"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "apart": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-neutral)", "size": 11, "symbol": "circle"}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "maybe-better": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-improvement)", "size": 10, "symbol": "circle-open", "line": {"width": 2}}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "maybe-worse": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-concern)", "size": 9, "symbol": "square-open", "line": {"width": 2}}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "maybe-apart": {"type": "scatter", "mode": "markers", "cliponaxis": false, "hoverinfo": "all", "marker": {"color": "var(--bb-neutral)", "size": 10, "symbol": "circle-open", "line": {"width": 2}}, "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"},
    "box": {"type": "box", "boxpoints": false, "fillcolor": "var(--bb-interval)", "hoverinfo": "skip", "line": {"color": "var(--bb-limit)", "width": 1}, "whiskerwidth": 0, "width": 0.6},
    "reach": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-limit)", "width": 1, "dash": "solid"}},
    "half": {"type": "scatter", "mode": "lines", "cliponaxis": false, "hoverinfo": "skip", "line": {"color": "var(--bb-interval)", "width": 9, "dash": "solid"}},
    "left": {"type": "scatter", "mode": "text", "cliponaxis": false, "hoverinfo": "skip", "textposition": "middle left", "texttemplate": "%{text}\u00a0\u00a0\u00a0\u00a0"},
    "right": {"type": "scatter", "mode": "text", "cliponaxis": false, "hoverinfo": "skip", "textposition": "middle right", "texttemplate": "\u00a0\u00a0\u00a0\u00a0%{text}"},
  };
  const ANNOTATIONS = {
    "unit": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "left", "xref": "paper", "x": 0, "xshift": -50, "yref": "paper", "y": 1, "yanchor": "top", "yshift": 36, "borderpad": 0},
    "key": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "right", "xref": "paper", "x": 1, "xshift": 64, "yref": "paper", "y": 1, "yanchor": "top", "yshift": 36, "borderpad": 0},
    "aim": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-target)", "weight": 700}, "xanchor": "left", "xref": "paper", "x": 1, "xshift": 6, "yanchor": "middle"},
    "average": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-mean)", "weight": 400}, "xanchor": "left", "xref": "paper", "x": 1, "xshift": 6, "yanchor": "middle"},
    "level": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-target)", "weight": 400}, "xanchor": "left", "yanchor": "bottom"},
    "said": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "left", "xref": "paper", "x": 1, "xshift": 12, "yanchor": "middle"},
    "standing": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "left", "xref": "paper", "x": 1, "xshift": 64, "yanchor": "middle"},
    "goal": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-target)", "weight": 700}, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"},
    "benchmark": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-mean)", "weight": 400}, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 14},
    "edge": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-mean)", "weight": 400}, "xanchor": "left", "xref": "paper", "x": 1, "xshift": 6, "yanchor": "middle"},
    "name": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 700}, "xanchor": "left", "yanchor": "middle"},
    "name-wide": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 700}, "xanchor": "left", "yanchor": "middle"},
    "size": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "center", "xref": "paper", "x": 0.5, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -24},
    "size-wide": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "center", "xref": "paper", "x": 0.5, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -24},
    "size-narrow": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-text)", "weight": 400}, "xanchor": "center", "xref": "paper", "x": 0.5, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -24},
    "mark-wide": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-mark)", "weight": 400}, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"},
    "mark-narrow": {"showarrow": false, "align": "left", "font": {"size": 12, "color": "var(--bb-mark)", "weight": 400}, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom"},
  };
  const SHAPES = {
    "within": {"type": "path", "layer": "below", "fillcolor": "var(--bb-band)", "line": {"width": 0}},
    "band": {"type": "rect", "layer": "below", "fillcolor": "var(--bb-band)", "line": {"width": 0}},
  };
/* made by generator/charts/browser_assets.py: end */

  const HERE = document.currentScript;
  const PLOTLY = HERE.dataset.plotly
    ? new URL(HERE.dataset.plotly, document.baseURI).href
    : new URL("plotly.min.js", HERE.src).href;
  const NARROW = 600; // px: the container query of charts.css
  const ROWS = new Set(["dots", "spine"]); // kinds whose rows stand in the page as text
  // An axis that Plotly sets out itself.
  const FREE = { tickmode: "auto", tickvals: null, ticktext: null, nticks: 5, exponentformat: "none", separatethousands: true };
  const DWELL = 200; // ms that a pointer rests on a chart before it is taken as reaching for it
  const MOST_TICKS = { narrow: 4, wide: 9 };
  const IMAGE_WIDTH = 900; // px of a saved picture
  const IMAGE_SIDE = 12; // px left and right of it
  const IMAGE_HEAD = 34; // px for its title
  const IMAGE_LINE = 21; // px more for what all pages say of their values

  /* ---------------------------------------------------------------- Plotly */

  let loading = null;

  function plotly() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = PLOTLY;
      script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no Plotly")));
      script.onerror = () => reject(new Error(`can't load ${PLOTLY}`));
      document.head.append(script);
    }).catch((error) => {
      loading = null; // the next reach tries again
      throw error;
    });
    return loading;
  }

  /* ---------------------------------------------------------------- specs */

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /** `own` laid over `shared`, objects within them too; neither is changed. */
  function over(shared, own) {
    const laid = { ...shared };
    for (const [key, value] of Object.entries(own)) {
      laid[key] = isObject(laid[key]) && isObject(value) ? over(laid[key], value) : value;
    }
    return laid;
  }

  /** The whole figure of a spec, as `layouts.merged` makes it; all of it may be changed. */
  function merged(chart, spec) {
    const layout = over(LAYOUTS[chart], spec.layout);
    for (const [kind, shared] of [["annotations", ANNOTATIONS], ["shapes", SHAPES]]) {
      layout[kind] = (layout[kind] ?? []).map((own) => over(shared[own.name], own));
    }
    return structuredClone({ data: spec.data.map((trace) => over(TRACES[trace.meta], trace)), layout });
  }

  /** What the CSS variables in a text are just now, as Plotly wants it. */
  function resolver(figure) {
    const probe = element("i", "bb-probe");
    figure.append(probe);
    const known = new Map();
    const resolve = (name) => {
      if (!known.has(name)) {
        probe.style.color = `var(${name})`;
        known.set(name, getComputedStyle(probe).color);
      }
      return known.get(name);
    };
    return {
      text: (text) => text.replaceAll(/var\((--bb-[a-z]+)\)/g, (_, name) => resolve(name)),
      done: () => probe.remove(),
    };
  }

  /** A spec with its colours resolved. */
  function coloured(value, resolve) {
    if (typeof value === "string") return resolve.text(value);
    if (Array.isArray(value)) return value.map((item) => (isObject(item) ? coloured(item, resolve) : item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coloured(item, resolve)]));
  }

  /** A figure in the colours and the type of the page. */
  function dressed(figure, { data, layout }) {
    const resolve = resolver(figure);
    layout.font.family = getComputedStyle(figure).fontFamily;
    const worn = { data: coloured(data, resolve), layout: coloured(layout, resolve) };
    resolve.done();
    return worn;
  }

  /* ---------------------------------------------------------------- drawing */

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.kind = figure.dataset.kind;
      this.picture = figure.querySelector(".bb-chart");
      this.tools = figure.querySelector(".bb-tools");
      this.words = JSON.parse(this.tools.dataset.words);
      this.live = false;
      this.still = false; // the reader went back to the picture, and hovering is no wish to leave it
      this.range = null; // zoomed to
      this.at = -1; // value that the arrow keys are on
      this.build();
      this.listen();
    }

    build() {
      this.stage = element("div", "bb-stage");
      this.picture.before(this.stage);
      this.stage.append(this.picture);
      this.toggle = this.button(this.words.explore, () => (this.live ? this.close() : this.open(true)));
      this.status = element("span", "bb-status");
      this.status.setAttribute("role", "status");
      this.resetButton = this.button(this.words.reset, () => this.reset());
      this.extras = [this.resetButton, this.saver("png"), this.saver("svg")];
      for (const button of this.extras) button.hidden = true;
      this.tools.append(this.status, this.toggle, ...this.extras);
    }

    button(text, act) {
      const button = element("button", "bb-button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", act);
      return button;
    }

    saver(format) {
      const name = format.toUpperCase();
      const button = this.button(name, () => this.save(format));
      button.title = this.words.save.replace("{format}", name);
      button.setAttribute("aria-label", button.title);
      return button;
    }

    listen() {
      let waiting = 0;
      this.picture.addEventListener("pointermove", (event) => {
        // A page that scrolls under a resting mouse moves nothing.
        const moved = event.movementX !== 0 || event.movementY !== 0;
        if (waiting || !moved || event.pointerType === "touch" || this.still || thrifty()) return;
        waiting = window.setTimeout(() => this.open(false), DWELL);
      });
      this.picture.addEventListener("pointerleave", () => {
        window.clearTimeout(waiting);
        waiting = 0;
      });
      this.picture.addEventListener("click", () => this.open(false)); // a tap; scrolling past is none
      this.toggle.addEventListener("focus", () => {
        if (this.toggle.matches(":focus-visible") && !thrifty()) plotly().catch(() => {});
      });
      this.figure.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.live) return;
        this.close();
        this.toggle.focus();
      });
    }

    get spec() {
      this.read ??= JSON.parse(this.figure.querySelector(".bb-spec").textContent);
      return this.read;
    }

    get narrow() {
      return this.figure.clientWidth < NARROW;
    }

    async open(asked) {
      if (this.live || this.opening) return;
      this.opening = true;
      this.figure.setAttribute("aria-busy", "true");
      try {
        const Plotly = await plotly();
        this.plot = element("div", "bb-plot");
        this.stage.append(this.plot);
        await this.draw(Plotly);
        this.show(Plotly);
        if (asked) this.say(this.words.keys);
      } catch {
        this.remove();
        if (asked) this.say(this.words.failed, true);
      } finally {
        this.opening = false;
        this.figure.removeAttribute("aria-busy");
      }
    }

    async draw(Plotly) {
      const { data, layout } = dressed(this.figure, this.fitted(merged(this.kind, this.spec)));
      await Plotly.react(this.plot, data, layout, {
        displayModeBar: false,
        doubleClick: false,
        showTips: false,
      });
    }

    show(Plotly) {
      this.live = true;
      this.figure.dataset.live = "";
      this.toggle.textContent = this.words.back;
      for (const button of this.extras) button.hidden = button === this.resetButton;
      this.plot.tabIndex = 0;
      this.plot.setAttribute("role", "group");
      this.plot.setAttribute("aria-label", this.words.keys);
      this.points = points(this.plot.data, this.kind);
      this.plot.addEventListener("keydown", (event) => this.walk(Plotly, event));
      this.plot.addEventListener("dblclick", () => this.reset());
      this.plot.on("plotly_relayout", (change) => this.zoomed(Plotly, change));
      this.sized = new ResizeObserver(() => this.redraw());
      this.sized.observe(this.stage);
    }

    redraw() {
      if (this.live) plotly().then((Plotly) => this.draw(Plotly)).catch(() => this.close());
    }

    close() {
      this.still = true;
      this.live = false;
      this.range = null;
      this.at = -1;
      this.toggle.textContent = this.words.explore;
      for (const button of this.extras) {
        if (button === document.activeElement) this.toggle.focus();
        button.hidden = true;
      }
      this.say("");
      this.remove();
    }

    remove() {
      this.sized?.disconnect();
      delete this.figure.dataset.live;
      if (this.plot) window.Plotly?.purge(this.plot);
      this.plot?.remove();
      this.plot = null;
    }

    say(text, visible = false) {
      this.status.textContent = text;
      this.status.classList.toggle("bb-seen", visible && text !== "");
    }

    /* ---- in the place of the picture */

    fitted(whole) {
      const { layout } = whole;
      layout.width = this.stage.clientWidth;
      layout.height = this.stage.clientHeight;
      layout.autosize = false;
      if (window.matchMedia("(pointer: coarse)").matches) layout.dragmode = false; // a finger scrolls the page
      if (ROWS.has(this.kind)) return this.overRows(whole);
      const unwanted = this.narrow ? "-wide" : "-narrow";
      layout.annotations = layout.annotations.filter((label) => !label.name.endsWith(unwanted));
      if (this.narrow && !this.range && layout.meta?.narrow) this.thin(layout);
      return this.kind === "funnel" ? this.overPlane(whole) : this.overArea(whole);
    }

    /** Numbers and names under the chart: as many as a phone has room for. */
    thin({ meta, xaxis }) {
      const kept = new Set(meta.narrow);
      const { tickvals, ticktext } = xaxis;
      xaxis.ticktext = ticktext.filter((_, at) => kept.has(tickvals[at]));
      xaxis.tickvals = tickvals.filter((at) => kept.has(at));
    }

    /** Clinics over their size: zoomed both ways, where Plotly writes the numbers in the page's way. */
    overPlane(whole) {
      const { layout } = whole;
      if (!this.range) return whole;
      const [x, y] = this.range;
      for (const trace of whole.data) trace.cliponaxis = true;
      layout.xaxis = { ...layout.xaxis, ...FREE, range: x };
      layout.yaxis = { ...layout.yaxis, ...FREE, range: y, ticksuffix: layout.meta.suffix };
      layout.annotations = layout.annotations.filter(
        (label) => label.yref === "paper" && label.xref === "paper" && !["edge", "aim", "average"].includes(label.name),
      );
      return whole;
    }

    overArea(whole) {
      const { layout } = whole;
      layout.yaxis.fixedrange = true; // a stretch of time is what one zooms to
      const first = layout.xaxis.range;
      if (this.range) {
        for (const trace of whole.data) trace.cliponaxis = true;
        layout.xaxis = { ...layout.xaxis, range: this.range, ...this.ticks(whole) };
        layout.annotations = layout.annotations.filter(
          (label) => label.xref === "paper" || (label.x >= this.range[0] && label.x <= this.range[1]),
        );
      }
      layout.xaxis.minallowed = first[0];
      layout.xaxis.maxallowed = first[1];
      return whole;
    }

    /** Periods to name in a zoomed stretch: as many as fit. */
    ticks(whole) {
      const names = whole.data.find((trace) => trace.meta === "value").text;
      const from = Math.max(0, Math.ceil(this.range[0]));
      const to = Math.min(names.length - 1, Math.floor(this.range[1]));
      const step = Math.max(1, Math.ceil((to - from + 1) / (this.narrow ? MOST_TICKS.narrow : MOST_TICKS.wide)));
      const tickvals = [];
      for (let at = from; at <= to; at += step) tickvals.push(at);
      return { tickvals, ticktext: tickvals.map((at) => names[at].split("<br>")[0]) };
    }

    /** Dots lie over the tracks of the rows, wherever those stand; names and verdicts stay text. */
    overRows({ data, layout }) {
      const stage = this.stage.getBoundingClientRect();
      const tracks = [...this.stage.querySelectorAll(".bb-row:not(.bb-head):not(.bb-foot) > .bb-track")].map((track) =>
        track.getBoundingClientRect(),
      );
      const place = (row, at) => {
        const track = tracks[at];
        return track.top - stage.top + track.height * (0.5 + row - at);
      };
      // A bar begins half a row above its dot and ends half a row below it.
      const bottom = (y, nth) => nth > 0 && y[nth - 1] !== null && y[nth - 1] < y[nth];
      const drawn = data.filter((trace) => trace.mode !== "text"); // what stands beside the rows is text of the page
      const moved = drawn.map((trace) => ({
        ...trace,
        y: trace.y.map((row, nth, y) =>
          row === null ? null : place(row, bottom(y, nth) ? Math.floor(row) : Math.ceil(row)),
        ),
      }));
      const axis = { fixedrange: true, showticklabels: false, showgrid: false, ticks: "" };
      return {
        data: moved,
        layout: {
          ...layout,
          annotations: [],
          dragmode: false,
          margin: { t: 0, b: 0, l: tracks[0].left - stage.left, r: stage.right - tracks[0].right, pad: 0 },
          xaxis: { ...layout.xaxis, ...axis },
          yaxis: { ...layout.yaxis, ...axis, range: [layout.height, 0] },
        },
      };
    }

    /* ---- zooming, walking, saving */

    zoomed(Plotly, change) {
      const [x, y] = ["xaxis", "yaxis"].map((axis) => [change[`${axis}.range[0]`], change[`${axis}.range[1]`]]);
      const plane = this.kind === "funnel";
      if (x[0] === undefined || (plane && y[0] === undefined)) return;
      this.range = plane ? [x, y] : x;
      this.resetButton.hidden = false;
      this.draw(Plotly);
    }

    reset() {
      if (!this.range) return;
      this.range = null;
      if (this.resetButton === document.activeElement) this.toggle.focus();
      this.resetButton.hidden = true;
      this.redraw();
    }

    async save(format) {
      try {
        const Plotly = await plotly();
        const link = element("a", "");
        link.href = await Plotly.toImage(this.alone(), { format, scale: format === "png" ? 2 : 1 });
        link.download = `${this.figure.id}.${format}`;
        link.click();
      } catch {
        this.say(this.words.failed, true);
      }
    }

    /** The chart as it leaves the page: with its title, on its background, wide enough for its notes. */
    alone() {
      const { data, layout } = merged(this.kind, this.spec);
      const title = this.figure.querySelector(".bb-title").textContent;
      const banner = document.querySelector(".bb-banner")?.textContent.trim();
      const head = IMAGE_HEAD + (banner ? IMAGE_LINE : 0);
      layout.annotations = layout.annotations.filter((label) => !label.name.endsWith("-narrow"));
      layout.width = IMAGE_WIDTH;
      layout.height += head;
      layout.autosize = false;
      layout.margin.t += head;
      layout.margin.l += IMAGE_SIDE;
      layout.margin.r += IMAGE_SIDE;
      layout.paper_bgcolor = "var(--bb-background)";
      const small = banner ? `<br><span style="font-size:12px">${escaped(banner)}</span>` : "";
      layout.title = { text: escaped(title) + small, x: 0, xref: "container", xanchor: "left", y: 1, yref: "container" };
      layout.title = { ...layout.title, yanchor: "top", pad: { t: 12 + (head - IMAGE_HEAD) / 2, l: IMAGE_SIDE }, font: { size: 16 } };
      return dressed(this.figure, { data, layout });
    }

    /** The arrow keys go from value to value, and each is read out. */
    walk(Plotly, event) {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      const last = this.points.length - 1;
      if (event.target !== this.plot || last < 0) return;
      if (event.key in steps) {
        const start = this.at < 0 && steps[event.key] < 0 ? last + 1 : this.at;
        this.at = Math.min(last, Math.max(0, start + steps[event.key]));
      } else if (event.key === "Home") this.at = 0;
      else if (event.key === "End") this.at = last;
      else return;
      event.preventDefault();
      const { curveNumber, pointNumber, said } = this.points[this.at];
      Plotly.Fx.hover(this.plot, [{ curveNumber, pointNumber }]);
      this.say(said);
    }
  }

  /** Values that can be walked through, in reading order, with what is said of each. */
  function points(data, kind) {
    const found = data.flatMap((trace, curveNumber) =>
      (trace.customdata ?? []).map((value, pointNumber) => ({
        curveNumber,
        pointNumber,
        place: ROWS.has(kind) ? trace.y[pointNumber] : kind === "funnel" ? -trace.y[pointNumber] : pointNumber,
        said: value === null ? null : plain(`${trace.text[pointNumber]}: ${value}`),
      })),
    );
    return found.filter(({ said }) => said !== null).sort((one, other) => one.place - other.place);
  }

  /** Text for Plotly, which reads tags in it, and back again. */
  function escaped(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  function plain(text) {
    const named = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&" };
    return text.replaceAll("<br>", ", ").replace(/&(?:lt|gt|amp|#34|#39);/g, (entity) => named[entity]);
  }

  /** Whether the reader asked the browser to spare data. */
  function thrifty() {
    return navigator.connection?.saveData === true;
  }

  function element(name, css) {
    const made = document.createElement(name);
    made.className = css;
    return made;
  }

  /* ---------------------------------------------------------------- the page */

  const charts = [...document.querySelectorAll(".bb-figure:not(.bb-still)")].map((figure) => new Chart(figure));

  // The theme's switch between light and dark.
  new MutationObserver(() => charts.forEach((chart) => chart.redraw())).observe(document.body, {
    attributes: true,
    attributeFilter: ["data-md-color-scheme"],
  });
})();
