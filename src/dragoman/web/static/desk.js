// The review page. It shows what the server sends, keeps unsaved typing in the browser, and gives
// every edit back with what its author saw (`seen`), so that nothing is overwritten unseen.

import { ENGLISH, ask, button, day, dayOf, make, moment, number, problem, read, say, words } from "./page.js";

let sheet = read("sheet");

const place = { article: sheet.article, locale: sheet.locale };
const address = [sheet.locale, ...sheet.article.split("/")].map(encodeURIComponent).join("/");
const list = document.getElementById("rows");
const dialog = document.getElementById("dialog");
const field = Object.fromEntries(
  ["filter", "search", "who", "since", "order", "invisible", "completing", "progress", "nothing", "bar"].map((id) => [id, document.getElementById(id)]),
);

const preview = document.getElementById("preview");
const page = document.getElementById("page");

const CHECK_AFTER = 200; // milliseconds after the last key
const AIR = 8; // pixels between the bar and the open segment
const DRAWN_AT_ONCE = 60; // segments; those further down are drawn when the browser has time
const DONE = new Set(["approved", "omit"]);
const INVISIBLE = new Map([
  ["\u200c", "ZWNJ"], ["\u200d", "ZWJ"], ["\u00a0", "NBSP"], ["\u202f", "NNBSP"], ["\u200e", "LRM"],
  ["\u200f", "RLM"], ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"],
  ["\u00ad", "SHY"], ["\u200b", "ZWSP"], ["\t", "TAB"],
]);

let current = null; // the id of the open segment
let editor = null; // its editor
let waiting = 0; // timer of the next check
let ordered = sheet.rows; // in the order in which they are shown
const items = new Map(); // the list's elements by the ids of segments

// ---- Elements -----------------------------------------------------------------------------

// A text with invisible characters named, if that is asked for.
function shown(text) {
  if (!field.invisible.checked) return [document.createTextNode(text)];
  return [...text].map((sign) =>
    INVISIBLE.has(sign) ? make("span", { class: "invisible" }, INVISIBLE.get(sign)) : document.createTextNode(sign),
  );
}

function sourceOf(row) {
  const element = make("span", { class: "text", id: `source-${row.id}`, lang: sheet.source.code, dir: sheet.source.direction });
  let at = 0;
  for (const [start, end] of row.parts ?? []) {
    element.append(...shown(row.source.slice(at, start)));
    element.append(make("bdi", { class: "part" }, ...shown(row.source.slice(start, end))));
    at = end;
  }
  element.append(...shown(row.source.slice(at)));
  return element;
}

// A name or a date in a line of another direction.
const isolated = (text) => `\u2068${text}\u2069`;

const targetText = (text) =>
  make("span", { class: "text", lang: sheet.target.code, dir: sheet.target.direction }, ...shown(text));

function changesOf(runs, language) {
  const names = { same: "span", gone: "del", added: "ins" };
  const children = runs.map(([kind, text]) => make(names[kind], {}, ...shown(text)));
  return make("span", { class: "text", lang: language.code, dir: language.direction }, ...children);
}

// A sign with a count, which is read out by its name.
const counted = (kind, sign, name, count) =>
  make("span", { class: kind, role: "img", "aria-label": `${name}: ${number(count)}` }, `${sign} ${number(count)} `);

function badge(row) {
  const errors = row.findings.filter((each) => each.severity === "error").length;
  const warnings = row.findings.length - errors;
  return make(
    "span",
    { class: "badge" },
    make("b", { class: row.status }, words[`status.${row.status}`]),
    errors ? counted("error", "✖", words.errors, errors) : null,
    warnings ? counted("warning", "▲", words.warnings, warnings) : null,
  );
}

// ---- The list -----------------------------------------------------------------------------

const rowOf = (id) => sheet.rows.find((row) => row.id === id);
const element = (id) => items.get(id);

function matches(row) {
  const [kind, value] = field.filter.value.split(":");
  const chosen = {
    all: () => true,
    open: () => !DONE.has(row.status),
    findings: () => row.findings.length > 0,
    mt: () => row.origin === "mt" && !row.edited,
    origin: () => row.origin === value,
    edited: () => row.edited,
    status: () => row.status === value,
  }[kind]();
  const wanted = field.search.value.toLocaleLowerCase();
  const text = `${row.source}\n${row.target}\n${row.note}`.toLocaleLowerCase();
  const who = field.who.value;
  const since = field.since.value;
  return (
    chosen &&
    (!wanted || text.includes(wanted)) &&
    (!who || row.accepted?.who === who) &&
    (!since || (row.accepted && dayOf(row.accepted.when) >= since))
  );
}

const visible = () => ordered.filter((row) => !element(row.id).hidden);

function arrange() {
  ordered = field.order.value === "risk" ? [...sheet.rows].sort((a, b) => b.risk - a.risk) : sheet.rows;
  list.append(...ordered.map((row) => element(row.id)));
}

// The reviewers of this article, and the days on which something was accepted, to choose from.
function nameAcceptances() {
  const accepted = sheet.rows.map((row) => row.accepted).filter(Boolean);
  const distinct = (values) => [...new Set(values.filter(Boolean))].sort();
  offer(field.who, distinct(accepted.map(({ who }) => who)), (name) => name);
  offer(field.since, distinct(accepted.map(({ when }) => dayOf(when))).reverse(), day);
}

// Offer the values in a list whose first choice stays.
function offer(list, values, named) {
  const chosen = list.value;
  list.replaceChildren(list.options[0], ...values.map((value) => make("option", { value }, named(value))));
  list.value = values.includes(chosen) ? chosen : "";
}

// What a block is called, in the reviewer's language: `paragraph 3`, `front matter: title`.
function nameOf(label) {
  const [, kind, count, name] = /^(.*?)(?: (\d+)|: (\S+))?$/.exec(label);
  return [words[`block.${kind}`] ?? kind, count && number(count), name].filter(Boolean).join(" ");
}

function filterRows() {
  for (const row of sheet.rows) element(row.id).hidden = !matches(row) && row.id !== current;
  field.nothing.hidden = visible().length > 0;
}

function fill(item, row) {
  const head = make(
    "button",
    { type: "button", class: "pair", "aria-expanded": "false", onclick: () => open(row.id) },
    sourceOf(row),
    targetText(row.target),
    badge(row),
  );
  const label = row.label ? make("p", { class: "label" }, nameOf(row.label)) : null;
  item.replaceChildren(...[label, head].filter(Boolean));
  return item;
}

const empty = (row) => {
  const item = make("li", { class: "row", "data-id": row.id });
  items.set(row.id, item);
  return item;
};

function refresh(row) {
  const index = sheet.rows.findIndex((each) => each.id === row.id);
  if (index < 0) return;
  ordered[ordered.indexOf(sheet.rows[index])] = row;
  sheet.rows[index] = row;
  fill(element(row.id), row);
  if (row.id === current) {
    editor = null;
    build(row);
  }
  showProgress();
}

function showProgress() {
  const done = sheet.rows.filter((row) => DONE.has(row.status)).length;
  field.progress.textContent = `${words.done}: ${number(done)} / ${number(sheet.rows.length)}`;
  nameAcceptances();
}

function draw() {
  items.clear();
  list.replaceChildren(...sheet.rows.map(empty));
  arrange();
  const waiting = [...ordered];
  const more = (count) => {
    for (const row of waiting.splice(0, count)) {
      const item = element(row.id);
      if (item && !item.firstChild) fill(item, rowOf(row.id) ?? row);
    }
    if (waiting.length) setTimeout(more, 0, DRAWN_AT_ONCE);
  };
  more(DRAWN_AT_ONCE);
  filterRows();
  showProgress();
}

// ---- Typing that is not saved yet ---------------------------------------------------------

const keyOf = (id) => `dragoman:${place.locale}:${place.article}:${id}`;

function keep(row) {
  const typed = { target: editor.target.value, note: editor.note.value, seen: editor.seen };
  const same = typed.target === row.target && typed.note === row.note;
  if (same) localStorage.removeItem(keyOf(row.id));
  else localStorage.setItem(keyOf(row.id), JSON.stringify(typed));
}

function kept(id) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)));
  } catch {
    return null;
  }
}

const typed = (row) => editor && (editor.target.value !== row.target || editor.note.value !== row.note);

// ---- The open segment ---------------------------------------------------------------------

function close() {
  if (!current) return;
  const old = element(current);
  old?.removeAttribute("aria-current");
  old?.querySelector(".pair")?.setAttribute("aria-expanded", "false");
  old?.querySelector(".editor")?.remove();
  current = null;
  editor = null;
}

async function open(id) {
  if (id === current) {
    show();
    return;
  }
  const before = current && rowOf(current);
  if (before && typed(before) && !(await save())) return;
  close();
  current = id;
  build(rowOf(id));
  filterRows();
  show();
}

// Bring the open segment under the bar, and its editor into sight.
function show() {
  if (!current) return;
  editor.target.focus({ preventScroll: true });
  const bar = getComputedStyle(field.bar).position === "sticky" ? field.bar.offsetHeight : 0;
  const end = window.innerHeight - (preview.hidden || preview.offsetWidth < window.innerWidth ? 0 : preview.offsetHeight);
  const { top, bottom } = element(current).getBoundingClientRect();
  const lower = editor.target.getBoundingClientRect().bottom + AIR;
  if (top >= bar && bottom <= end) return;
  // Where the whole has no room, what is typed has.
  window.scrollBy(0, Math.max(top - bar - AIR, lower - end));
}

function build(row) {
  const item = element(row.id);
  if (!item.firstChild) fill(item, row);
  item.setAttribute("aria-current", "true");
  item.querySelector(".pair").setAttribute("aria-expanded", "true");
  const typedBefore = kept(row.id);
  const target = make("textarea", {
    lang: sheet.target.code,
    dir: sheet.target.direction,
    spellcheck: true,
    "aria-label": words.translation,
    "aria-describedby": `source-${row.id}`,
    class: "target",
  });
  const note = make("textarea", { class: "note", dir: "auto", rows: 1, "aria-label": words.note });
  target.value = typedBefore?.target ?? row.target;
  note.value = typedBefore?.note ?? row.note;
  const findings = make("div", { class: "findings", role: "group", "aria-label": words.findings, "aria-live": "polite" });
  const help = make("div");
  const tokens = make("div", { class: "chips", role: "group", "aria-label": words.markup });
  const finished = make("div");
  const rest = make("p", { class: "rest", lang: sheet.target.code, dir: sheet.target.direction, hidden: true, role: "status" });
  const about = make("div", {}, ...beside(row));
  const noted = make("label", { class: "field" }, make("span", { class: "quiet" }, words.note), note);
  item.append(
    make(
      "div",
      { class: "editor" },
      make("div", { class: "beside" }, about, help),
      make("div", { class: "work" }, target, rest, tokens, findings, finished, noted),
      buttons(row),
    ),
  );
  editor = { target, note, findings, help, tokens, finished, about, rest, seen: typedBefore?.seen ?? row.seen, help_: null, better: "", wordings: [] };
  target.addEventListener("input", () => changed(row));
  target.addEventListener("beforeinput", (event) => guardTokens(event, row));
  note.addEventListener("input", () => keep(rowOf(row.id)));
  showFindings(row, row.findings);
  showTokens(row);
  if (typedBefore) {
    say(words.found);
    check(row);
  }
  fetchHelp(row);
  showPreview();
}

// What stands on the source's side: what changed, the machine's version, a suggestion.
function beside(row) {
  const parts = [];
  if (!row.tokens) return parts; // of a long article, it comes with the help
  if (row.was) {
    parts.push(make("h2", {}, words.changed), changesOf(row.changes, sheet.source));
  }
  if (row.suggestion) {
    const use = button(words.use, () => put(row.suggestion));
    parts.push(make("h2", {}, `${words.suggestion} `, make("bdi", { class: "quiet" }, row.suggested)), targetText(row.suggestion), use);
  }
  if (row.machineChanges.length) {
    const use = button(words.use, () => put(row.machine));
    parts.push(make("h2", {}, words.machineText), changesOf(row.machineChanges, sheet.target), use);
  }
  if (row.reasons.length) {
    parts.push(make("ul", { class: "quiet" }, ...row.reasons.map((reason) => make("li", {}, reason))));
  }
  const { accepted } = row;
  const date = accepted && moment(accepted.when);
  const facts = [row.engine, accepted?.current && [words[`status.${accepted.status}`], accepted.who && `${words.by} ${isolated(accepted.who)}`, isolated(date)].filter(Boolean).join(" ")];
  parts.push(make("p", { class: "quiet" }, ...facts.filter(Boolean).flatMap((fact) => [make("bdi", {}, fact), " "])));
  return parts;
}

function buttons(row) {
  const key = (text, keys, act, properties = {}) => button(text, act, { "aria-keyshortcuts": keys, title: keys, ...properties });
  return make(
    "div",
    { class: "buttons wide" },
    key(words.approve, "Control+Enter", () => decide("approved"), { class: "main" }),
    key(words.reviewed, "Control+Shift+Enter", () => decide("reviewed")),
    key(words.needsWork, "Alt+W", () => needsWork()),
    key(words.omit, "Alt+O", () => decide("omit")),
    key(words.save, "Control+S", () => save()),
    key(words.copySource, "Alt+C", () => put(row.source)),
    key(words.wordings, "Alt+G", showWordings),
    key(words.history, "Alt+Y", showHistory),
    make("span", { class: "quiet", dir: "ltr" }, `${sheet.path}${row.line ? `:${row.line}` : ""}`),
  );
}

function put(text) {
  editor.target.value = text;
  editor.target.focus();
  editor.target.dispatchEvent(new Event("input"));
}

function insert(text) {
  const { target } = editor;
  target.focus();
  target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input"));
}

function changed(row) {
  keep(rowOf(row.id));
  showTokens(row);
  clearTimeout(waiting);
  waiting = setTimeout(() => check(row), CHECK_AFTER);
  editor.rest.hidden = true;
}

async function check(row) {
  if (row.id !== current) return;
  const target = editor.target.value;
  const answer = await ask("check", { ...place, id: row.id, target });
  if (!answer || row.id !== current || editor.target.value !== target) return;
  showFindings(row, answer.findings);
  showPreview();
  complete(row);
  const { finished } = editor;
  finished.replaceChildren();
  editor.better = answer.finished === target ? "" : answer.finished;
  if (editor.better) {
    const use = button(words.use, () => put(editor.better), { "aria-keyshortcuts": "Alt+T", title: "Alt+T" });
    finished.append(make("h2", {}, words.typography), targetText(editor.better), use);
  }
}

function showFindings(row, findings) {
  const items = findings.map((each) => {
    const dismiss = button("×", () => ignore(row, each.check), { "aria-label": `${words.dismiss}: ${each.check}`, title: words.dismiss });
    return make("li", { class: each.severity }, make("span", each.english ? ENGLISH : {}, each.message), " ", make("bdi", { class: "quiet" }, each.check), " ", dismiss);
  });
  const dismissed = row.ignore.map((name) =>
    make("li", { class: "quiet" }, make("s", {}, name), " ", button("↺", () => restore(row, name), { "aria-label": `${words.restore}: ${name}` })),
  );
  editor.findings.replaceChildren(...(items.length + dismissed.length ? [make("ul", {}, ...items, ...dismissed)] : []));
}

const ignore = (row, name) => save({ ignore: [...row.ignore, name] });
const restore = (row, name) => save({ ignore: row.ignore.filter((each) => each !== name) });

// ---- Markup: tokens that are never half deleted -------------------------------------------

function missingTokens(row, text) {
  const counts = new Map();
  const tokens = row.tokens ?? [];
  for (const token of tokens) counts.set(token, (row.source.split(token).length - 1) - (text.split(token).length - 1));
  return tokens.filter((token) => token.trim() && counts.get(token) > 0);
}

function showTokens(row) {
  const missing = new Set(missingTokens(row, editor.target.value));
  const chips = (row.tokens ?? [])
    .filter((token) => token.trim())
    .map((token) => button(token, () => insert(token), { class: missing.has(token) ? "missing" : null, dir: "ltr", "aria-label": `${words.insert} ${token}` }));
  editor.tokens.replaceChildren(...chips);
}

// Where tokens of several signs stand in a text, the longest first.
function tokenPlaces(row, text) {
  const places = [];
  for (const token of [...(row.tokens ?? [])].sort((a, b) => b.length - a.length)) {
    if (token.length < 2) continue;
    for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + token.length)) {
      if (!places.some(([start, end]) => at < end && at + token.length > start)) places.push([at, at + token.length]);
    }
  }
  return places;
}

// Deleting a part of a token deletes the whole of it.
function guardTokens(event, row) {
  if (!event.inputType.startsWith("delete")) return;
  const { target } = editor;
  let { selectionStart: start, selectionEnd: end } = target;
  if (start === end) {
    if (event.inputType === "deleteContentBackward") start = Math.max(0, start - 1);
    else if (event.inputType === "deleteContentForward") end = Math.min(target.value.length, end + 1);
    else return;
  }
  for (const [from, to] of tokenPlaces(row, target.value)) {
    if (start < to && end > from && (start > from || end < to)) {
      event.preventDefault();
      target.setSelectionRange(Math.min(start, from), Math.max(end, to));
      target.setRangeText("", target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new Event("input"));
      return;
    }
  }
}

// ---- What the newsroom has beside a segment -----------------------------------------------

async function fetchHelp(row) {
  const found = await ask("help", { ...place, id: row.id });
  if (!found || row.id !== current) return;
  editor.help_ = found;
  if (!row.tokens) {
    Object.assign(row, found.row);
    editor.about.replaceChildren(...beside(row));
    element(row.id).querySelector(".text").replaceWith(sourceOf(row));
    showTokens(row);
  }
  const parts = [];
  const renderings = found.terms.flatMap((each) => each.renderings.map((text) => [each.term, text]));
  if (renderings.length) {
    const chips = renderings.map(([term, text], number) => {
      const keys = number < 9 ? `Alt+${number + 1}` : null;
      return button(`${term} → ${text}`, () => insert(text), { dir: "auto", "aria-keyshortcuts": keys, title: keys });
    });
    parts.push(make("h2", {}, words.terms), make("div", { class: "chips" }, ...chips));
  }
  if (found.memory && found.memory !== row.target) {
    const use = button(words.use, () => put(found.memory), { "aria-keyshortcuts": "Alt+M", title: "Alt+M" });
    parts.push(make("h2", {}, `${words.memory} `, make("bdi", { class: "quiet" }, found.remembered)), targetText(found.memory), use);
  }
  editor.help.replaceChildren(...parts);
  if (document.activeElement === editor.target) show();
}

// ---- Saving -------------------------------------------------------------------------------

// Save the open segment; true if it is on the disk.
async function save(more = {}) {
  const row = rowOf(current);
  const { target, note } = editor;
  const edit = { id: row.id, seen: editor.seen, ...more };
  if (target.value !== row.target) edit.target = target.value;
  if (note.value !== row.note) edit.note = note.value;
  if (Object.keys(edit).length === 2) return true;
  const answer = await ask("save", { ...place, edits: [edit] });
  return answer ? took(answer, [edit]) : false;
}

function took(answer, edits) {
  for (const row of answer.rows) {
    localStorage.removeItem(keyOf(row.id));
    refresh(row);
  }
  if (answer.conflicts.length) {
    showConflict(answer.conflicts[0]);
    return false;
  }
  if (answer.refusals.length) {
    const [first] = answer.refusals;
    showRefusal(first, edits.find((edit) => edit.id === first.id), answer.refusals.length);
    return false;
  }
  say(words.saved);
  return true;
}

async function decide(status) {
  const id = current;
  if (await save({ status })) move(1, id);
}

function needsWork() {
  const row = rowOf(current);
  if (editor.note.value === row.note && document.activeElement !== editor.note) {
    editor.note.focus();
    return;
  }
  decide("needs-work");
}

function move(step, from = current) {
  const rows = visible();
  const at = rows.findIndex((row) => row.id === from);
  const next = rows[at + step];
  if (next) open(next.id);
}

async function undo() {
  const answer = await ask("undo", {});
  if (!answer) return;
  const here = answer.files.find((file) => file.article === place.article && file.locale === place.locale);
  if (here) {
    // The article changed meanwhile: its segments have other names.
    if (here.away.length || here.rows.some(({ id }) => !rowOf(id))) await reload();
    took(here, []);
    if (here.rows.length && rowOf(here.rows[0].id)) open(here.rows[0].id);
  } else {
    say(`${words.saved}: ${answer.files.map((file) => `${file.locale} ${file.article}`).join(", ")}`);
  }
}

// Approve what is shown by the rules of the command; first say what that comes to.
async function approveShown() {
  const segments = visible().map(({ id, seen }) => ({ id, seen }));
  const foreseen = await ask("approve", { ...place, segments, dry: true });
  if (!foreseen) return;
  const left = Object.entries(foreseen.left).map(([status, count]) => `${words[`status.${status}`]} ${number(count)}`);
  const counts = make("dl", {},
    ...fact(words.approving, number(foreseen.changed)),
    ...fact(words.unedited, number(foreseen.unedited)),
    ...fact(words.refused, number(foreseen.refusals.length)),
    ...fact(words.left, left.join(", ") || number(0)),
  );
  const refused = foreseen.refusals.map(({ id, reason }) =>
    make("li", {}, button(rowOf(id)?.target || id, () => { shut(); open(id); }, { class: "link", lang: sheet.target.code, dir: sheet.target.direction }), ...reasonsOf({ reason })));
  const yes = button(words.approve, async () => {
    shut();
    const answer = await ask("approve", { ...place, segments, dry: false });
    if (!answer) return;
    took({ ...answer, refusals: [] }, []);
    say(`${words.approve}: ${number(answer.changed)}. ${words.refused}: ${number(answer.refusals.length)}.`);
  }, { class: "main" });
  const nothing = make("p", {}, words.nothingToApprove);
  showDialog(words.approveShown, counts, make("ul", {}, ...refused), foreseen.changed ? yes : nothing);
}

const reasonsOf = ({ reason }) => reason.split("\n").map((line) => make("p", { class: "error" }, line));

const fact = (name, value) => [make("dt", {}, name), make("dd", {}, value)];

// ---- Other wordings, completion, history --------------------------------------------------

async function showWordings() {
  const id = current;
  say(words.searching);
  const found = await ask("wordings", { ...place, id });
  if (!found || id !== current) return;
  editor.wordings = found.wordings;
  say(found.wordings.length ? words.wordings : words.noWordings);
  const items = found.wordings.map(({ text, signature, kind }, at) => {
    const keys = at < 9 ? `Alt+Shift+${at + 1}` : null;
    const use = button(words.use, () => put(text), { "aria-keyshortcuts": keys, title: keys });
    return make("li", {}, targetText(text), " ", make("span", { class: "quiet" }, words[`wordings.${kind}`], " ", make("bdi", {}, signature), " "), use);
  });
  editor.others?.remove();
  editor.others = make("div", {}, make("h2", {}, words.wordings), make("ol", {}, ...items));
  editor.help.after(editor.others);
}

async function complete(row) {
  const { target, rest } = editor;
  const typed = target.value;
  if (!field.completing.checked || !typed || target.selectionEnd !== typed.length) return;
  const found = await ask("complete", { ...place, id: row.id, typed });
  if (!found || row.id !== current || target.value !== typed) return;
  rest.textContent = found.rest;
  rest.hidden = !found.rest;
}

function takeRest() {
  const { rest, target } = editor;
  if (rest.hidden) return;
  target.setSelectionRange(target.value.length, target.value.length);
  insert(rest.textContent);
}

async function showHistory() {
  const row = rowOf(current);
  const found = await ask("history", { ...place, id: row.id });
  if (!found) return;
  const versions = found.versions.map(({ when, who, target, status }) =>
    make("li", {}, make("p", { class: "quiet" }, moment(when), " ", make("bdi", {}, who), " ", words[`status.${status}`]), targetText(target)));
  const { accepted } = row;
  const now = accepted && make("p", {}, words[`status.${accepted.status}`], " · ", make("bdi", {}, accepted.who ?? ""), accepted.who ? " · " : "", moment(accepted.when));
  showDialog(words.history, now ?? "", versions.length ? make("ol", {}, ...versions) : make("p", {}, words.noHistory));
}

// ---- The page as readers will see it ------------------------------------------------------

let shownPage = 0;

async function showPreview() {
  if (preview.hidden || !current) return;
  const target = editor.target.value;
  const id = current;
  if (target !== rowOf(id).target && !(await ask("check", { ...place, id, target }))) return;
  shownPage += 1;
  page.src = `/preview/${address}?at=${encodeURIComponent(id)}&v=${shownPage}#here`;
}

function togglePreview() {
  preview.hidden = !preview.hidden;
  document.body.classList.toggle("with-preview", !preview.hidden);
  document.getElementById("show-preview").setAttribute("aria-pressed", String(!preview.hidden));
  show();
  showPreview();
}

// ---- Search and replace -------------------------------------------------------------------

function searchAndReplace() {
  const text = make("input", { type: "text", dir: "auto", value: field.search.value, "aria-label": words.search });
  const by = make("input", { type: "text", dir: "auto" });
  const whole = make("input", { type: "checkbox", checked: true });
  const same = make("input", { type: "checkbox" });
  const where = make("select", {}, make("option", { value: "here" }, words.thisArticle), make("option", { value: "all" }, words.allLocale));
  const results = make("div", { role: "status" });
  const find = button(words.find, async () => {
    const found = await ask("find", {
      text: text.value, by: by.value, whole: whole.checked, case: same.checked,
      locales: [place.locale], ...(where.value === "here" ? { articles: [place.article] } : {}),
    });
    if (found) listReplacements(results, found);
  }, { class: "main" });
  const labelled = (name, input) => make("label", { class: "field" }, `${name} `, input);
  showDialog(words.findReplace,
    make("div", { class: "tools" }, labelled(words.search, text), labelled(words.replaceBy, by), labelled(words.wholeWords, whole), labelled(words.sameCase, same), labelled(words.where, where), find),
    results);
  text.focus();
}

function listReplacements(results, { found, count }) {
  const boxes = found.map((each) => [make("input", { type: "checkbox", checked: true }), each]);
  const items = boxes.map(([box, each]) =>
    make("li", {}, make("label", {}, box, " ", make("bdi", { class: "quiet" }, each.article), " ", changesOf(each.changes, sheet.target))));
  const yes = button(words.replaceChosen, async () => {
    const changes = boxes.filter(([box]) => box.checked).map(([, { article, locale, id, seen, after }]) => ({ article, locale, id, seen, target: after }));
    const answer = await ask("replace", { changes });
    if (!answer) return;
    shut();
    await reload();
    const left = answer.conflicts ? ` ${words.notReplaced}: ${number(answer.conflicts)}.` : "";
    say(`${words.replaced}: ${number(answer.changed)}.${left}`);
  }, { class: "main" });
  const listed = found.length < count ? `${number(found.length)} / ` : ""; // of more than fit a list
  const heading = make("p", {}, `${words.segments}: ${listed}${number(count)}`);
  results.replaceChildren(heading, make("ul", { class: "found" }, ...items), found.length ? yes : "");
}

// ---- Dialogs ------------------------------------------------------------------------------

function showDialog(title, ...children) {
  const end = button(words.close, shut);
  dialog.replaceChildren(make("h2", { id: "dialog-title" }, title), ...children, make("p", {}, end));
  if (!dialog.open) dialog.showModal();
}

function shut() {
  dialog.close();
  caretBack(); // at once: the event comes later, and somebody types on
}

// Chromium gives the editor back its focus, but not its caret: what is typed then goes nowhere.
function caretBack() {
  if (!editor || document.activeElement !== editor.target) return;
  editor.target.blur();
  editor.target.focus({ preventScroll: true });
}

function showConflict({ id, yours, row }) {
  const keepMine = button(words.keepYours, () => {
    shut();
    refresh(row);
    editor.seen = row.seen;
    if (yours !== null) put(yours);
  }, { class: "main" });
  const keepTheirs = button(words.keepTheirs, () => {
    shut();
    localStorage.removeItem(keyOf(id));
    refresh(row);
  });
  const parts = [make("h2", {}, words.yours), targetText(yours ?? rowOf(id)?.target ?? "")];
  if (row) parts.push(make("h2", {}, words.theirs), targetText(row.target), make("p", { class: "chips" }, keepMine, keepTheirs));
  showDialog(words.conflict, ...parts);
}

function showRefusal(refusal, edit, count) {
  const force = button(words.forced, async () => {
    shut();
    const answer = await ask("save", { ...place, edits: [{ ...edit, force: true }] });
    if (answer && took(answer, [edit])) move(1, edit.id);
  });
  const more = count > 1 ? make("p", {}, `+${number(count - 1)}`) : "";
  showDialog(words.refused, ...reasonsOf(refusal), more, refusal.force ? force : "");
}

const KEYS = [
  ["Ctrl+Enter", "key.approve"], ["Ctrl+Shift+Enter", "key.reviewed"], ["Ctrl+S", "key.save"], ["Alt+W", "key.needsWork"],
  ["Alt+O", "key.omit"], ["Alt+Z", "key.undo"], ["Alt+↓ / Alt+↑", "key.move"], ["Alt+C", "key.copy"], ["Alt+K", "key.token"],
  ["Alt+1 … 9", "key.term"], ["Alt+M", "key.memory"], ["Alt+T", "key.typography"], ["Alt+H", "key.half"],
  ["Alt+N", "key.hard"], ["Alt+F", "key.search"],
  ["Alt+P", "key.preview"], ["Alt+G", "key.wordings"], ["Alt+Shift+1 … 9", "key.wording"], ["Alt+E", "key.complete"],
  ["Alt+Y", "key.history"], ["F1 / ?", "key.help"],
];

function showKeys() {
  const rows = KEYS.flatMap(([keys, name]) => [make("dt", {}, keys), make("dd", {}, words[name])]);
  showDialog(words.keys, make("dl", { class: "keys" }, ...rows));
}

// ---- Keys ---------------------------------------------------------------------------------

const ALT = {
  KeyW: needsWork,
  KeyO: () => decide("omit"),
  KeyZ: undo,
  KeyC: () => put(rowOf(current).source),
  KeyK: () => {
    const [token] = missingTokens(rowOf(current), editor.target.value);
    if (token) insert(token);
  },
  KeyM: () => editor.help_?.memory && put(editor.help_.memory),
  KeyT: () => editor.better && put(editor.better),
  KeyH: () => insert("\u200c"),
  KeyN: () => insert("\u00a0"),
  KeyF: () => field.search.focus(),
  KeyP: togglePreview,
  KeyG: showWordings,
  KeyE: takeRest,
  KeyY: showHistory,
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
};
const WITHOUT_SEGMENT = new Set(["KeyZ", "KeyF", "KeyP", "ArrowDown", "ArrowUp"]);

document.addEventListener("keydown", (event) => {
  if (dialog.open || event.isComposing) return;
  const act = (what) => {
    event.preventDefault();
    what();
  };
  const { code, ctrlKey, metaKey, altKey, shiftKey, key } = event;
  if ((ctrlKey || metaKey) && key === "Enter" && current) act(() => decide(shiftKey ? "reviewed" : "approved"));
  else if ((ctrlKey || metaKey) && code === "KeyS" && current) act(() => save());
  else if (altKey && !ctrlKey && code.startsWith("Digit") && current) {
    const texts = editor.help_?.terms.flatMap((each) => each.renderings) ?? [];
    const place = Number(code.slice(5)) - 1;
    if (shiftKey && editor.wordings[place]) act(() => put(editor.wordings[place].text));
    else if (!shiftKey && texts[place]) act(() => insert(texts[place]));
  } else if (altKey && !ctrlKey && code in ALT && (current || WITHOUT_SEGMENT.has(code))) act(ALT[code]);
  else if (key === "F1" || (key === "?" && !/^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName))) act(showKeys);
});

// ---- Changes on the disk ------------------------------------------------------------------

async function reload() {
  let answer;
  try {
    answer = await fetch(`/api/sheet/${address}`);
  } catch {
    return;
  }
  if (!answer.ok) {
    say(problem(await answer.json()));
    return;
  }
  const fresh = await answer.json();
  const same = fresh.rows.length === sheet.rows.length && fresh.rows.every((row, at) => row.seen === sheet.rows[at].seen && row.findings.length === sheet.rows[at].findings.length);
  sheet.stamp = fresh.stamp;
  if (same) return;
  const id = current;
  const typing = id && typed(rowOf(id));
  const seen = editor?.seen;
  if (typing) keep(rowOf(id));
  close();
  sheet = fresh;
  draw();
  if (id && rowOf(id)) {
    current = id;
    build(rowOf(id));
    // What was typed was typed over what was seen then: saving it must say so.
    if (typing) editor.seen = seen;
    filterRows();
    show();
  }
  say(words.reload);
}

function listen() {
  const source = new EventSource(`/api/changes/${address}`);
  source.onmessage = ({ data }) => {
    if (data !== sheet.stamp) reload();
  };
}

// ---- Beginning ----------------------------------------------------------------------------

for (const control of [field.filter, field.search, field.who, field.since]) control.addEventListener("input", filterRows);
field.order.addEventListener("input", arrange);
field.completing.checked = localStorage.getItem("dragoman:completing") === "yes";
field.completing.addEventListener("change", () => localStorage.setItem("dragoman:completing", field.completing.checked ? "yes" : "no"));
field.invisible.addEventListener("change", () => {
  const id = current;
  close();
  draw();
  if (id) open(id);
});
dialog.addEventListener("close", caretBack); // it may have been shut with Escape
document.getElementById("replace").addEventListener("click", searchAndReplace);
document.getElementById("show-preview").addEventListener("click", togglePreview);
document.getElementById("approve-shown").addEventListener("click", approveShown);
document.getElementById("undo").addEventListener("click", undo);
document.getElementById("keys").addEventListener("click", showKeys);
window.addEventListener("beforeunload", (event) => {
  if (current && typed(rowOf(current))) event.preventDefault();
});
draw();
listen();
const riskiest = sheet.rows.reduce((worst, row) => (row.risk > (worst?.risk ?? 0) ? row : worst), null);
if (riskiest ?? sheet.rows[0]) open((riskiest ?? sheet.rows[0]).id);
