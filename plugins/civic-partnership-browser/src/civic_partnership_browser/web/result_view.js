"use strict";
/* The result of a check: one sentence, the day, what is shown, the findings and what to fill in. */

const LISTED_LEVELS = ["error", "warning"];

/** What is shown of a result; it stays when the day or the language changes. */
class Filter {
  levels = new Set(LISTED_LEVELS);
  rule = "";

  /** Return whether a finding is shown in the list. */
  shows(finding) {
    return this.levels.has(finding.level) && (this.rule === "" || this.rule === finding.rule);
  }
}

/**
 * Return the section about a result.
 *
 * `work` holds the `day` and the `filter`; `work.changeDay(day)` checks again, `work.saveFindings()` saves them all.
 */
function makeResult(result, work) {
  const { totals } = result;
  const listed = result.findings.filter((finding) => LISTED_LEVELS.includes(finding.level));
  const list = make("div", { id: "findings" });
  const showList = () => {
    const findings = listed.filter((finding) => work.filter.shows(finding));
    const nothing = listed.length > 0 && findings.length === 0;
    list.replaceChildren(nothing ? make("p", {}, word("nothingShown")) : makeByPlace(findings, makeFinding));
    return findings.length;
  };
  const onFilter = () => announce(word("shown", showList(), listed.length));
  const worst = LISTED_LEVELS.find((level) => totals[level] > 0) ?? "good";
  const section = makeSection(
    "result",
    word(totals.error > 0 ? "result" : "noErrors"),
    makeSummary(result, worst),
    makeControls(result, listed, work, onFilter),
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

function makeControls(result, listed, work, onFilter) {
  const day = make("input", { type: "date", id: "day", required: true, "aria-describedby": "day-hint" });
  day.value = work.day;
  day.addEventListener("change", () => {
    if (day.value !== "" && day.value !== work.day) work.changeDay(day.value);
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
    LISTED_LEVELS.every((level) => result.totals[level] > 0) ? makeLevelFilter(result, work.filter, onFilter) : null,
    listed.length > 1 ? makeRuleFilter(listed, work.filter, onFilter) : null,
    make(
      "div",
      { class: "buttons" },
      makeButton(word("print"), () => window.print()),
      listed.length > 0 ? makeButton(word("saveFindings"), () => work.saveFindings()) : null,
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
  const byPlace = [...missing].sort(comparePlaces);
  return make(
    "details",
    { id: "undecided" },
    make("summary", {}, word("undecided", totals.undecided)),
    makeByPlace(undecided, makeFinding),
    makeByPlace(byPlace, makeMissing),
  );
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
