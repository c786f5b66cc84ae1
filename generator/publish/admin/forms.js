// The form editor of this site, with its configuration beside it. Everything comes from the site.

import CMS from "./sveltia/npm/index.js";
import { announce, guard } from "./meanwhile.js";
import { FILE, toFile, toForm } from "./shapes.js";

const json = async (name) => (await fetch(name)).json();

/** Asks nobody but the site and the service that keeps the files, whatever the editor would like to know. */
function stayHome(allowed) {
  const ask = window.fetch.bind(window);
  window.fetch = (what, ...more) => {
    const { origin, protocol } = new URL(what.url ?? what, location.href);
    const isKnown = protocol === "data:" || protocol === "blob:" || origin === location.origin;
    return isKnown || allowed.includes(origin) ? ask(what, ...more) : Promise.resolve(new Response(null, { status: 503 }));
  };
}

const [config, shapes] = await Promise.all([json("config.json"), json("shapes.json")]);
stayHome(document.documentElement.dataset.hosts.split(" "));
guard();
for (const [name, shape] of Object.entries(shapes)) {
  CMS.registerCustomFormat(name, "yml", {
    fromFile: (text) => toForm(text, shape),
    toFile: (content) => {
      const text = toFile(content, shape);
      announce(text, content[FILE] ?? "");
      return text;
    },
  });
}
CMS.init({ config });
