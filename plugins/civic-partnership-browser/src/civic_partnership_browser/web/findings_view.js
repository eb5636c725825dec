"use strict";
/* Findings as the terminal shows them: by file and record, each with its place, its line, its remedy and its rule. */

/** Return a finding as an item of a list. */
function makeFinding(finding) {
  return make(
    "li",
    { class: `finding ${finding.level}` },
    makeProblem(finding.level_name, finding.problem),
    finding.file ? make("p", { class: "place" }, finding.places[0]) : null,
    finding.excerpt ? makeExcerpt(finding.excerpt) : null,
    make("p", { class: "remedy" }, `→ ${finding.remedy}`),
    make("p", { class: "source" }, finding.rule_line),
  );
}

/** Return a fact that is not recorded, and how many rules it settles, as an item of a list. */
function makeMissing(missing) {
  return make(
    "li",
    { class: "finding" },
    makeProblem(missing.level_name, missing.words),
    missing.file ? make("p", { class: "place" }, missing.places[0]) : null,
  );
}

function makeProblem(levelName, words) {
  const level = make("span", { class: "level" }, `${levelName}:`);
  return make("p", {}, level, " ", make("span", { class: "problem" }, words));
}

/** Return a line of a file with its number; what the finding is about is marked. */
function makeExcerpt({ line, text, start, length }) {
  const characters = [...text]; // Python counts code points, JavaScript halves of them
  const end = start + length;
  return make(
    "pre",
    { class: "excerpt" },
    make("span", { class: "number" }, `${line} │ `),
    characters.slice(0, start).join(""),
    make("mark", {}, characters.slice(start, end).join("")),
    characters.slice(end).join(""),
  );
}

/** Compare two places, so that items can be sorted by file and line. */
function comparePlaces(one, other) {
  const [file, otherFile] = [one.file ?? "", other.file ?? ""];
  if (file !== otherFile) return file < otherFile ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0);
}

/** Return items below a heading for each file and each record, in the order in which they come. */
function makeByPlace(items, makeItem) {
  const place = make("div");
  let file;
  let record;
  let list;
  for (const item of items) {
    const itsRecord = item.places.slice(item.file ? 1 : 0).join();
    if (list === undefined || item.file !== file) {
      place.append(make("h3", {}, item.file || word("noFile")));
      list = undefined;
    }
    if (list === undefined || itsRecord !== record) {
      list = make("ol", { class: "findings" });
      place.append(...(itsRecord ? [make("h4", {}, itsRecord)] : []), list);
    }
    ({ file } = item);
    record = itsRecord;
    list.append(makeItem(item));
  }
  return place;
}
