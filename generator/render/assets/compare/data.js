/* The site's own files, each asked for once. */

export function data(top, parse) {
  const asked = new Map();

  function file(path, read) {
    if (!asked.has(path)) {
      const coming = fetch(new URL(top + path, document.baseURI)).then((answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return read(answer);
      });
      coming.catch(() => asked.delete(path)); // the next choice tries again
      asked.set(path, coming);
    }
    return asked.get(path);
  }

  return {
    clinic: (id) => file(`api/clinics/${id}.json`, (answer) => answer.json()),
    standard: (id) => file(`api/standards/${id}.json`, (answer) => answer.json()),
    /** Rows of a clinic's download by standard, numbers as numbers. */
    series: (id) => file(`downloads/clinics/${id}.csv`, async (answer) => byStandard(parse(await answer.text()))),
  };
}

const NUMBERS = ["value", "numerator", "denominator", "target", "low", "high"];

function byStandard(rows) {
  for (const row of rows) {
    for (const name of NUMBERS) row[name] = row[name] === "" ? null : Number(row[name]);
  }
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.standard)) found.set(row.standard, []);
    found.get(row.standard).push(row);
  }
  return found;
}
