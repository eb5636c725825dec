"use strict";
/* The page: starts the engine, takes files, asks the engine about them, and shows what it answers. */

const byId = (id) => document.getElementById(id);

/** Return today as `2026-03-01`, in the time of this computer. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

class Page {
  engine = new Engine();
  isReady = false;
  hasFailed = false;
  taken = null; // the files that were chosen, with notes and refusals
  opened = null; // what the engine says that they are
  formats = [];
  day = today();
  filter = new Filter();
  table = null; // the table that is imported
  turn = 0; // counts the choices of files, so that answers about earlier ones are dropped

  /** Start the engine, and check what was chosen meanwhile. */
  async start() {
    byId("policy").textContent = document.querySelector("meta[http-equiv]").content;
    this.showLanguage();
    this.listen();
    try {
      await this.engine.start((share) => this.showProgress(share));
      this.formats = (await this.ask("list_formats")).formats;
    } catch {
      this.hasFailed = true;
      this.showTaken();
      byId("starting").hidden = true;
      return;
    }
    this.isReady = true;
    byId("starting").hidden = true;
    announce(word("ready"));
    if (this.taken) await this.open();
  }

  listen() {
    const drop = byId("drop");
    for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
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
    document.addEventListener("drop", async (event) => this.take(await listDropped(event.dataTransfer)));
    addEventListener("hashchange", () => this.changeLanguage());
  }

  showProgress(share) {
    byId("progress").value = 100 * share;
  }

  showLanguage() {
    readLanguage();
    byId("progress-words").textContent = word(this.taken ? "waiting" : "starting");
    this.showTaken();
  }

  async changeLanguage() {
    this.showLanguage();
    if (this.opened) await this.showWork();
  }

  /** Ask the engine; an answer that never comes is told as a sentence too. */
  async ask(method, details = {}) {
    try {
      return await this.engine.call(method, details);
    } catch {
      return { error: { da: WORDS.stopped[0], en: WORDS.stopped[1] } };
    }
  }

  /** Take files in the place of those that were there before. */
  async take(chosen) {
    this.turn += 1;
    const { turn } = this;
    byId("work").replaceChildren();
    this.opened = null;
    const taken = await readChosen(chosen);
    if (turn !== this.turn) return;
    this.taken = taken;
    this.showLanguage();
    if (taken.files.length === 0) announce(taken.refusals.map((say) => say()).join(" "));
    else if (this.isReady) await this.open();
    else announce(word("waiting"));
  }

  showTaken() {
    const place = byId("taken");
    const refusals = this.hasFailed ? [word("cannotStart")] : [];
    place.replaceChildren();
    if (this.taken) {
      const { files, notes, refusals: others } = this.taken;
      if (files.length > 0) place.append(make("p", {}, word("taken", files.length)));
      place.append(...notes.map((say) => make("p", { class: "hint" }, say())));
      refusals.push(...others.map((say) => say()));
    }
    if (refusals.length > 0) place.append(makeRefusal(...refusals));
  }
}

new Page().start();
