// Another value put into a YAML file, with everything around it as it was.

import * as YAML from "./yaml/index.js";

const STYLE = { lineWidth: 110, flowCollectionPadding: false };
/** How what has to be written anew is written. */

const PLAIN = /^(-?\d+(\.\d+)?|true|false)$/;

/** The document of a text. Throws an Error for what is no YAML. */
export function parsed(text) {
  const document = YAML.parseDocument(text);
  if (document.errors.length) throw new Error(document.errors[0].message);
  return document;
}

/** What a document, or a node of it, says. Numbers stay as they are written: 4.60 isn't 4.6. */
export function values(document, node = document.contents) {
  const held = YAML.isAlias(node) ? node.resolve(document) : node;
  if (YAML.isMap(held)) {
    return Object.fromEntries(held.items.map((pair) => [word(pair.key), values(document, pair.value ?? null)]));
  }
  return YAML.isSeq(held) ? held.items.map((item) => values(document, item)) : word(held);
}

function word(node) {
  if (!YAML.isScalar(node) || node.value === null) return "";
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}

/**
 * The text with `after` in place of `before`, in the way that changes least. `typeAt` tells of a path whether
 * a number belongs there. Throws an Error where none says exactly what it should.
 */
export function written(text, document, before, after, typeAt) {
  if (!text.trim()) return new YAML.Document(made(after, [], typeAt)).toString(STYLE);
  const ways = [
    () => spliced(text, document, before, after, typeAt, false),
    () => spliced(text, document, before, after, typeAt, true),
    () => withBlocks(text, after, rewritten(text, before, after, typeAt), before),
    () => rewritten(text, before, after, typeAt),
  ];
  for (const way of ways) {
    const found = way();
    if (found !== null && says(found, after)) return found;
  }
  throw new Error("This can't be written without changing something else. Nothing was saved; edit the file itself.");
}

function says(text, expected) {
  try {
    return exactly(values(parsed(text))) === exactly(expected);
  } catch {
    return false;
  }
}

/** A value as a text to compare by: keys in their order, without those that say nothing. */
const exactly = (value) => JSON.stringify(value, (_, held) => (held === "" || held === null ? undefined : held));

// ---------------------------------------------------------------- single words in place

/** The text with single words replaced where they stand; null where more than words has changed. */
function spliced(text, document, before, after, typeAt, quoted) {
  const changes = words(document.contents, before, after, [], typeAt);
  if (changes === null) return null;
  let now = text;
  for (const { node, value, type } of changes.sort((one, other) => other.node.range[0] - one.node.range[0])) {
    const said = oneLine(node, value, type, quoted);
    if (said === null) return null;
    now = now.slice(0, node.range[0]) + said + now.slice(node.range[1]);
  }
  return now;
}

/** The words that differ, each with its node; null where something came, went or moved. */
function words(node, before, after, path, typeAt) {
  if (before === after) return [];
  const isCollection = typeof before === "object" && before && typeof after === "object" && after;
  if (!isCollection) {
    const isWord = YAML.isScalar(node) && typeof before === "string" && typeof after === "string";
    return isWord && before !== "" && after !== "" ? [{ node, value: after, type: typeAt(path) }] : null;
  }
  if (exactly(Object.keys(before)) !== exactly(Object.keys(after))) return null;
  const found = Object.keys(before).map((key, nth) =>
    words(YAML.isMap(node) ? node.items[nth].value : node.items[nth], before[key], after[key], [...path, key], typeAt),
  );
  return found.includes(null) ? null : found.flat();
}

/** A word as it stands in a line, in the quotes that the former one had; null where it needs more lines. */
function oneLine(node, value, type, quoted) {
  const inBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  if (inBlock || value.includes("\n")) return null;
  if (type && PLAIN.test(value)) return value;
  const style = quoted && node.type === "PLAIN" ? "QUOTE_DOUBLE" : node.type;
  const scalar = new YAML.Scalar(value);
  scalar.type = style;
  const said = new YAML.Document(scalar).toString({ lineWidth: 0 }).trimEnd();
  return said.includes("\n") ? null : said;
}

// ---------------------------------------------------------------- keys written anew

/** The whole text written anew, comments with it. */
function rewritten(text, before, after, typeAt) {
  const document = parsed(text);
  document.contents = put(document, document.contents, before, after, [], typeAt);
  return document.toString(STYLE);
}

/** A node that says `after`: the one that is there as far as it can be kept. */
function put(document, node, before, after, path, typeAt) {
  if (exactly(before) === exactly(after)) return node;
  if (YAML.isMap(node) && isMapping(after)) {
    const pairs = new Map(node.items.map((pair) => [word(pair.key), pair]));
    node.items = Object.entries(after).map(([key, value]) => {
      const pair = pairs.get(key) ?? document.createPair(key, null);
      pair.value = put(document, pair.value, before[key], value, [...path, key], typeAt);
      return pair;
    });
    return node;
  }
  if (YAML.isSeq(node) && Array.isArray(after)) {
    node.items = items(document, node, before, after, path, typeAt);
    return node;
  }
  const now = made(after, path, typeAt);
  if (YAML.isScalar(node) && YAML.isScalar(now)) {
    if (typeof node.value === "string" && typeof now.value === "string") now.type = node.type;
    [now.comment, now.commentBefore, now.spaceBefore] = [node.comment, node.commentBefore, node.spaceBefore];
  }
  return now;
}

function items(document, node, before, after, path, typeAt) {
  const free = node.items.map((item, nth) => [item, before[nth]]);
  const kept = after.map((value) => {
    const place = free.findIndex((one) => one && exactly(one[1]) === exactly(value));
    const [item] = place < 0 ? [undefined] : free[place];
    if (place >= 0) free[place] = undefined;
    return item;
  });
  const isFlow = node.items.some((item) => YAML.isMap(item) && item.flow);
  return after.map((value, nth) => {
    const [item, was] = (node.items.length === after.length && free[nth]) || [];
    if (kept[nth]) return kept[nth];
    if (item) return put(document, item, was, value, [...path, nth], typeAt);
    const now = made(value, [...path, nth], typeAt);
    if (isFlow && YAML.isMap(now)) now.flow = true;
    return now;
  });
}

/** A new node. */
function made(value, path, typeAt) {
  if (Array.isArray(value)) {
    const node = new YAML.YAMLSeq();
    node.items = value.map((item, nth) => made(item, [...path, nth], typeAt));
    return node;
  }
  if (isMapping(value)) {
    const node = new YAML.YAMLMap();
    const pairs = Object.entries(value).filter(([, held]) => held !== undefined);
    node.items = pairs.map(([key, held]) => new YAML.Pair(new YAML.Scalar(key), made(held, [...path, key], typeAt)));
    return node;
  }
  if (typeAt(path) && PLAIN.test(value)) return YAML.parseDocument(value).contents;
  return new YAML.Scalar(value);
}

const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The text with those of its top keys that changed as they are in `other`. */
function withBlocks(text, after, other, before) {
  const [mine, theirs] = [blocks(text), blocks(other)];
  if (!mine || !theirs) return null;
  let now = text;
  const added = Object.keys(after).filter((key) => !mine.has(key) && theirs.has(key));
  for (const [key, [start, end]] of [...mine].reverse()) {
    if (exactly(before[key]) === exactly(after[key])) continue;
    const block = theirs.get(key);
    const [from, to] = block ?? [0, 0];
    now = block ? now.slice(0, start) + other.slice(from, to) + now.slice(end) : now.slice(0, start) + now.slice(end + 1);
  }
  return [now.trimEnd(), ...added.map((key) => other.slice(...theirs.get(key)))].join("\n") + "\n";
}

/** Where each top key and its value stand, without the blank lines and comments of the next. */
function blocks(text) {
  const { contents } = parsed(text);
  if (!YAML.isMap(contents) || contents.flow) return null;
  const starts = contents.items.map((pair) => pair.key.range[0]);
  return new Map(
    contents.items.map((pair, nth) => {
      const block = text.slice(starts[nth], starts[nth + 1] ?? text.length);
      return [word(pair.key), [starts[nth], starts[nth] + block.replace(/(\n(#[^\n]*)?[ \t]*)+$/, "").length]];
    }),
  );
}
