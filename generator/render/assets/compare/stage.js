/* Where Plotly draws: loaded from this site, once, when there is something to draw; each chart when it
   comes near the window, in the colours of the page. Where that fails, the table below says it all. */

const PLOTLY = new URL("../plotly.min.js", import.meta.url).href;
export const NARROW = 600; // px

let loading = null;

function plotly() {
  loading ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement("script");
    script.src = PLOTLY;
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no Plotly")));
    script.onerror = () => reject(new Error(`can't load ${PLOTLY}`));
    document.head.append(script);
  }).catch((error) => {
    loading = null; // the next chart tries again
    throw error;
  });
  return loading;
}

/** Whether the reader asked the browser to spare data. */
export function thrifty() {
  return navigator.connection?.saveData === true;
}

/** A chart in `place`. `figure(narrow)` makes its spec, `failed` says that it can't,
    `remark` what a saved picture says below its title. */
export class Stage {
  constructor(place, figure, { alone, failed, remark }) {
    Object.assign(this, { place, figure, alone, failed, remark });
    this.seen = new IntersectionObserver(([entry]) => entry.isIntersecting && this.draw(), { rootMargin: "400px" });
    this.sized = new ResizeObserver(() => this.drawn && this.width !== place.clientWidth && this.draw());
    this.sized.observe(place);
    place.style.minHeight = `${figure(this.narrow).layout.height}px`;
  }

  watch() {
    this.seen.observe(this.place);
  }

  get narrow() {
    return this.place.clientWidth < NARROW;
  }

  /** On paper in the colours of the light scheme, as paper is white. */
  async draw(paper = false) {
    this.seen.disconnect();
    try {
      const Plotly = await plotly();
      if (!this.place.isConnected) return;
      const spec = this.figure(this.narrow);
      this.width = this.place.clientWidth;
      spec.layout.width = this.width;
      const { data, layout } = this.dressed(spec, paper);
      await Plotly.react(this.place, data, layout, { displayModeBar: false, showTips: false, doubleClick: false });
      this.place.style.minHeight = "";
      this.place.dataset.drawn = "";
      this.drawn = true;
    } catch {
      this.place.style.minHeight = "";
      this.place.textContent = this.failed;
    }
  }

  redraw(paper = false) {
    if (this.drawn) this.draw(paper);
  }

  async save(format, title, name) {
    const Plotly = await plotly();
    const spec = this.dressed(this.alone(this.figure(false), title, this.remark));
    const link = document.createElement("a");
    link.href = await Plotly.toImage(spec, { format, scale: format === "png" ? 2 : 1 });
    link.download = `${name}.${format}`;
    link.click();
  }

  close() {
    this.seen.disconnect();
    this.sized.disconnect();
    if (this.drawn) window.Plotly?.purge(this.place);
  }

  /** The spec with its CSS variables resolved, in the type of the page. */
  dressed(spec, paper = false) {
    const probe = document.createElement("i");
    probe.className = "bb-probe";
    if (paper) document.documentElement.append(probe); // the dark scheme begins below it
    else this.place.before(probe);
    const known = new Map();
    const resolve = (_, name) => {
      if (!known.has(name)) {
        probe.style.color = `var(${name})`;
        known.set(name, getComputedStyle(probe).color);
      }
      return known.get(name);
    };
    const worn = (value) => {
      if (typeof value === "string") return value.replaceAll(/var\((--bb-[a-z-]+)\)/g, resolve);
      if (Array.isArray(value)) return value.map(worn);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, worn(item)]));
    };
    const dressed = worn(spec);
    dressed.layout.font = { ...dressed.layout.font, family: getComputedStyle(this.place).fontFamily };
    probe.remove();
    return dressed;
  }
}
