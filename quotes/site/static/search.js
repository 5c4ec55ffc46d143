// Search on a site of plain files: words are found in any order, misspelt or not.
"use strict";

const PER_PAGE = 20;
const MOST = 1000;
const root = document.getElementById("found");
const status = document.getElementById("status");
const asked = new URLSearchParams(location.search);

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).replace(/[’']/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
// None up to four letters and in anything with a digit; one up to eight, two beyond.
const forgiven = (word) => (word.length <= 4 || /\d/.test(word) ? 0 : word.length <= 8 ? 1 : 2);

// The number of letters put in, left out, changed or swapped, up to `most`; else most + 1.
const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
};

const indexed = (quotes) => {
  const index = new Map();
  quotes.forEach((quote, number) => {
    for (const word of new Set(wordsOf(quote.text))) {
      if (!index.has(word)) index.set(word, []);
      index.get(word).push(number);
    }
  });
  return index;
};

// The words of the quotes that a word typed may be, the same one alone where there is it.
const meant = (word, index) => {
  if (index.has(word)) return [word];
  const most = forgiven(word);
  if (!most) return [];
  const near = [];
  for (const known of index.keys()) {
    const apart = distance(word, known, most);
    if (apart <= most) near.push([apart, known]);
  }
  const least = Math.min(...near.map(([apart]) => apart));
  return near.filter(([apart]) => apart === least).map(([, known]) => known);
};

const passes = (quote) => {
  const is = (name, values) => !asked.get(name) || values.includes(asked.get(name));
  const kinds = asked.get("kind") ? [asked.get("kind")] : ["direct", "mixed"];
  return kinds.includes(quote.kind) && is("speaker", quote.speakers.map(([id]) => id))
    && is("venue", [quote.venue_kind]) && is("outlet", [quote.outlet])
    && is("year", [(quote.day ?? "").slice(0, 4)]);
};

const search = (quotes, typed) => {
  const phrases = [...typed.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, words]) => wordsOf(words).join(" "));
  const words = [...new Set(wordsOf(typed))];
  const index = words.length ? indexed(quotes) : new Map();
  const forms = new Map(words.map((word) => [word, meant(word, index)]));
  const hits = new Map();
  for (const [, known] of forms) {
    for (const number of new Set(known.flatMap((word) => index.get(word)))) {
      hits.set(number, (hits.get(number) ?? 0) + 1);
    }
  }
  const numbers = words.length ? [...hits.keys()] : [...quotes.keys()];
  const most = Math.max(0, ...hits.values());
  const least = Math.min(most, Math.max(1, words.length - (words.length > 3 ? 1 : 0)));
  const joined = words.join(" ");
  const found = numbers
    .filter((number) => !words.length || hits.get(number) >= least)
    .filter((number) => passes(quotes[number]))
    .map((number) => ({ number, text: ` ${wordsOf(quotes[number].text).join(" ")} ` }))
    .filter(({ text }) => phrases.every((phrase) => text.includes(` ${phrase} `)))
    .map(({ number, text }) => [number, (hits.get(number) ?? 0) + (text.includes(` ${joined} `) ? 1 : 0)]);
  if (asked.get("sort") === "date" || !words.length) found.sort(([a], [b]) => a - b);
  else found.sort(([a, one], [b, other]) => other - one || a - b);
  const marks = new Set([...forms.values()].flat());
  const corrected = [...forms].filter(([word, known]) => known.length && known[0] !== word);
  return { found: found.slice(0, MOST).map(([number]) => quotes[number]), marks, corrected };
};

const element = (name, content, attributes = {}) => {
  const made = document.createElement(name);
  made.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// A vertical tab stands where the attribution broke the words.
const marked = (text, marks) => text.replaceAll("\v", "” … “").split(/([\p{L}\p{M}\p{N}]+(?:[’'][\p{L}\p{M}\p{N}]+)*)/u).map(
  (part) => (part && marks.has(wordsOf(part).join("")) ? element("mark", part) : part));

const shown = (quote, marks) => {
  const direct = quote.kind !== "indirect";
  const words = quote.text.split("\n").map((paragraph) => element(
    "p", [direct ? "“" : "", ...marked(paragraph, marks), direct ? "”" : ""]));
  const names = quote.speakers.flatMap(([id, name], number) => [
    number ? " and " : "", element("a", name, { href: `../speaker/${id}/` })]);
  const who = [element("span", names.length ? names : "Speaker not known", { class: "name" })];
  if (quote.venue) who.push(element("span", quote.venue));
  if (quote.said) who.push(element("span", quote.said));
  const where = [quote.outlet, quote.published && `published ${quote.published}`].filter(Boolean)
    .map((each) => element("span", each));
  where.push(element("span", element("a", "Details and citation", { href: `../quote/${quote.id}/` })));
  return element("article", [element("blockquote", words), element("p", who, { class: "who" }),
    element("p", where, { class: "where" })], { class: `quote ${quote.kind}` });
};

const to = (changes) => {
  const query = new URLSearchParams(asked);
  for (const [name, value] of Object.entries({ page: "", ...changes })) {
    if (value) query.set(name, value); else query.delete(name);
  }
  return `?${query}`;
};

const facets = (found) => {
  const aside = document.getElementById("facets");
  const counted = (title, name, pairs) => {
    const counts = new Map(), labels = new Map();
    for (const [value, label] of found.flatMap(pairs).filter(([value]) => value)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      labels.set(value, label);
    }
    const chosen = asked.get(name);
    const best = [...counts].sort(([, a], [, b]) => b - a).slice(0, 10);
    const items = chosen
      ? [element("li", element("a", `${labels.get(chosen) ?? chosen} ×`, { class: "chosen", href: to({ [name]: "" }) }))]
      : best.map(([value, count]) => element("li", [
        element("a", labels.get(value), { href: to({ [name]: value }) }), " ",
        element("span", String(count), { class: "count" })]));
    if (chosen || best.length > 1) {
      aside.append(element("section", [element("h2", title), element("ul", items)], { class: "tally" }));
    }
  };
  counted("Speaker", "speaker", (quote) => quote.speakers);
  counted("Kind of venue", "venue", (quote) => [[quote.venue_kind, (quote.venue_kind ?? "").replace("_", " ")]]);
  counted("Outlet", "outlet", (quote) => [[quote.outlet, quote.outlet]]);
  counted("Year", "year", (quote) => [[(quote.day ?? "").slice(0, 4), (quote.day ?? "").slice(0, 4)]]);
};

const run = async () => {
  status.textContent = "Searching …";
  const quotes = await (await fetch("../assets/quotes.json")).json();
  const typed = (asked.get("q") ?? "").slice(0, 10000);
  for (const input of document.querySelectorAll("input[name=q]")) input.value = typed;
  const { found, marks, corrected } = search(quotes, typed);
  const page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
  const last = Math.max(1, Math.ceil(found.length / PER_PAGE));
  status.textContent = `${found.length === MOST ? "The first " : ""}${found.length.toLocaleString("en")} quote${found.length === 1 ? "" : "s"}`;
  if (corrected.length) {
    const words = corrected.map(([word, known]) => `${known.join(" or ")} instead of “${word}”`);
    root.append(element("p", `Showing results for ${words.join(", ")}.`, { class: "notice" }));
  }
  root.append(...found.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((quote) => shown(quote, marks)));
  if (!found.length) root.append(element("p", "Nothing was found. Fewer words, or fewer filters, find more."));
  if (last > 1) {
    root.append(element("nav", [
      page > 1 ? element("a", "← Previous", { href: to({ page: String(page - 1) }) }) : "",
      element("span", `Page ${page} of ${last}`),
      page < last ? element("a", "Next →", { href: to({ page: String(page + 1) }) }) : ""],
    { class: "pages", "aria-label": "Pages" }));
  }
  facets(found);
};

run().catch(() => { status.textContent = "The list of quotes could not be loaded."; });
