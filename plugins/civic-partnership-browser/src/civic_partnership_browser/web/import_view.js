"use strict";
/* A spreadsheet of others: its mapping, what the rows become, and the register that is made of them. */

/** The import of a table: which one, its mapping, and what the engine does with them. */
class Import {
  update = false;

  constructor(page, { tables, mappings, registers }) {
    this.page = page;
    this.tables = tables;
    this.mappings = mappings;
    this.isOpen = registers.length > 0;
  }

  /** Begin with the first table. */
  static async begin(page, opened) {
    const it = new Import(page, opened);
    await it.use(opened.tables[0]);
    return it;
  }

  /** Use a table, with the mapping of the same name that was given, or a suggested one. */
  async use(table) {
    this.table = table;
    const stem = (path) => path.replace(/\.[^.]*$/, "");
    const given = this.mappings.find((path) => stem(path) === stem(table)) ?? this.mappings[0];
    if (given !== undefined) {
      const { bytes } = this.page.taken.files.find(({ path }) => path === given);
      this.mapping = new TextDecoder().decode(bytes);
      return;
    }
    const { text, error } = await this.page.ask("suggest_mapping", { file: table });
    this.mapping = text ?? "";
    this.error = error;
  }

  async choose(table) {
    await this.use(table);
    await this.page.showWork(false);
    byId("table").focus();
  }

  preview() {
    return this.page.ask("preview_import", { file: this.table, mapping: this.mapping });
  }

  run(keep = false) {
    const { table: file, mapping, update } = this;
    return this.page.ask("import_rows", { file, mapping, register: this.page.register, update, keep });
  }

  /** Import once more, so that the register is open from then on, and check it. */
  async check() {
    this.page.showWorking();
    const opened = await this.run(true);
    if (opened.error) {
      this.page.refuse(opened.error);
      return;
    }
    if (opened.rejected > 0) {
      this.page.leftOut = { number: opened.rejected, table: this.table, rejects: opened.rejects };
    }
    await this.page.showOpened(opened, this.table);
  }
}

/** Return the section that imports a table. */
function makeImportSection(work) {
  const mapping = make("textarea", { id: "mapping", spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  mapping.value = work.mapping;
  mapping.addEventListener("input", () => {
    work.mapping = mapping.value;
  });
  const own = make("input", { type: "file", id: "own-mapping", accept: ".toml", hidden: true });
  own.addEventListener("change", async () => {
    mapping.value = work.mapping = await own.files[0].text();
    own.value = "";
    showDoubts();
    mapping.focus();
  });
  const doubts = make("div");
  const showDoubts = () => doubts.replaceChildren(...makeDoubts(mapping));
  mapping.addEventListener("input", showDoubts);
  showDoubts();
  const place = make("div");
  const section = makeSection(
    "import",
    word("importing"),
    work.tables.length > 1 ? makeTableChoice(work) : null,
    make("p", {}, word("importIntro", work.table)),
    work.error ? makeRefusal(inLanguage(work.error)) : null,
    doubts,
    make("label", { for: "mapping" }, word("mapping")),
    mapping,
    own,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("ownMapping"), () => own.click()),
      makeButton(word("saveMapping"), () =>
        saveFile({ name: word("mappingFile"), data: new TextEncoder().encode(work.mapping) }),
      ),
    ),
    work.isOpen ? makeUpdateChoice(work) : null,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("preview"), () => showAnswer(place, work.preview(), (answer) => showPreview(place, answer))),
      makeButton(
        word("runImport"),
        () => showAnswer(place, work.run(), (answer) => showImported(place, answer, work)),
        {
          class: "first",
        },
      ),
    ),
    place,
  );
  section.classList.add("unprinted");
  return section;
}

/** Return what a suggested mapping is not sure of; each is a button that leads to its place in the text. */
function makeDoubts(mapping) {
  const found = [...mapping.value.matchAll(/^ *# (?:Usikkert|Not sure): .*(?:\n *# {3}.*)*/gm)];
  if (found.length === 0) return [];
  const items = found.map((doubt) => {
    const text = doubt[0].replace(/\n *# +/g, " ").replace(/^ *# [^:]*: /, "");
    const lead = () => {
      mapping.setSelectionRange(doubt.index, doubt.index + doubt[0].length);
      mapping.focus();
    };
    const sentence = text[0].toUpperCase() + text.slice(1);
    return make("li", {}, make("button", { type: "button", class: "link", click: lead }, sentence));
  });
  return [make("p", {}, word("doubts")), make("ul", {}, ...items)];
}

function makeTableChoice(work) {
  const options = work.tables.map((path) => make("option", { value: path }, path));
  const select = make("select", { id: "table" }, ...options);
  select.value = work.table;
  select.addEventListener("change", () => work.choose(select.value));
  return make("div", { class: "field" }, make("label", { for: "table" }, word("table")), select);
}

function makeUpdateChoice(work) {
  const box = make("input", { type: "checkbox", id: "update", checked: work.update });
  box.addEventListener("change", () => {
    work.update = box.checked;
  });
  return make("label", { class: "choice" }, box, word("update"));
}

/** Show the first rows, each as the records that it becomes, or with the reasons against it. */
function showPreview(place, { rows }) {
  const heading = make("h3", { tabindex: "-1" }, word("previewHeading"));
  place.replaceChildren(heading, ...rows.flatMap(makePreviewedRow), make("p", { class: "hint" }, word("notSaved")));
  heading.focus();
}

function makePreviewedRow({ line, reasons, records }) {
  const heading = make("h4", {}, word("line", line));
  if (reasons.length > 0) return [heading, makeRefusal([word("isRejected"), ...reasons].join(" "))];
  if (records.length === 0) return [heading, make("p", {}, word("noRecord"))];
  return [heading, ...records.map(makePreviewedRecord)];
}

function makePreviewedRecord({ name, facts }) {
  const items = facts.map(([label, value]) => make("li", {}, `${label}: ${value}`));
  return make("div", { class: "record" }, make("p", {}, make("strong", {}, name)), make("ul", {}, ...items));
}

function showImported(place, { summary, taken, register, rejects }, work) {
  const heading = make("h3", { tabindex: "-1" }, word("imported"));
  const buttons = make("div", { class: "buttons" });
  if (taken > 0) {
    buttons.append(makeButton(word("checkImported"), () => work.check(), { class: "first" }));
    buttons.append(makeButton(word("saveRegister"), () => saveFile(register)));
  }
  const ends = rejects ? makeRejects(rejects, "rejects-hint") : [];
  place.replaceChildren(heading, make("pre", { class: "preview" }, summary), buttons, ...ends);
  heading.focus();
}

/** Return a button that saves rejected rows, and what to mind with them. */
function makeRejects(rejects, id) {
  const hint = make("p", { class: "hint", id }, word("rejectsHint"));
  const button = makeButton(word("saveRejects"), () => saveFile(rejects), { "aria-describedby": id });
  return [make("div", { class: "buttons" }, button), hint];
}
