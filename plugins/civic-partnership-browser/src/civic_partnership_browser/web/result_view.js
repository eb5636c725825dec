"use strict";
/* The result of a check: one sentence, the day, what is shown, the findings and what to fill in. */

const LISTED_LEVELS = ["error", "warning"];
const MOST_MISSING = 500; // those that settle most come first, and all are counted below

/** What is shown of a result; it stays when the day or the language changes. */
class Filter {
  levels = new Set(LISTED_LEVELS);
  rule = "";

  /** Return whether a finding is shown in the list. */
  shows(finding) {
    return this.levels.has(finding.level) && (this.rule === "" || this.rule === finding.rule);
  }
}

/** Return the section about a result of the page. */
function makeResult(result, page) {
  const { totals } = result;
  const listed = result.findings.filter((finding) => LISTED_LEVELS.includes(finding.level));
  const list = make("div", { id: "findings" });
  const showList = () => {
    const findings = listed.filter((finding) => page.filter.shows(finding));
    const nothing = listed.length > 0 && findings.length === 0;
    list.replaceChildren(nothing ? make("p", {}, word("nothingShown")) : makeByPlace(findings, makeFinding));
    return findings.length;
  };
  const onFilter = () => announce(word("shown", showList(), listed.length));
  const worst = LISTED_LEVELS.find((level) => totals[level] > 0) ?? "good";
  const section = makeSection(
    "result",
    word(totals.error > 0 || page.leftOut ? "result" : "noErrors"),
    makeSummary(result, worst),
    makeHints(listed, page),
    makeControls(result, listed, page, onFilter),
    list,
    result.more > 0 ? make("p", {}, word("moreFindings", result.more)) : null,
    makeUndecided(result),
    makeToFillIn(result),
  );
  showList();
  return section;
}

function makeSummary({ summary, unread, problems }, worst) {
  const sentences = [summary, ...(unread ? [unread] : []), ...problems];
  return make("div", { class: `summary ${worst}` }, ...sentences.map((each) => make("p", {}, each)));
}

/** Return a summary, and after it how many rows an import has left out. */
function sayLeftOut({ leftOut }, summary) {
  return leftOut ? `${summary} ${word("leftOut", leftOut.number, leftOut.table)}` : summary;
}

/** Say what the result does not tell: that rows are not in it, or that perhaps half the register was not chosen. */
function makeHints(listed, page) {
  const hints = make("div");
  if (page.leftOut) {
    const { number, table, rejects } = page.leftOut;
    hints.append(makeRefusal(word("leftOut", number, table)), ...makeRejects(rejects, "left-out-hint"));
  }
  const isPart = listed.some(({ rule }) => rule === "unknown-reference");
  if (isPart && page.taken.isFolder === false) hints.append(make("p", { class: "hint" }, word("isPart")));
  return hints;
}

function makeControls(result, listed, page, onFilter) {
  const day = make("input", { type: "date", id: "day", required: true, "aria-describedby": "day-hint" });
  day.value = page.day;
  day.addEventListener("change", () => {
    if (day.value !== "" && day.value !== page.day) page.changeDay(day.value);
  });
  return make(
    "div",
    { class: "fields unprinted" },
    make(
      "div",
      { class: "field" },
      make("label", { for: "day" }, word("day")),
      day,
      make("p", { class: "hint", id: "day-hint" }, word("dayHint")),
    ),
    LISTED_LEVELS.every((level) => result.totals[level] > 0) ? makeLevelFilter(result, page.filter, onFilter) : null,
    listed.length > 1 ? makeRuleFilter(listed, page.filter, onFilter) : null,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("print"), () => window.print()),
      listed.length > 0 ? makeButton(word("saveFindings"), () => page.saveFindings()) : null,
    ),
  );
}

function makeLevelFilter(result, filter, onFilter) {
  const boxes = LISTED_LEVELS.map((level) => {
    const box = make("input", { type: "checkbox", checked: filter.levels.has(level) });
    box.addEventListener("change", () => {
      filter.levels[box.checked ? "add" : "delete"](level);
      onFilter();
    });
    return make("label", { class: "choice" }, box, `${word(level)} (${result.totals[level]})`);
  });
  return make("fieldset", { class: "field" }, make("legend", {}, word("show")), ...boxes);
}

function makeRuleFilter(listed, filter, onFilter) {
  const numbers = new Map();
  for (const { rule } of listed) numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
  if (!numbers.has(filter.rule)) filter.rule = "";
  const select = make(
    "select",
    { id: "rule" },
    make("option", { value: "" }, word("allRules")),
    ...[...numbers].map(([rule, number]) => make("option", { value: rule }, `${rule} (${number})`)),
  );
  select.value = filter.rule;
  select.addEventListener("change", () => {
    filter.rule = select.value;
    onFilter();
  });
  return make("div", { class: "field" }, make("label", { for: "rule" }, word("rule")), select);
}

function makeUndecided({ findings, missing, totals }) {
  if (totals.undecided === 0) return null;
  const undecided = findings.filter((finding) => finding.level === "undecided");
  const first = missing.slice(0, MOST_MISSING).sort(comparePlaces);
  const details = make("details", { id: "undecided" }, make("summary", {}, word("undecided", totals.undecided)));
  const showThem = () => {
    details.append(makeByPlace(undecided, makeFinding), makeByPlace(first, makeMissing));
    if (missing.length > MOST_MISSING)
      details.append(make("p", {}, word("moreMissing", missing.length - MOST_MISSING)));
  };
  details.addEventListener("toggle", showThem, { once: true });
  return details;
}

function makeToFillIn({ fill_in: heading, to_fill_in: facts }) {
  if (facts.length === 0) return null;
  return make(
    "div",
    { id: "to-fill-in" },
    make("h3", {}, heading),
    make("ul", {}, ...facts.map((fact) => make("li", {}, fact))),
  );
}
