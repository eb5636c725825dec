"use strict";
/* A spreadsheet of others: its mapping, what the rows become, and the register that is read from it. */

/**
 * Return the section that imports a table.
 *
 * `work` holds what stays when the language changes (`name`, `mapping`), and does the work: `preview()` and `run()`
 * answer with a refusal or a result, `check()` checks the register that was read.
 */
function makeImportSection(work) {
  const mapping = make("textarea", { id: "mapping", spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  mapping.value = work.mapping;
  mapping.addEventListener("input", () => {
    work.mapping = mapping.value;
  });
  const own = make("input", { type: "file", accept: ".toml", hidden: true });
  own.addEventListener("change", async () => {
    mapping.value = work.mapping = await own.files[0].text();
    own.value = "";
    mapping.focus();
  });
  const place = make("div");
  return makeSection(
    "import",
    word("importing"),
    make("p", {}, word("importIntro", work.name)),
    make("label", { for: "mapping" }, word("mapping")),
    mapping,
    own,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("preview"), () => answerIn(place, work.preview(), makePreview), { class: "first" }),
      makeButton(word("runImport"), () => answerIn(place, work.run(), (done) => makeImported(done, work))),
      makeButton(word("ownMapping"), () => own.click()),
      makeButton(word("saveMapping"), () => saveFile(work.mappingFile())),
    ),
    place,
  );
}

/** Show an answer, or the refusal, below what asked for it; move the focus to its heading. */
async function answerIn(place, asked, show) {
  place.replaceChildren(make("p", {}, word("working")));
  const answer = await asked;
  if (answer.refusal) {
    place.replaceChildren(makeRefusal(...inLanguage(answer.refusal).split("\n")));
    announce(inLanguage(answer.refusal));
    return;
  }
  place.replaceChildren(...show(answer));
  place.querySelector("h3")?.focus();
}

function makePreview({ text }) {
  return [make("h3", { tabindex: "-1" }, word("previewHeading")), make("pre", { class: "preview" }, inLanguage(text))];
}

function makeImported({ summary, register, rejects }, work) {
  const buttons = make("div", { class: "buttons" });
  if (register) {
    buttons.append(makeButton(word("checkImported"), () => work.check(), { class: "first" }));
    buttons.append(makeButton(word("saveRegister"), () => saveFile(register)));
  }
  if (rejects) {
    buttons.append(makeButton(word("saveRejects"), () => saveFile(rejects), { "aria-describedby": "rejects-hint" }));
  }
  return [
    make("h3", { tabindex: "-1" }, word("imported")),
    make("pre", { class: "preview" }, inLanguage(summary)),
    buttons,
    ...(rejects ? [make("p", { class: "hint", id: "rejects-hint" }, word("rejectsHint"))] : []),
  ];
}
