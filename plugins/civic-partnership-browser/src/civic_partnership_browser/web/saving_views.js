"use strict";
/* What can be made of a register: the report, shown and saved, and files in other formats. */

/** Return the section that makes the report; `makeIt` returns its file or throws a refusal. */
function makeReportSection(makeIt) {
  const place = make("div");
  const button = makeButton(word("makeReport"), async () => {
    place.replaceChildren(make("p", {}, word("working")));
    const answer = await makeIt();
    if (answer.refusal) {
      place.replaceChildren(makeRefusal(inLanguage(answer.refusal)));
      announce(inLanguage(answer.refusal));
      return;
    }
    const [file] = answer.files;
    const frame = make("iframe", { title: word("reportFrame"), sandbox: "", srcdoc: new TextDecoder().decode(file.bytes) });
    place.replaceChildren(makeButton(word("saveReport"), () => saveFile(file)), frame);
    place.firstChild.focus();
  });
  return makeSection(
    "report",
    word("report"),
    make("p", {}, word("reportIntro")),
    make("div", { class: "buttons" }, button),
    place,
  );
}

/** Return the section that saves a register in a format; `exportIt` returns the file or throws a refusal. */
function makeExportSection(formats, exportIt) {
  const select = make(
    "select",
    { id: "format" },
    ...formats.map(({ name, title }) => make("option", { value: name }, `${name}: ${inLanguage(title)}`)),
  );
  const personal = make("input", { type: "checkbox", id: "personal", "aria-describedby": "personal-hint" });
  const errors = make("input", { type: "checkbox", id: "despite-errors" });
  const place = make("div");
  const button = makeButton(word("save"), async () => {
    place.replaceChildren(make("p", {}, word("working")));
    const answer = await exportIt(select.value, personal.checked, errors.checked);
    if (answer.refusal) {
      place.replaceChildren(makeRefusal(inLanguage(answer.refusal)));
      announce(inLanguage(answer.refusal));
      return;
    }
    saveFile(answer.file);
    place.replaceChildren(make("p", {}, word("saved", answer.file.name)), make("pre", {}, inLanguage(answer.summary)));
  });
  return makeSection(
    "export",
    word("exporting"),
    make("div", { class: "field" }, make("label", { for: "format" }, word("format")), select),
    make("label", { class: "choice" }, personal, word("personal")),
    make("p", { class: "hint", id: "personal-hint" }, word("personalHint")),
    make("label", { class: "choice" }, errors, word("despiteErrors")),
    make("div", { class: "buttons" }, button),
    place,
  );
}
