"use strict";
/* The files that a user drops or chooses: which of them are read, and why the others are not. */

const LARGEST_FILE = 64 * 2 ** 20;
const LARGEST_SUM = 200e6;
const READ_ENDINGS = /\.(toml|json|ndjson|csv|tsv|xlsx|xlsm|ods)$/i;
const PICTURE_ENDINGS = /\.(png|jpe?g|gif|webp|heic|bmp|tiff?|svg|avif)$/i;
const OLD_WORKBOOK_ENDINGS = /\.(xls|xlsb)$/i;
const ARCHIVE_ENDINGS = /\.zip$/i;
const PASSED_OVER_NAMES = 3;

/** A file that was chosen: its path below what was chosen, and whether it came with a folder. */
class ChosenFile {
  constructor(file, path, isInFolder) {
    this.file = file;
    this.path = path;
    this.isInFolder = isInFolder;
  }
}

/** Return the files of an `<input type="file">`. */
function listChosen(input) {
  return [...input.files].map(
    (file) => new ChosenFile(file, file.webkitRelativePath || file.name, file.webkitRelativePath !== ""),
  );
}

/**
 * Return the files that were dropped, and those in the folders that were dropped.
 *
 * Chromium reads no entries of folders in a page that is a file itself, only handles; other browsers have no handles.
 */
async function listDropped(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const walks = items.map(async (item) =>
    item.getAsFileSystemHandle ? walkHandle(await item.getAsFileSystemHandle()) : walkEntry(item.webkitGetAsEntry()),
  ); // all items are asked at once: none is there any more after the first `await`
  const chosen = [];
  for (const walk of walks) {
    for await (const each of await walk) chosen.push(each);
  }
  return chosen;
}

async function* walkHandle(handle, folder = "") {
  const path = `${folder}${handle.name}`;
  if (handle.kind === "file") yield new ChosenFile(await handle.getFile(), path, folder !== "");
  else for await (const each of handle.values()) yield* walkHandle(each, `${path}/`);
}

async function* walkEntry(entry, isInFolder = false) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    yield new ChosenFile(file, entry.fullPath.slice(1), isInFolder);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return; // it gives a hundred entries at a time
    for (const each of some) yield* walkEntry(each, true);
  }
}

/** Return whether a path has a part that begins with a dot or `~`: the command line passes over those too. */
function isHidden(path) {
  return path.split("/").some((part) => part.startsWith(".") || part.startsWith("~"));
}

/** Return a function that says why a file is not read, or null if it is; a function, as the language may change. */
function refuse({ file, path }) {
  if (PICTURE_ENDINGS.test(path) || file.type.startsWith("image/")) return () => word("isPicture", path);
  if (OLD_WORKBOOK_ENDINGS.test(path)) return () => word("isOldWorkbook", path);
  if (ARCHIVE_ENDINGS.test(path)) return () => word("isArchive", path);
  if (!READ_ENDINGS.test(path)) return () => word("isOther", path);
  if (file.size > LARGEST_FILE) return () => word("tooLarge", path, formatSize(file.size));
  if (file.size === 0) return () => word("isEmpty", path);
  return null;
}

/**
 * Read the files that can be read, in the order of their paths.
 *
 * Return `{files: [{path, bytes}], refusals, notes, isFolder}`; refusals and notes are functions that return a sentence.
 * In a folder, what is no register is passed over with a note; a file that was chosen itself is refused.
 */
async function readChosen(chosen) {
  const files = [];
  const refusals = [];
  const passedOver = [];
  const isFolder = chosen.length === 0 || chosen.some((each) => each.isInFolder);
  const seen = chosen.filter((each) => !(each.isInFolder && isHidden(each.path)));
  seen.sort((one, other) => (one.path < other.path ? -1 : 1));
  const sum = seen.filter((each) => refuse(each) === null).reduce((size, each) => size + each.file.size, 0);
  if (sum > LARGEST_SUM) return { files, refusals: [() => word("allTooLarge", formatSize(sum))], notes: [] };
  for (const each of seen) {
    const reason = refuse(each);
    if (reason && each.isInFolder && !READ_ENDINGS.test(each.path)) passedOver.push(each.path);
    else if (reason) refusals.push(reason);
    else {
      try {
        files.push({ path: each.path, bytes: new Uint8Array(await each.file.arrayBuffer()) });
      } catch {
        refusals.push(() => word("unreadable", each.path));
      }
    }
  }
  if (isFolder && files.length === 0 && refusals.length === 0) refusals.push(() => word("emptyFolder"));
  const names = passedOver
    .slice(0, PASSED_OVER_NAMES)
    .map((path) => path.split("/").at(-1))
    .join(", ");
  const notes = passedOver.length ? [() => word("passedOver", passedOver.length - PASSED_OVER_NAMES, names)] : [];
  return { files, refusals, notes, isFolder };
}
