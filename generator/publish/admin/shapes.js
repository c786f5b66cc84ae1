// What stands in a file as a form shows it, and what a form says put back into the file.
//
// A form writes a file anew: comments, order and quotes would be lost, and a key that holds a text here
// and a mapping there can't be shown at all. So a form gets every value in one shape, and its file as it
// was. When it is saved, only keys whose value is another one are written; all else stays byte for byte.

import { parsed, values, written } from "./writing.js";

export const FILE = "benchbook_file";
/** The key under which a form carries the text of its file, which it neither shows nor knows. */

// ---------------------------------------------------------------- from a file

/** The values of a file for its form. Throws an Error for what is no YAML. */
export function toForm(text, shape) {
  return { ...shown(values(parsed(text)), shape), [FILE]: text };
}

const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** A value of a file in the shape of its form; undefined where there is none. */
function shown(value, shape) {
  if (isEmpty(value)) return undefined;
  const { is } = shape;
  if (is === "object") return isMapping(value) ? each(shape.fields, (key, held) => shown(value[key], held)) : undefined;
  if (is === "text") return languages(value, shape);
  if (is === "either") return shown(isShort(value, shape) ? { [shape.short]: value } : value, shape.of);
  if (is === "list") return [value].flat().map((item) => shown(item, shape.of) ?? "");
  if (is === "pair") return Object.fromEntries(shape.names.map((name, nth) => [name, value[nth] ?? ""]));
  if (is === "named") return rows(value, shape.of);
  return shape.type === "boolean" ? value === "true" : value;
}

function languages(value, { languages: [first, ...others] }) {
  if (!others.length) return isMapping(value) ? (value[first] ?? Object.values(value)[0]) : value;
  return isMapping(value) ? value : { [first]: value };
}

const isShort = (value, shape) => !isMapping(value) || !Object.keys(shape.of.fields).some((key) => key in value);

function rows(value, shape) {
  if (Array.isArray(value)) return value.map((key) => ({ key }));
  return Object.entries(value).map(([key, held]) => {
    const inner = shown(held, shape);
    return { key, ...(shape.is === "object" ? inner : { value: inner }) };
  });
}

function each(fields, make) {
  const made = Object.entries(fields).map(([key, shape]) => [key, make(key, shape)]);
  return Object.fromEntries(made.filter(([, value]) => value !== undefined));
}

// ---------------------------------------------------------------- back into a file

/** The file's text with what the form says now. Throws an Error where that can't be written safely. */
export function toFile(content, shape) {
  const { [FILE]: text = "" } = content;
  const document = parsed(text);
  const before = values(document) || {};
  const after = told(content, shape, before);
  if (same(before, after)) return text;
  return written(text, document, before, after, (path) => typeAt(shape, path));
}

/** Whether a plain number or word stands at a path, rather than a text. */
function typeAt(shape, [key, ...rest]) {
  if (key === undefined) return shape.is === "either" ? typeAt(shape.of.fields[shape.short], []) : shape.type;
  if (shape.is === "object") return key in shape.fields ? typeAt(shape.fields[key], rest) : undefined;
  if (shape.is === "either") return typeAt(shape.of, [key, ...rest]);
  if (shape.is === "pair") return "number";
  return shape.of ? typeAt(shape.of, rest) : undefined;
}

/** What a form says as the file says it; what the form doesn't show is as `before`. */
function told(value, shape, before) {
  if (shape.is === "object") return mapping(value, shape, before);
  if (shape.is === "text") return text(value, shape, before);
  if (shape.is === "either") return either(value, shape, before);
  if (shape.is === "list") return list(value, shape.of, before);
  if (shape.is === "pair") return pair(value, shape, before);
  if (shape.is === "named") return named(value, shape, before);
  if (before === undefined && value === shape.default) return undefined;
  return line(value, before);
}

/** A text. The form cuts off the spaces and line ends around it, which changes nothing. */
function line(value, before) {
  if (isEmpty(value)) return isEmpty(before) ? before : undefined;
  if (typeof before !== "string") return String(value);
  if (String(value).trim() === before.trim()) return before;
  return before.endsWith("\n") ? `${value}\n` : String(value);
}

function mapping(value, shape, before) {
  const was = isMapping(before) ? before : {};
  const said = each(shape.fields, (key, held) => kept(told(value?.[key], held, was[key]), was[key]));
  const others = Object.entries(was).filter(([key]) => !(key in shape.fields));
  return inOrder({ ...Object.fromEntries(others), ...said }, was);
}

/** Nothing where there was nothing; an empty value where there was one. */
const kept = (value, before) => (isEmpty(value) ? (isEmpty(before) ? before : undefined) : value);

function text(value, { languages: known }, before) {
  const was = isMapping(before) ? before : {};
  if (known.length === 1) {
    if (!isMapping(before)) return line(value, before);
    const key = known[0] in was ? known[0] : Object.keys(was)[0];
    return inOrder(said({ ...was, [key]: line(value, was[key]) }), was);
  }
  const [first] = known;
  const one = isMapping(before) ? {} : { [first]: before };
  const now = known.map((code) => [code, line(value?.[code], { ...one, ...was }[code])]);
  const all = inOrder(said({ ...was, ...Object.fromEntries(now) }), was);
  const only = Object.keys(all);
  if (!isMapping(before) && only.length === 1 && only[0] === first) return all[first];
  return kept(all, before);
}

function either(value, shape, before) {
  const wasShort = isShort(before ?? "", shape);
  const all = told(value, shape.of, wasShort ? { [shape.short]: before } : before);
  const only = Object.keys(all ?? {});
  return wasShort && only.length === 1 && only[0] === shape.short ? all[shape.short] : all;
}

function pair(value, { names }, before) {
  const said = names.map((name) => value?.[name]);
  return said.some(isEmpty) ? (said.every(isEmpty) ? undefined : before) : said.map(String);
}

function named(value, shape, before) {
  const rows = (value ?? []).filter((row) => isSaid(row.key));
  const inner = shape.of.is === "object" ? (row) => row : (row) => row.value;
  if (shape.bare && !isMapping(before) && rows.every((row) => isEmpty(inner(row)))) return rows.map(({ key }) => key);
  const held = rows.map((row) => [String(row.key), told(inner(row), shape.of, before?.[row.key]) ?? String(row.key)]);
  return Object.fromEntries(held);
}

/** Each item as it was where it is still there, else like the one at its place where none came or went. */
function list(value, shape, before) {
  const now = [value ?? []].flat().filter(isSaid);
  const was = isEmpty(before) ? [] : [before].flat();
  const looks = was.map((item) => shown(item, shape));
  const places = now.map((item) => {
    const place = looks.findIndex((look) => look !== undefined && same(look, item));
    if (place >= 0) looks[place] = undefined;
    return place;
  });
  const alike = now.length === was.length;
  const like = (nth) => (places[nth] >= 0 ? was[places[nth]] : alike && looks[nth] !== undefined ? was[nth] : undefined);
  const all = now.map((item, nth) => told(item, shape, like(nth))).filter(isSaid);
  return kept(all, before);
}

const said = (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => isSaid(value)));
const isSaid = (value) => !isEmpty(value);

export function isEmpty(value) {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/** The same keys: those that were there in their order, then the others. */
function inOrder(all, before) {
  const known = Object.keys(before).filter((key) => key in all);
  return Object.fromEntries([...known, ...Object.keys(all).filter((key) => !(key in before))].map((key) => [key, all[key]]));
}

/** Whether two values say the same, in the same order. What is empty says nothing. */
export function same(one, other) {
  if (isEmpty(one) && isEmpty(other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return alike(one, other);
  const [left, right] = [one, other].map((all) => Object.entries(all).filter(([, value]) => isSaid(value)));
  if (Array.isArray(one) !== Array.isArray(other) || left.length !== right.length) return false;
  return left.every(([key, value], nth) => key === right[nth][0] && same(value, right[nth][1]));
}

/** Texts as the form hands them back: without the spaces around them. */
const alike = (one, other) => one === other || String(one).trim() === String(other).trim();
