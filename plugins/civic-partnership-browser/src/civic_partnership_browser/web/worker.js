"use strict";
// The worker behind the page: Python with the package, without any request.

const PLACE = "embedded://parts/"; // where the libraries believe that the parts are
const embedded = new Map(); // name of a part -> its bytes
let checker = null;
let toPython = null;

/** Tell the page how far the start is, with a label in two languages. */
function tell(fraction, da, en) {
  postMessage({ progress: { fraction, label: { da, en } } });
}

/** Return the bytes of a part that the page holds as base64 of gzip. */
async function unpack(text) {
  const packed = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Import a part that is a JavaScript module. */
async function importPart(name) {
  const url = URL.createObjectURL(new Blob([embedded.get(name)], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Pyodide wants a worker that is a module, and knows one by this: a page from a file cannot start one in Chromium,
 * but its other workers can import modules just as well.
 */
globalThis.importScripts = () => {
  throw new TypeError("Modules are imported.");
};

/** Answer what the libraries would fetch from the parts, and refuse all else: there is no network. */
globalThis.fetch = async (request) => {
  const name = String(request?.url ?? request).split("/").pop();
  if (!embedded.has(name)) {
    throw new TypeError(`The page has no part ${name}.`);
  }
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(embedded.get(name), { headers: { "content-type": type } });
};

/** Return the parsers of the syntax of files: one call gives a whole tree as numbers. */
async function loadParsers() {
  const { Language, Parser } = await importPart("web-tree-sitter.js");
  await Parser.init({ locateFile: (name) => PLACE + name });
  const languages = {
    toml: await Language.load(embedded.get("tree-sitter-toml.wasm")),
    json: await Language.load(embedded.get("tree-sitter-json.wasm")),
  };
  return {
    parse(name, text) {
      const parser = new Parser();
      parser.setLanguage(languages[name]);
      const tree = parser.parse(text);
      const flat = flatten(tree, text, languages[name].types);
      tree.delete();
      parser.delete();
      return flat;
    },
  };
}

/** Return the place in UTF-8 of each place in a text; null where both are the same. */
function bytePlaces(text) {
  if (!/[^\x00-\x7f]/.test(text)) {
    return null;
  }
  const places = new Int32Array(text.length + 1);
  let place = 0;
  for (let index = 0; index < text.length; index++) {
    places[index] = place;
    const code = text.charCodeAt(index);
    // each half of a pair of surrogates has two of the four bytes
    place += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  places[text.length] = place;
  return places;
}

/**
 * Return a syntax tree as numbers: ten for each node, parents before their children.
 *
 * These are: type, flags (1 named, 2 an error), first and last byte, row and column of the first and of the last
 * byte, parent, and the number of the first node that is not below it. Places of JavaScript count UTF-16.
 */
function flatten(tree, text, names) {
  const places = bytePlaces(text);
  const at = (index) => (places ? places[index] : index);
  const numbers = [];
  const types = new Map();
  const cursor = tree.walk();
  const open = [];
  for (;;) {
    const [start, end] = [cursor.startIndex, cursor.endIndex];
    const [first, last] = [cursor.startPosition, cursor.endPosition];
    const type = cursor.nodeType;
    if (!types.has(type)) {
      types.set(type, types.size);
    }
    const flags = (cursor.nodeIsNamed ? 1 : 0) | (cursor.nodeIsMissing || type === "ERROR" ? 2 : 0);
    const parent = open.length ? open[open.length - 1] : -1;
    const number = numbers.length / 10;
    numbers.push(types.get(type), flags, at(start), at(end));
    numbers.push(first.row, at(start) - at(start - first.column));
    numbers.push(last.row, at(end) - at(end - last.column), parent, 0);
    open.push(number);
    if (cursor.gotoFirstChild()) {
      continue;
    }
    for (;;) {
      numbers[open.pop() * 10 + 9] = numbers.length / 10;
      if (cursor.gotoNextSibling()) {
        break;
      }
      if (!cursor.gotoParent()) {
        cursor.delete();
        return { types: [...types.keys()], numbers: Int32Array.from(numbers) };
      }
    }
  }
}

/** Start Python with all packages, make the checker, and return null. */
async function start(parts) {
  tell(0, "Pakker ud", "Unpacking");
  const names = Object.keys(parts);
  for (const [number, name] of names.entries()) {
    embedded.set(name, await unpack(parts[name]));
    tell((0.3 * (number + 1)) / names.length, "Pakker ud", "Unpacking");
  }
  tell(0.3, "Starter Python", "Starting Python");
  const { loadPyodide } = await importPart("pyodide.mjs");
  const { default: createPyodideModule } = await importPart("pyodide.asm.mjs");
  const python = await loadPyodide({
    indexURL: PLACE,
    createPyodideModule,
    lockFileContents: new TextDecoder().decode(embedded.get("pyodide-lock.json")),
    packageBaseUrl: PLACE,
    stdout: () => {},
    stderr: (text) => console.debug(text),
  });
  tell(0.6, "Lægger pakkerne på plads", "Putting the packages in place");
  python.registerJsModule("_web_tree_sitter", await loadParsers());
  const folder = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(embedded.get("packages.zip").buffer, "zip", { extractDir: folder });
  embedded.clear();
  tell(0.7, "Indlæser reglerne", "Loading the rules");
  checker = python.runPython(`
import importlib
importlib.invalidate_caches()
from civic_partnership_browser.checker import Checker
Checker()
`);
  toPython = python.toPy;
  checker.warm_up();
  tell(1, "Klar", "Ready");
  return null;
}

/** Call a method of the checker; missing arguments are left out, because Python has defaults for them. */
function call(method, given) {
  const filled = Object.entries(given ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const converted = toPython(Object.fromEntries(filled));
  const answer = checker.call(method, converted);
  const result = answer.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  answer.destroy();
  converted.destroy?.();
  return result;
}

/** Post the answer to a question, or what kind of error keeps the program from running. */
async function answer(data) {
  try {
    const result = data.parts ? await start(data.parts) : call(data.method, data.arguments);
    postMessage({ id: data.id, result });
  } catch (error) {
    console.debug(error);
    postMessage({ id: data.id, failure: String(error?.type ?? error?.name ?? "Error") });
  }
}

let last = Promise.resolve(); // the answer before: questions are answered one by one, the start first
onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};
