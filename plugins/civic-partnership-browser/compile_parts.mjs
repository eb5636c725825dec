// Run compile_modules.py in the Python of the page, whose bytecode no other Python makes.
// Arguments: the folder of Pyodide, and the folder of the zips, which are replaced.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONHASHSEED: "0" } });
const names = ["python_stdlib.zip", "packages.zip"];
for (const name of names) {
  python.FS.writeFile(`/${name}`, readFileSync(`${folder}/${name}`));
}
python.runPython(readFileSync(new URL("compile_modules.py", import.meta.url), "utf-8"));
for (const name of names) {
  writeFileSync(`${folder}/${name}`, python.FS.readFile(`/${name}`));
}
