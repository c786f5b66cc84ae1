/* Comma-separated values, as RFC 4180 has them: in, as the downloads write them, and out. */

/** Rows as objects by the names of the first line. */
export function parse(text) {
  const [names, ...rows] = records(text);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

/** Every line as a list of its fields. */
function records(text) {
  const found = [];
  let row = [];
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    let field;
    [field, at] = text[at] === '"' ? quoted(text, at + 1) : bare(text, at);
    row.push(field);
    if (text[at] === ",") {
      at += 1;
      if (at === text.length) row.push("");
      else continue;
    } else at += text.startsWith("\r\n", at) ? 2 : 1;
    found.push(row);
    row = [];
  }
  return found;
}

function bare(text, from) {
  let to = from;
  while (to < text.length && !",\r\n".includes(text[to])) to += 1;
  return [text.slice(from, to), to];
}

function quoted(text, from) {
  let to = text.indexOf('"', from);
  while (to >= 0 && text[to + 1] === '"') to = text.indexOf('"', to + 2);
  if (to < 0) to = text.length;
  return [text.slice(from, to).replaceAll('""', '"'), to + 1];
}

/** Lines of `columns` from objects. A number stays one; no text is one that a spreadsheet would reckon. */
export function write(columns, rows) {
  const line = (fields) => `${fields.map(field).join(",")}\r\n`;
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map(line).join("");
}

function field(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const flat = value.replace(/\s+/g, " ").trim();
  const safe = /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
