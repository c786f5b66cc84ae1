/* Clinics side by side, as the reader chooses; the address keeps the choice. The page's own words and
   names come with it, values from the site's files. Nothing of the data or the address becomes markup. */

const MODULES = [
  "address", "csv", "data", "form", "groups", "parts", "periods", "plots", "rows", "saying", "show", "stage",
];
// The query names the release, so that no part is older than the others.
const { search: release } = new URL(import.meta.url);
const loaded = await Promise.all(MODULES.map((name) => import(`./${name}.js${release}`)));
const kit = Object.fromEntries(MODULES.map((name, at) => [name, loaded[at]]));

const { element } = kit.parts;
const { fill } = kit.saying;
const choices = JSON.parse(document.querySelector(".bb-choices").textContent);
const all = kit.address.known(choices, kit.periods.span);
const say = kit.saying.sayings(choices);
const files = kit.data.data(choices.top, kit.csv.parse);

let choice = kit.address.nothing(all);
const passed = element("div", { className: "bb-passed", role: "status" });
const status = element("p", { className: "bb-small", role: "status" });
const place = element("div", { className: "bb-shown" });
const chooser = kit.form.form(kit, all, choices, say, change);
const shown = kit.show.show(kit, all, choices, say, files, place);

/** The reader wants something else. */
function change(wanted) {
  choice = { ...choice, ...wanted };
  const there = kit.address.write(choice, all, kit.periods.month);
  if (there !== location.search) history.pushState(null, "", location.pathname + there);
  tell([]);
  present();
}

/** The address says something else: at first, and on the way back and forward. */
function restore() {
  const found = kit.address.read(location.search, all);
  choice = found.choice;
  tell(found.passed);
  present();
}

function tell(lines) {
  const said = lines.map(([why, what, standard]) => {
    if (!standard) return element("li", { textContent: fill(choices.words[why], { what }) });
    const href = choices.standardPage.replace("ID", standard);
    const [before, after] = choices.words[why].split("{what}");
    return element("li", {}, before, element("a", { href, textContent: what }), after);
  });
  passed.replaceChildren(...(said.length ? [element("ul", { className: "bb-note bb-note-warn" }, ...said)] : []));
}

async function present() {
  chooser.sync(choice);
  const { length: clinics } = choice.clinics;
  const { length: standards } = choice.standards;
  status.textContent = choices.words.loading;
  await shown.draw(choice);
  status.textContent = fill(choices.words.counted, { clinics: say.number(clinics), standards: say.number(standards) });
}

document.querySelector(".bb-compare").replaceChildren(passed, chooser.made, status, place);
document.querySelector(".bb-all").open = false;
addEventListener("popstate", restore);
// The theme's switch between light and dark.
new MutationObserver(shown.redraw).observe(document.body, {
  attributes: true,
  attributeFilter: ["data-md-color-scheme"],
});
restore();
