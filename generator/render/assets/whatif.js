/* What one better step of a conversion would bring. Shares can be moved; the sum is written out. */
(() => {
  "use strict";
  document.querySelectorAll(".bb-what-if").forEach((place) => {
    const said = JSON.parse(place.dataset.words);
    const own = said.counts.slice(1).map((count, nth) => count / said.counts[nth]);
    const rates = [...own];
    // Rounded as the rest of the page is.
    const format = (digits, more) =>
      new Intl.NumberFormat(said.language, {
        maximumFractionDigits: digits, minimumFractionDigits: digits, roundingMode: "halfEven", ...more,
      });
    const number = format(0);
    const tenths = format(1);
    const share = format(1, { style: "percent" });

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    const result = document.createElement("p");
    result.setAttribute("role", "status");

    function tell() {
      const total = rates.reduce((sum, rate) => sum * rate, said.counts[0]);
      const more = total - said.counts.at(-1);
      const sum = [number.format(said.counts[0]), ...rates.map((rate) => share.format(rate))].join(" × ");
      result.textContent = fill(said.says, {
        sum: `${sum} = ${number.format(total)}`,
        more: number.format(Math.round(more) || 0),
        month: tenths.format(Math.abs(more / said.months) < 0.05 ? 0 : more / said.months),
      });
    }

    own.forEach((rate, nth) => {
      const label = document.createElement("label");
      const range = document.createElement("input");
      const shown = document.createElement("output");
      Object.assign(range, { type: "range", min: "0", max: "100", step: "0.5", value: String(rate * 100) });
      const put = () => {
        shown.textContent = share.format(rates[nth]);
        tell();
      };
      range.addEventListener("input", () => {
        rates[nth] = Number(range.value) / 100;
        put();
      });
      range.bbReset = () => {
        rates[nth] = rate;
        range.value = String(rate * 100);
        put();
      };
      label.append(fill(said.label, { before: said.stages[nth], after: said.stages[nth + 1] }), " ", range, " ", shown);
      place.append(label);
      shown.textContent = share.format(rate);
    });

    const reset = document.createElement("button");
    reset.type = "button";
    reset.className = "md-button";
    reset.textContent = said.reset;
    reset.addEventListener("click", () => place.querySelectorAll("input").forEach((range) => range.bbReset()));
    place.append(result, reset);
    tell();
  });
})();
