"use strict";
/* What can be made of a register: the report, shown and saved, and files in other formats. */

/** Return the section that makes the report of a register that is open on the page. */
function makeReportSection(page) {
  const place = make("div");
  const showReport = (file) => {
    // without the base, links within the report would lead to this page, which the browser refuses
    const srcdoc = new TextDecoder().decode(file.data).replace("<head>", '<head><base href="about:srcdoc">');
    const save = makeButton(word("saveReport"), () => saveFile(file));
    place.replaceChildren(save, make("iframe", { title: word("reportFrame"), sandbox: "", srcdoc }));
    save.focus();
  };
  const button = makeButton(word("makeReport"), () => showAnswer(place, page.makeReport(), showReport));
  const section = makeSection(
    "report",
    word("report"),
    make("p", {}, word("reportIntro")),
    makeRegisterChoice(page, "report-register"),
    make("div", { class: "buttons" }, button),
    place,
  );
  section.classList.add("unprinted");
  return section;
}

const USUAL_FORMAT = "xlsx";

/** Return the section that saves a register, which is open on the page, in a format. */
function makeExportSection(page) {
  const select = make(
    "select",
    { id: "format" },
    ...page.formats.map(({ name, title }) => make("option", { value: name }, `${inLanguage(title)} (${name})`)),
  );
  if (page.formats.some(({ name }) => name === USUAL_FORMAT)) select.value = USUAL_FORMAT;
  const personal = make("input", { type: "checkbox", id: "personal", "aria-describedby": "personal-hint" });
  const errors = make("input", { type: "checkbox", id: "despite-errors" });
  const place = make("div");
  const showSaved = (file) => {
    saveFile(file);
    const saved = make("p", { class: "summary good" }, word("saved", file.name));
    place.replaceChildren(saved, make("pre", {}, file.summary));
  };
  const section = makeSection(
    "export",
    word("exporting"),
    makeRegisterChoice(page, "export-register"),
    make("div", { class: "field" }, make("label", { for: "format" }, word("format")), select),
    make("label", { class: "choice" }, personal, word("personal")),
    make("p", { class: "hint", id: "personal-hint" }, word("personalHint")),
    page.hasErrors ? make("label", { class: "choice" }, errors, word("despiteErrors")) : null,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("save"), () =>
        showAnswer(place, page.export(select.value, personal.checked, errors.checked), showSaved),
      ),
    ),
    place,
  );
  section.classList.add("unprinted");
  return section;
}

/** Return a choice among the registers that are open; nothing for one. */
function makeRegisterChoice(page, id) {
  const { registers } = page.opened;
  if (registers.length < 2) return null;
  const select = make(
    "select",
    { id, class: "register" },
    ...registers.map((path) => make("option", { value: path }, path)),
  );
  select.value = page.register;
  select.addEventListener("change", () => {
    page.register = select.value;
    for (const each of document.querySelectorAll("select.register")) each.value = page.register;
  });
  return make("div", { class: "field" }, make("label", { for: id }, word("register")), select);
}
