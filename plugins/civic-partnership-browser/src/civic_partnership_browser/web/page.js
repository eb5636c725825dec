"use strict";
/* The page: starts the engine, takes files, asks the engine about them, and shows what it answers. */

const byId = (id) => document.getElementById(id);

/** Return today as `2026-03-01`, in the time of this computer. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** The page as a whole: what was taken, and what is being done with it. */
class Page {
  engine = new Engine();
  isReady = false;
  failure = null; // why the engine did not start, in both languages
  progress = null; // how far its start is, in both languages
  taken = null; // the files that were chosen, with notes and refusals
  opened = null; // what the engine says that they are
  formats = [];
  day = today();
  filter = new Filter();
  register = ""; // the one that is reported and exported, where several are open
  hasErrors = false;
  importing = null; // the import of a table that is under way
  leftOut = null; // the rows that were rejected when what is checked was imported
  turn = 0; // counts what is asked for, so that late answers to earlier questions are dropped

  /** Show the page, before the browser has read the whole file. */
  show() {
    byId("policy").textContent = document.querySelector("meta[http-equiv]").content;
    this.showLanguage();
    this.listen();
    byId("no-script").remove();
    byId("page").hidden = false;
  }

  /** Start the engine, and check what was chosen meanwhile. */
  async start() {
    this.failure = (await this.startEngine())?.error ?? null;
    this.isReady = this.failure === null;
    announce(this.failure ? inLanguage(this.failure) : word("ready"));
    byId("starting").hidden = true;
    this.showTaken();
    if (this.isReady && this.taken) await this.open();
  }

  /** Start the engine, which takes some seconds; return null, or an answer with an error. */
  async startEngine() {
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      return { error: labelOf("cannotStart") };
    }
    const failure = await this.engine.start(({ fraction, label }) => {
      byId("progress").value = fraction;
      this.progress = label;
      this.showProgress();
    });
    const { formats, error } = failure ?? (await this.engine.call("formats"));
    this.formats = formats;
    return error ? { error } : null;
  }

  showProgress() {
    const step = this.progress ? `${inLanguage(this.progress)} … ` : "";
    byId("progress-words").textContent = step + word(this.taken ? "waiting" : "starting");
  }

  listen() {
    const drop = byId("drop");
    for (const [button, input] of [
      ["choose-files", "files"],
      ["choose-folder", "folder"],
    ]) {
      byId(button).addEventListener("click", () => byId(input).click());
      byId(input).addEventListener("change", async () => {
        const chosen = listChosen(byId(input));
        byId(input).value = ""; // the same file can be chosen again, once it is corrected
        await this.take(chosen);
      });
    }
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (event) => {
        event.preventDefault(); // a file beside the zone would open in place of the page
        drop.classList.toggle("over", name === "dragenter" || name === "dragover");
      });
    }
    document.addEventListener("drop", async (event) => {
      if (!event.dataTransfer.types.includes("Files")) return; // a text, perhaps
      await this.take(await listDropped(event.dataTransfer).catch(() => null));
    });
    addEventListener("hashchange", async () => {
      this.showLanguage();
      if (this.opened) await this.showWork(false);
    });
  }

  showLanguage() {
    readLanguage();
    this.showTaken();
  }

  /** Ask the engine in the language of the page. */
  ask(method, details) {
    return this.engine.call(method, { lang: language, ...details });
  }

  /** Take files in the place of those that were there before; null if the browser does not hand them over. */
  async take(chosen) {
    this.turn += 1;
    const { turn } = this;
    byId("work").replaceChildren();
    this.opened = this.taken = this.leftOut = null;
    this.filter = new Filter(); // a new file must not be shown without its errors
    this.showTaken();
    const taken = chosen ? await readChosen(chosen) : { files: [], notes: [], refusals: [() => word("cannotDrop")] };
    if (turn !== this.turn) return;
    this.taken = taken;
    this.showTaken();
    if (taken.files.length === 0) announce(taken.refusals.map((say) => say()).join(" "));
    else if (this.isReady) await this.open();
    else announce(word("waiting"));
  }

  /** Show what was taken, and why other files were not. */
  showTaken() {
    this.showProgress();
    const place = byId("taken");
    const refusals = this.failure ? [inLanguage(this.failure)] : [];
    place.replaceChildren();
    if (this.taken) {
      const { files, notes, refusals: others } = this.taken;
      if (files.length > 0)
        place.append(
          make(
            "p",
            {},
            word(
              "taken",
              files.map(({ path }) => path),
            ),
          ),
        );
      place.append(...notes.map((say) => make("p", { class: "hint" }, say())));
      refusals.push(...others.map((say) => say()));
    }
    if (refusals.length > 0) place.append(makeRefusal(...refusals));
  }

  /** Give the files to the engine, and show what can be done with them. */
  async open() {
    this.showWorking();
    const { turn } = this;
    const opened = await this.engine.call("open_files", { files: this.taken.files });
    if (turn !== this.turn) return;
    if (opened.error) this.refuse(opened.error);
    else await this.showOpened(opened);
  }

  /** Show what is open from now on; `done` is the table that was imported into it. */
  async showOpened(opened, done = null) {
    const tables = opened.tables.filter((table) => table !== done);
    this.opened = { ...opened, tables };
    this.register = opened.registers[0] ?? "";
    this.importing = null;
    if (opened.registers.length + tables.length > 0) await this.showWork(true);
    else this.refuse(labelOf(opened.mappings.length > 0 ? "onlyMapping" : "nothingToCheck"));
  }

  refuse(error) {
    byId("work").replaceChildren(makeRefusal(inLanguage(error)));
    announce(inLanguage(error));
  }

  showWorking() {
    byId("work").replaceChildren(make("p", {}, word("working")));
    announce(word("working"));
  }

  /**
   * Check what is open and show all that can be done; return the result, or null.
   *
   * `moves` tells whether the focus goes to the result, which is announced then.
   */
  async showWork(moves) {
    this.turn += 1;
    const { turn, opened } = this;
    const sections = [];
    let result = null;
    if (opened.registers.length > 0) {
      result = await this.ask("check", { on: this.day });
      if (turn !== this.turn) return null;
      if (result.error) {
        this.refuse(result.error);
        return null;
      }
      if (result.records + result.findings.length > 0) {
        this.hasErrors = result.totals.error > 0;
        sections.push(makeResult(result, this), makeReportSection(this), makeExportSection(this));
      } else if (opened.tables.length === 0) {
        this.refuse(labelOf("nothingToCheck"));
        return null;
      }
    }
    if (opened.tables.length > 0) {
      this.importing ??= await Import.begin(this, opened);
      if (turn !== this.turn) return null;
      sections.push(makeImportSection(this.importing));
    }
    byId("work").replaceChildren(...sections);
    if (moves) {
      byId("work").querySelector("h2").focus();
      announce(result ? sayLeftOut(this, result.summary) : word("importing"));
    }
    return result;
  }

  async changeDay(day) {
    this.day = day;
    const result = await this.showWork(false);
    if (result) {
      byId("day").focus();
      announce(result.summary);
    }
  }

  async saveFindings() {
    const file = await this.ask("save_findings", { on: this.day });
    if (file.error) this.refuse(file.error);
    else saveFile(file);
  }

  makeReport() {
    return this.ask("make_report", { on: this.day, register: this.register });
  }

  /** Export the register, unless it has errors that were not allowed. */
  async export(format, hasPersonal, allowsErrors) {
    if (this.hasErrors && !allowsErrors) return { error: labelOf("hasErrors") };
    return this.ask("export", {
      format,
      on: this.day,
      register: this.register,
      include_personal: hasPersonal,
      allow_errors: allowsErrors,
    });
  }
}

const page = new Page();
page.show();
document.addEventListener("DOMContentLoaded", () => page.start()); // the engine's parts stand below the scripts
