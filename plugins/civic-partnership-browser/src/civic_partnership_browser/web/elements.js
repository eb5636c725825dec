"use strict";
/* Make elements, announce what has happened, and save files. */

/** Return an element with attributes (`null` and `false` leave one out, functions are listeners) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Return a section with a heading of level 2, which the focus can go to. */
function makeSection(id, heading, ...children) {
  const title = make("h2", { id: `${id}-heading`, tabindex: "-1" }, heading);
  return make("section", { id, "aria-labelledby": title.id }, title, ...children);
}

/** Return a button that is disabled as long as the work it starts is under way. */
function makeButton(text, work, attributes = {}) {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await work();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
  return button;
}

/** Return texts, each of one line or more, that say why something cannot be done. */
function makeRefusal(...texts) {
  const lines = texts.flatMap((text) => text.split("\n"));
  return make("div", { class: "refusal" }, ...lines.map((line) => make("p", {}, line)));
}

/** Have a screen reader say a sentence. */
function announce(sentence) {
  document.getElementById("announcement").textContent = sentence;
}

/** Show in a place what the engine answers, or the sentence that says why it cannot. */
async function showAnswer(place, asked, show) {
  place.replaceChildren(make("p", {}, word("working")));
  const answer = await asked;
  if (answer.error) {
    const reason = inLanguage(answer.error);
    place.replaceChildren(makeRefusal(reason));
    announce(reason);
  } else show(answer);
}

/** Hand a file to the browser, which saves it where the user's downloads are. */
function saveFile({ name, data }) {
  const url = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
  const link = make("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  announce(word("saved", name));
}

/** Return a size as people say it: `1,2 MB`. */
function formatSize(bytes) {
  const isSmall = bytes < 1e5;
  const number = new Intl.NumberFormat(language === "da" ? "da-DK" : "en-GB", { maximumFractionDigits: 1 });
  return `${number.format(bytes / (isSmall ? 1e3 : 1e6))} ${isSmall ? "kB" : "MB"}`;
}
