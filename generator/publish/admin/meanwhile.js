// On the files of a clone nobody tells the editor that a file was changed in another program meanwhile. So
// before a file is replaced it is looked at once more.

const origin = new Map();
/** By a text that is about to be written: the text of the file that it was made from. */

const ours = new Map();
/** By the text of a file as it was read: what was written over it from here since. */

const bare = (text) => text.trim().replace(/\r\n?/g, "\n");
const read = async (file) => bare(await (await file.getFile()).text());
const isDraft = (name) => name.startsWith(".sveltia-tmp-");

/** Says that `after` will be written in place of a file that says `before`. */
export function announce(after, before) {
  origin.set(bare(after), bare(before));
}

/** Raises an Error if `text` would replace a file that says something else than it did. */
async function refuse(text, now, name) {
  const before = origin.get(text);
  if (before === undefined) return;
  if (now !== before && !ours.get(before)?.has(now)) {
    throw new Error(
      `${name} was changed in another program since it was read. Nothing was saved. ` +
        "Copy what you typed, load this page again, and type it there.",
    );
  }
  ours.set(before, (ours.get(before) ?? new Set()).add(text));
}

/** Looks at every file before it is replaced: by another that takes its name, or where it stands. */
export function guard() {
  const { prototype } = window.FileSystemFileHandle ?? {};
  if (prototype?.move) guardMoves(prototype);
  if (prototype?.createWritable) guardWriting(prototype);
}

function guardMoves(prototype) {
  const { move } = prototype;
  prototype.move = async function (folder, name, ...more) {
    if (name && isDraft(this.name)) {
      const there = await folder.getFileHandle(name).catch(() => null);
      await refuse(await read(this), there ? await read(there) : "", name);
    }
    return move.call(this, ...[folder, name, ...more].filter((one) => one !== undefined));
  };
}

function guardWriting(prototype) {
  const { createWritable } = prototype;
  prototype.createWritable = async function (...options) {
    const writer = await createWritable.apply(this, options);
    const write = writer.write.bind(writer);
    writer.write = async (data) => {
      try {
        const text = bare(data instanceof Blob ? await data.text() : String(data));
        if (!isDraft(this.name)) await refuse(text, await read(this), this.name);
      } catch (reason) {
        await writer.abort(); // the editor closes it in any case, which would empty the file
        throw reason;
      }
      return write(data);
    };
    return writer;
  };
}
