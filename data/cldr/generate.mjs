// Writes data/cldr.tsv, what the program knows of every locale, from the JSON of the Unicode CLDR:
//
//   (cd "$(mktemp -d)" && npm install --prefix . cldr-core@48.2.0 cldr-dates-full@48.2.0 cldr-localenames-full@48.2.0 \
//       cldr-misc-full@48.2.0 cldr-numbers-full@48.2.0 >&2 && pwd) | xargs -I{} node data/cldr/generate.mjs {}/node_modules
//
// data/README.md describes the rows.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const packages = process.argv[2];
if (!packages) throw new Error("usage: node data/cldr/generate.mjs NODE_MODULES");
const read = (...path) => JSON.parse(readFileSync(join(packages, ...path), "utf8"));
const core = (name) => read("cldr-core", "supplemental", `${name}.json`).supplemental;
const of = (pack, locale, file) => read(`cldr-${pack}-full`, "main", locale, `${file}.json`).main[locale];

const ROOT = "und";
const version = read("cldr-core", "package.json").version;
const locales = readdirSync(join(packages, "cldr-misc-full", "main")).filter((l) => l !== ROOT);
const covered = read("cldr-core", "coverageLevels.json").effectiveCoverageLevels;
const likely = core("likelySubtags").likelySubtags;
const aliases = core("aliases").metadata.alias;
const plurals = core("plurals")["plurals-type-cardinal"];
const written = core("languageData").languageData;
const systems = core("numberingSystems").numberingSystems;
const scripts = read("cldr-core", "scriptMetadata.json").scriptMetadata;
const english = of("localenames", "en", "languages").localeDisplayNames.languages;
const namedScripts = of("localenames", "en", "scripts").localeDisplayNames.scripts;
const variants = of("localenames", "en", "variants").localeDisplayNames.variants;
const regions = of("localenames", "en", "territories").localeDisplayNames.territories;

const language = (locale) => locale.split("-")[0];
const rows = [];
const row = (...columns) => rows.push(columns.join("\t").replace(/\t+$/, ""));

// Parents. Those of another language are for the names of things, not for how a text is written; Norwegian alone has its
// conventions under the code of both its forms.
const parents = {};
const foreign = {};
for (const [child, parent] of Object.entries(core("parentLocales").parentLocales.parentLocale)) {
  const own = parent === ROOT || language(parent) === language(child) || parent === "no";
  (own ? parents : foreign)[child] = parent;
}
const parent = (locale) => {
  if (parents[locale]) return parents[locale];
  const shorter = locale.split("-").slice(0, -1).join("-");
  return shorter || ROOT;
};
const listed = new Set([...locales, ROOT]);
const ancestor = (locale) => {
  let found = parent(locale);
  while (!listed.has(found)) found = parent(found);
  return found;
};
for (const [child, of] of Object.entries(parents)) row("parent", child, of);

// Languages: those that CLDR has a locale or an English name of.
const alias = {};
for (const [from, { _replacement: to }] of Object.entries(aliases.languageAlias)) {
  if (/^[a-z]{2,3}$/.test(from) && !listed.has(from)) alias[from] = to.split(" ")[0];
}
// Registered before tags had parts: `zh-min-nan`, `no-bok`. Tags with a language and its own sub-language are read by it.
const whole = Object.entries(aliases.languageAlias).filter(
  ([from, { _replacement: to }]) => /^(i|art|cel|no|zh)(-[a-z]{3,})+$/.test(from) && !to.includes("-x-"),
);
const named = Object.keys(english).filter((code) => /^[a-z]{2,3}$/.test(code) && code !== ROOT && likely[code]);
const languages = [...new Set([...locales.map(language), ...named])].filter((code) => !alias[code]);
const known = new Set(languages);
for (const [from, to] of Object.entries(alias)) if (known.has(language(to))) row("alias", from, to);
for (const [from, { _replacement: to }] of whole) if (known.has(to)) row("alias", from, to);
// The whole numbers that take a form, where they are one or two (`:1`), or none below a million (`:`): the samples of its rule.
function counts(rule) {
  const samples = /@integer ([^@]*)/.exec(rule)?.[1].trim() ?? "";
  const numbers = samples.split(", ").filter((sample) => /^\d+(~\d+)?$/.test(sample) && Number(sample.split("~")[0]) < 1e6);
  if (numbers.length === 0) return ":";
  return numbers.length <= 2 && !/[~…]/.test(samples) ? `:${numbers.join(",")}` : "";
}
for (const code of languages) {
  const [, script, region] = likely[code].split("-");
  const also = (written[code]?._scripts ?? []).filter((other) => other !== script).sort();
  const categories = Object.entries(plurals[code] ?? {}).map(([key, rule]) => key.replace("pluralRule-count-", "") + counts(rule));
  row("language", code, english[code] ?? "", script, region, also.join(" "), categories.join(" "));
}
for (const [locale, rules] of Object.entries(plurals)) {
  if (Object.keys(rules).join() !== Object.keys(plurals[language(locale)]).join()) {
    throw new Error(`${locale}: plural categories of its own`);
  }
}

// The script of a language in a region where it is not the usual one, and the region of a language in a script.
for (const [tag, full] of Object.entries(likely)) {
  const [code, second] = tag.split("-");
  // The language of a region, where it is not English.
  if (code === "und" && /^[A-Z]{2}$/.test(second) && known.has(language(full))) row("likely", tag, language(full));
  if (!known.has(code) || !second || tag.split("-").length > 2) continue;
  const [, script, region] = full.split("-");
  if (second.length === 4) row("likely", tag, region);
  else if (script !== likely[code].split("-")[1]) row("likely", tag, script);
}

for (const [code, name] of Object.entries(regions)) {
  if (/^([A-Z]{2}|\d{3})$/.test(code) && !["QO", "XA", "XB", "ZZ"].includes(code)) row("region", code, name);
}
for (const [from, { _replacement: to }] of Object.entries(aliases.territoryAlias)) {
  if (/^([A-Z]{2}|\d{3})$/.test(from)) row("region-alias", from, to.split(" ")[0]);
}
for (const [code, name] of Object.entries(namedScripts)) {
  if (/^[A-Z][a-z]{3}$/.test(code) && !/^(Qaag|Z...)$/.test(code)) row("script", code, name);
}
for (const code of Object.keys(variants)) if (!code.includes("-")) row("variant", code.toLowerCase());
for (const [script, { rtl }] of Object.entries(scripts)) if (rtl === "YES") row("right-to-left", script);

// Locales. The JSON has each value even where CLDR knows none: then it is the root's, or another language's. What is
// also the value of a language that CLDR covers is known to be its own.
const escaped = (text) => text.replace(/[\p{Z}\p{Cf}]/gu, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`);

function months(locale) {
  const forms = Array.from({ length: 12 }, () => new Set());
  const all = of("dates", locale, "ca-gregorian").dates.calendars.gregorian.months;
  for (const context of ["format", "stand-alone"]) {
    for (const width of ["wide", "abbreviated"]) {
      for (const [number, name] of Object.entries(all[context][width])) {
        const form = name.toLocaleLowerCase(locale).replace(/\.$/, "").replace(/\p{Z}+/gu, " ").trim();
        if (/[;|\t]/.test(form)) throw new Error(`${locale}: the month ${form}`);
        if (!/^(m?\p{Nd}+|)$/u.test(form)) forms[number - 1].add(form);
      }
    }
  }
  return forms.every((month) => month.size > 0) ? forms.map((month) => [...month].join("|")).join(";") : "";
}

function values(locale) {
  const numbers = of("numbers", locale, "numbers").numbers;
  const marks = (system) => {
    const symbols = numbers[`symbols-numberSystem-${system}`];
    return symbols ? [symbols.decimal, symbols.group] : ["", ""];
  };
  // Ten digits in a row, as Unicode has them; the Chinese ones are scattered.
  const zero = (system) => {
    const digits = [...(systems[system]?._digits ?? "")];
    const inARow = digits.every((digit, i) => digit.codePointAt(0) === digits[0].codePointAt(0) + i);
    return system !== "latn" && digits.length === 10 && inARow ? digits[0] : "";
  };
  const used = numbers.defaultNumberingSystem;
  const native = numbers.otherNumberingSystems.native;
  const { delimiters } = of("misc", locale, "delimiters");
  const quotes = ["quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd"];
  return [
    ...marks("latn").map(escaped),
    zero(used) || zero(native),
    used === "latn" ? "" : marks(used).map(escaped).join(" "),
    quotes.map((name) => escaped(delimiters[name])).join(" "),
    months(locale),
  ];
}

const root = values(ROOT);
const byLocale = new Map([[ROOT, root.map(() => "")]]);
for (const locale of locales) {
  const base = language(locale);
  const guesses = [...(covered[base] ? [] : [root]), ...(foreign[base] ? [values(foreign[base])] : [])];
  byLocale.set(locale, values(locale).map((value, i) => (guesses.some((guess) => guess[i] === value) ? "" : value)));
}
for (const locale of locales) {
  const above = byLocale.get(ancestor(locale));
  const own = byLocale.get(locale).map((value, i) => (value === above[i] ? "" : value || "-"));
  // With its usual script, a language is itself by a longer name.
  if (locale === `${language(locale)}-${likely[language(locale)].split("-")[1]}`) {
    if (own.some((value) => value)) throw new Error(`${locale} differs from ${language(locale)}`);
  } else {
    row("locale", locale, ...own);
  }
}

// The letters that a language is written with beside those of ASCII, where many languages share the script: what the
// ancestor has is not told again.
function letters(locale) {
  const told = of("misc", locale, "characters").characters.exemplarCharacters;
  const all = told.replace(/\{[^}]*\}/g, "").normalize("NFC").toLocaleLowerCase(locale);
  const found = [...new Set(all.match(/[^\p{ASCII}]/gu) ?? [])].filter((c) => /[\p{Ll}\p{Lo}]/u.test(c)).sort();
  return found.every((c) => /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}]/u.test(c)) ? found.join("") : "";
}
for (const locale of locales.filter((locale) => covered[language(locale)])) {
  const above = ancestor(locale);
  const own = letters(locale);
  const isUsual = locale === `${language(locale)}-${likely[language(locale)].split("-")[1]}`;
  if (own && !isUsual && (above === ROOT || own !== letters(above))) row("letters", locale, own);
}

// Places as English calls them: territories, the cities and continents that time zones are named after.
const zones = of("dates", "en", "timeZoneNames").dates.timeZoneNames.zone;
const places = new Set([...Object.values(regions), ...Object.keys(zones)]);
const cities = (of) => {
  for (const [name, inside] of Object.entries(of)) {
    if (typeof inside === "string") continue;
    const parts = Object.values(inside).filter((value) => typeof value === "object" && !value.standard && !value.daylight);
    if (parts.length === 0) places.add(inside.exemplarCity ?? name.replaceAll("_", " "));
    else cities(inside);
  }
};
for (const continent of Object.values(zones)) cities(continent);
for (const place of places) {
  if (/^[\p{Lu}][\p{L} .'’-]*$/u.test(place) && !/^(Etc|GMT|UTC|Unknown.*|Pseudo-.*)$/.test(place)) row("place", place);
}

const head = [
  `# Facts of locales, from the Unicode CLDR ${version} (Unicode License v3, see data/README.md).`,
  "# Generated by data/cldr/generate.mjs; not to be edited.",
];
rows.sort((a, b) => (a < b ? -1 : 1));
writeFileSync(new URL("../cldr.tsv", import.meta.url), `${[...head, ...rows].join("\n")}\n`);
