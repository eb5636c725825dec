"use strict";
/* The words of the page, Danish first; and the language in which they are shown, which only the URL remembers. */

const WORDS = {
  title: ["Tjek et register", "Check a register"],
  language: ["English", "Dansk"],
  intro: [
    "Har du en fil om kommunens partnerskaber med foreninger, så finder siden fejl og mangler i den og siger, " +
      "hvordan de rettes. Du kan også lave en rapport, læse et regneark ind og gemme i andre formater.",
    "If you have a file about the municipality's partnerships with associations, this page finds what is wrong or " +
      "missing in it and says how to put it right. It also makes a report, reads a spreadsheet and saves other formats.",
  ],
  promise: [
    "Intet forlader siden. Filerne læses her i browseren og bliver på din computer.",
    "Nothing leaves this page. The files are read here in the browser and stay on your computer.",
  ],
  howToSee: ["Sådan ser du det selv", "How to see that for yourself"],
  seeUnplug: [
    "Slå nettet fra, før du vælger filer: siden virker stadig.",
    "Switch the network off before you choose files: the page still works.",
  ],
  seeOneRequest: [
    "Tryk F12, vælg Netværk, og genindlæs: browseren henter én ting, siden selv. Linjer, der begynder med blob:, er " +
      "det, siden tager ud af sig selv. Vælg så filer: intet bliver hentet eller sendt.",
    "Press F12, choose Network and reload: the browser fetches one thing, the page. Lines that begin with blob: are " +
      "what the page takes out of itself. Then choose files: nothing is fetched or sent.",
  ],
  seePolicy: [
    "Denne linje øverst i siden forbyder browseren at hente eller sende noget:",
    "This line at the top of the page forbids the browser to fetch or send anything:",
  ],

  choose: ["Vælg filer", "Choose files"],
  dropHere: ["Træk filer eller en mappe herhen, eller", "Drop files or a folder here, or"],
  chooseFiles: ["Vælg filer", "Choose files"],
  chooseFolder: ["Vælg mappe", "Choose a folder"],
  whatIsRead: [
    "Et register i TOML, JSON, NDJSON eller CSV, eller det, siden selv har gemt. Eller en liste fra et regneark (CSV, XLSX " +
      "eller ODS): så foreslår siden, hvordan kolonnerne skal læses.",
    "A register in TOML, JSON, NDJSON or CSV, or what this page has saved. Or a list from a spreadsheet (CSV, XLSX or ODS): " +
      "then the page suggests how its columns are to be read.",
  ],
  starting: [
    "Siden gør klar; det tager omkring 10 sekunder. Du kan vælge filer imens.",
    "The page gets ready; it takes about 10 seconds. You can choose files meanwhile.",
  ],
  waiting: ["Filerne kontrolleres, så snart siden er klar.", "The files are checked as soon as the page is ready."],
  ready: ["Klar.", "Ready."],
  cannotStart: [
    "Siden kan ikke starte: browseren er for gammel eller tillader ikke WebAssembly. Åbn siden i en nyere Edge, Chrome, " +
      "Firefox eller Safari. I Edge kan “Forbedret sikkerhed” slås fra for siden.",
    "The page cannot start: the browser is too old or does not allow WebAssembly. Open the page in a newer Edge, Chrome, " +
      "Firefox or Safari. In Edge, “Enhanced security” can be switched off for the page.",
  ],
  working: ["Arbejder … Store filer kan tage et par minutter.", "Working … Large files may take some minutes."],
  taken: [
    (paths) => (paths.length === 1 ? `Valgt: ${paths[0]}` : `Valgt: ${paths.length} filer`),
    (paths) => (paths.length === 1 ? `Chosen: ${paths[0]}` : `Chosen: ${paths.length} files`),
  ],
  passedOver: [
    (n, names) => `Sprunget over i mappen, for siden læser dem ikke: ${names}${n > 0 ? ` og ${n} til` : ""}.`,
    (n, names) =>
      `Passed over in the folder, as this page does not read them: ${names}${n > 0 ? ` and ${n} more` : ""}.`,
  ],
  tooLarge: [
    (name, size) => `${name} er på ${size}; siden læser filer på højst 64 MB. Del den i flere.`,
    (name, size) => `${name} has ${size}; this page reads files of 64 MB at most. Split it.`,
  ],
  allTooLarge: [
    (size) => `Filerne er tilsammen på ${size}; siden læser højst 200 MB ad gangen. Vælg færre.`,
    (size) => `The files have ${size} together; this page reads 200 MB at most at a time. Choose fewer.`,
  ],
  isPicture: [
    (name) => `${name} er et billede; der er intet at kontrollere i det. Vælg den fil, tallene står i.`,
    (name) => `${name} is a picture; there is nothing to check in it. Choose the file that holds the figures.`,
  ],
  isOldWorkbook: [
    (name) => `${name} er i et ældre format. Åbn den i Excel, og gem den som .xlsx.`,
    (name) => `${name} has an older format. Open it in Excel and save it as .xlsx.`,
  ],
  isOther: [
    (name) => `${name} kan ikke læses her. Vælg en fil, der ender på .toml, .json, .ndjson, .csv, .xlsx eller .ods.`,
    (name) => `${name} cannot be read here. Choose a file that ends in .toml, .json, .ndjson, .csv, .xlsx or .ods.`,
  ],
  isArchive: [
    (name) => `${name} er pakket. Pak den ud, og vælg mappen.`,
    (name) => `${name} is packed. Unpack it, and choose the folder.`,
  ],
  isEmpty: [
    (name) => `${name} er tom. Vælg en fil med indhold.`,
    (name) => `${name} is empty. Choose a file that holds something.`,
  ],
  emptyFolder: [
    "Der er ingen filer i mappen, som siden kan læse. Vælg en mappe med .toml, .json, .ndjson, .csv, .xlsx eller .ods.",
    "There are no files in the folder that this page reads. Choose one with .toml, .json, .ndjson, .csv, .xlsx or .ods.",
  ],
  cannotDrop: [
    "Browseren giver ikke siden det, du trak hertil. Brug “Vælg filer” eller “Vælg mappe”.",
    "The browser does not hand over what you dropped. Use “Choose files” or “Choose a folder”.",
  ],
  unreadable: [
    (name) => `${name} kunne ikke læses fra disken. Luk den i andre programmer, og vælg den igen.`,
    (name) => `${name} could not be read from the disk. Close it in other programs and choose it again.`,
  ],

  nothingToCheck: [
    "Der er ingen poster i filerne, som siden kan kontrollere. Vælg et register eller et regneark.",
    "The files hold no records that this page can check. Choose a register or a spreadsheet.",
  ],
  onlyMapping: [
    "Det er en kolonneopsætning. Vælg den sammen med det regneark, den hører til.",
    "This is a mapping. Choose it together with the spreadsheet that it belongs to.",
  ],
  leftOut: [
    (n, table) =>
      n === 1
        ? `1 række i ${table} blev afvist. Den er ikke med her og er ikke kontrolleret.`
        : `${n} rækker i ${table} blev afvist. De er ikke med her og er ikke kontrolleret.`,
    (n, table) =>
      n === 1
        ? `1 row of ${table} was rejected. It is not in here and was not checked.`
        : `${n} rows of ${table} were rejected. They are not in here and were not checked.`,
  ],
  isPart: [
    "Noget, der henvises til, står ikke i det, du valgte. Hører filen til et register, så vælg hele dets mappe.",
    "Something that is referred to is not in what you chose. If the file belongs to a register, choose its whole folder.",
  ],
  result: ["Det skal rettes", "What to put right"],
  noErrors: ["Ingen fejl", "No errors"],
  day: ["Pr. dag", "As of"],
  dayHint: ["Frister og aftaler vurderes, som de er denne dag.", "Deadlines and agreements are judged as of this day."],
  show: ["Vis", "Show"],
  error: ["Fejl", "Errors"],
  warning: ["Advarsler", "Warnings"],
  rule: ["Regel", "Rule"],
  allRules: ["Alle regler", "All rules"],
  noFile: ["Hele registeret", "The register as a whole"],
  nothingShown: ["Intet passer til det, du har valgt at vise.", "Nothing fits what you chose to show."],
  shown: [(n, of) => `Viser ${n} af ${of}.`, (n, of) => `Showing ${n} of ${of}.`],
  moreFindings: [
    (n) => `… og ${n} til. Gem listen for at se dem alle, eller ret de første, og kontrollér igen.`,
    (n) => `… and ${n} more. Save the list to see them all, or put the first ones right and check again.`,
  ],
  undecided: [
    (n) => `${n} uafklarede: noget skal udfyldes, før siden kan sige, om det er i orden`,
    (n) => `${n} undecided: something is to be filled in before the page can tell`,
  ],
  moreMissing: [(n) => `… og ${n} til; se listen nedenfor.`, (n) => `… and ${n} more; see the list below.`],
  print: ["Udskriv", "Print"],
  saveFindings: ["Gem listen (CSV)", "Save the list (CSV)"],

  report: ["Rapport", "Report"],
  reportIntro: [
    "Én fil med årets tal, tidslinje, frister og det, der mangler. Den kan åbnes i enhver browser og udskrives.",
    "One file with the year's figures, a timeline, deadlines and what is missing. Any browser opens and prints it.",
  ],
  makeReport: ["Lav rapporten", "Make the report"],
  saveReport: ["Gem rapporten", "Save the report"],
  reportFrame: ["Rapporten", "The report"],

  exporting: ["Gem i et andet format", "Save in another format"],
  format: ["Format", "Format"],
  personal: ["Tag personoplysninger med", "Take personal data along"],
  personalHint: [
    "Ellers udelades navne, mailadresser og telefonnumre på personer. Sæt kun hak, hvis modtageren må få dem.",
    "Otherwise names, mail addresses and phone numbers of persons are left out. Tick it only if the receiver may have them.",
  ],
  despiteErrors: ["Gem, selv om der er fejl", "Save although there are errors"],
  hasErrors: [
    "Registeret har fejl, så det er ikke gemt. Ret dem først, eller sæt hak ved “Gem, selv om der er fejl”.",
    "The register has errors, so it was not saved. Put them right first, or tick “Save although there are errors”.",
  ],
  register: ["Register", "Register"],
  save: ["Gem", "Save"],
  saved: [
    (name) => `Gemt: ${name}. Filen ligger i mappen Overførsler, hvis browseren ikke spørger om andet.`,
    (name) => `Saved: ${name}. The file is in the folder Downloads, unless the browser asks for another.`,
  ],

  importing: ["Læs regnearket ind", "Read the spreadsheet"],
  importIntro: [
    (name) =>
      `${name} er et regneark, ikke et register. Kolonneopsætningen siger, hvilke kolonner der udfylder hvilke ` +
      "felter. Se først, hvad rækkerne bliver til; er noget forkert, så ret opsætningen.",
    (name) =>
      `${name} is a spreadsheet, not a register. The mapping says which columns fill which fields. See first ` +
      "what the rows become; if something is wrong, correct the mapping.",
  ],
  doubts: ["Tag stilling til:", "To be decided:"],
  table: ["Regneark", "Spreadsheet"],
  mapping: ["Kolonneopsætning", "Mapping"],
  mappingFile: ["kolonneopsætning.toml", "mapping.toml"],
  update: ["Ret også det, der allerede står i registeret", "Change what is already recorded as well"],
  ownMapping: ["Brug en opsætning, jeg har gemt", "Use a mapping that I have saved"],
  saveMapping: ["Gem opsætningen", "Save the mapping"],
  preview: ["Vis, hvad rækkerne bliver til", "Show what the rows become"],
  previewHeading: ["De første rækker", "The first rows"],
  line: [(number) => `Linje ${number}`, (number) => `Line ${number}`],
  isRejected: ["Rækken afvises.", "The row is rejected."],
  noRecord: ["Rækken giver ingen post.", "The row gives no record."],
  notSaved: ["Intet er gemt endnu.", "Nothing is saved yet."],
  runImport: ["Læs alle rækker ind", "Read all rows"],
  imported: ["Læst ind", "What was read"],
  saveRegister: ["Gem registeret", "Save the register"],
  saveRejects: ["Gem de afviste rækker", "Save the rejected rows"],
  rejectsHint: [
    "De afviste rækker står, som de stod i regnearket, med en grund til hver. Filen indeholder personoplysninger, hvis " +
      "regnearket gør: den tilhører den, der ejer regnearket, og skal ikke sendes videre.",
    "The rejected rows stand as they stood in the spreadsheet, each with a reason. The file holds personal data if the " +
      "spreadsheet does: it belongs to whoever owns the spreadsheet and is not to be passed on.",
  ],
  checkImported: ["Kontrollér det, der er læst ind", "Check what was read"],
};

let language = "da";

/** Return a word in the language of the page; words that depend on something are made with it. */
function word(key, ...facts) {
  const said = WORDS[key][language === "da" ? 0 : 1];
  return typeof said === "function" ? said(...facts) : said;
}

/** Return a word in both languages: `{da, en}`, as the engine's errors are. */
function labelOf(key) {
  const [da, en] = WORDS[key];
  return { da, en };
}

/** Return a label `{da, en}` in the language of the page. */
function inLanguage(label) {
  return label[language];
}

/** Take the language from the URL, and fill in all words that stand in the page itself. */
function readLanguage() {
  language = location.hash === "#en" ? "en" : "da";
  document.documentElement.lang = language;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  const other = document.getElementById("language");
  const otherLanguage = language === "da" ? "en" : "da";
  other.textContent = word("language");
  other.href = `#${otherLanguage}`;
  other.lang = other.hreflang = otherLanguage;
}
