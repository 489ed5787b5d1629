// The review page. It shows what the server sends, keeps unsaved typing in the browser, and gives
// every edit back with what its author saw (`seen`), so that nothing is overwritten unseen.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = read("words");
let sheet = read("sheet");

const place = { article: sheet.article, locale: sheet.locale };
const address = [sheet.locale, ...sheet.article.split("/")].map(encodeURIComponent).join("/");
const list = document.getElementById("rows");
const told = document.getElementById("told");
const dialog = document.getElementById("dialog");
const field = Object.fromEntries(
  ["filter", "search", "by", "invisible", "progress", "nothing"].map((id) => [id, document.getElementById(id)]),
);

const CHECK_AFTER = 200; // milliseconds after the last key
const DONE = new Set(["approved", "omit"]);
const INVISIBLE = new Map([
  ["\u200c", "ZWNJ"], ["\u200d", "ZWJ"], ["\u00a0", "NBSP"], ["\u202f", "NNBSP"], ["\u200e", "LRM"],
  ["\u200f", "RLM"], ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"],
  ["\u00ad", "SHY"], ["\u200b", "ZWSP"], ["\t", "TAB"],
]);

let current = null; // the id of the open segment
let editor = null; // its editor
let waiting = 0; // timer of the next check

// ---- Elements -----------------------------------------------------------------------------

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key in element && key !== "list" && typeof value !== "string") element[key] = value;
    else if (key === "text") element.textContent = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const button = (text, act, properties = {}) => make("button", { type: "button", onclick: act, ...properties }, text);

// A text with invisible characters named, if that is asked for.
function shown(text) {
  if (!field.invisible.checked) return [document.createTextNode(text)];
  return [...text].map((sign) =>
    INVISIBLE.has(sign) ? make("span", { class: "invisible" }, INVISIBLE.get(sign)) : document.createTextNode(sign),
  );
}

function sourceOf(row) {
  const element = make("span", { class: "text", lang: sheet.source.code, dir: sheet.source.direction });
  let at = 0;
  for (const [start, end] of row.parts ?? []) {
    element.append(...shown(row.source.slice(at, start)));
    element.append(make("bdi", { class: "part" }, ...shown(row.source.slice(start, end))));
    at = end;
  }
  element.append(...shown(row.source.slice(at)));
  return element;
}

const targetText = (text) =>
  make("span", { class: "text", lang: sheet.target.code, dir: sheet.target.direction }, ...shown(text));

function changesOf(runs, language) {
  const names = { same: "span", gone: "del", added: "ins" };
  const children = runs.map(([kind, text]) => make(names[kind], {}, ...shown(text)));
  return make("span", { class: "text", lang: language.code, dir: language.direction }, ...children);
}

function badge(row) {
  const errors = row.findings.filter((each) => each.severity === "error").length;
  const warnings = row.findings.length - errors;
  return make(
    "span",
    { class: "badge" },
    make("b", { class: row.status }, words[`status.${row.status}`]),
    errors ? make("span", { class: "error" }, `✖ ${errors} `) : null,
    warnings ? make("span", { class: "warning" }, `▲ ${warnings}`) : null,
  );
}

// ---- The list -----------------------------------------------------------------------------

const rowOf = (id) => sheet.rows.find((row) => row.id === id);
const element = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

function matches(row) {
  const [kind, value] = field.filter.value.split(":");
  const chosen = {
    all: () => true,
    open: () => !DONE.has(row.status),
    findings: () => row.findings.length > 0,
    mt: () => row.origin === "mt" && !row.edited,
    edited: () => row.edited,
    status: () => row.status === value,
  }[kind]();
  const wanted = field.search.value.toLocaleLowerCase();
  const text = `${row.source}\n${row.target}\n${row.note}`.toLocaleLowerCase();
  return chosen && (!wanted || text.includes(wanted));
}

const visible = () => sheet.rows.filter((row) => !element(row.id).hidden);

function filterRows() {
  for (const row of sheet.rows) element(row.id).hidden = !matches(row) && row.id !== current;
  field.nothing.hidden = visible().length > 0;
}

function line(row) {
  const head = make(
    "button",
    { type: "button", class: "pair", "aria-expanded": "false", onclick: () => open(row.id) },
    sourceOf(row),
    targetText(row.target),
    badge(row),
  );
  const label = row.label ? make("p", { class: "label" }, row.label) : null;
  return make("li", { class: "row", "data-id": row.id }, label, head);
}

function refresh(row) {
  const index = sheet.rows.findIndex((each) => each.id === row.id);
  if (index < 0) return;
  sheet.rows[index] = row;
  const old = element(row.id);
  const fresh = line(row);
  fresh.hidden = old.hidden;
  old.replaceWith(fresh);
  if (row.id === current) {
    editor = null;
    build(row);
  }
  showProgress();
}

function showProgress() {
  const done = sheet.rows.filter((row) => DONE.has(row.status)).length;
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  field.progress.textContent = `${words.done}: ${digits.format(done)} / ${digits.format(sheet.rows.length)}`;
}

function draw() {
  list.replaceChildren(...sheet.rows.map(line));
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
    editor.target.focus();
    return;
  }
  const before = current && rowOf(current);
  if (before && typed(before) && !(await save())) return;
  close();
  current = id;
  build(rowOf(id));
  filterRows();
  element(id).scrollIntoView({ block: "nearest" });
  editor.target.focus();
}

function build(row) {
  const item = element(row.id);
  item.setAttribute("aria-current", "true");
  item.querySelector(".pair").setAttribute("aria-expanded", "true");
  const typedBefore = kept(row.id);
  const target = make("textarea", {
    lang: sheet.target.code,
    dir: sheet.target.direction,
    spellcheck: true,
    "aria-label": words.translation,
    class: "target",
  });
  const note = make("textarea", { class: "note", dir: "auto", rows: 1, "aria-label": words.note });
  target.value = typedBefore?.target ?? row.target;
  note.value = typedBefore?.note ?? row.note;
  const findings = make("div", { class: "findings wide", role: "group", "aria-label": words.findings });
  const help = make("div", { class: "wide" });
  const tokens = make("div", { class: "chips wide", role: "group", "aria-label": words.markup });
  const finished = make("div", { class: "wide" });
  const about = make("div", {}, ...beside(row));
  const item_ = make(
    "div",
    { class: "editor" },
    about,
    make("div", { class: "work" }, target, make("label", { class: "field" }, make("span", { class: "quiet" }, words.note), note)),
    tokens,
    findings,
    finished,
    help,
    buttons(row),
  );
  item.append(item_);
  editor = { target, note, findings, help, tokens, finished, about, seen: typedBefore?.seen ?? row.seen, help_: null, better: "" };
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
    parts.push(make("ul", { class: "quiet" }, ...row.reasons.map((reason) => make("li", { dir: "auto" }, reason))));
  }
  const { accepted } = row;
  const when = accepted && new Date(accepted.when);
  const date = when && (Number.isNaN(when.valueOf()) ? accepted.when : when.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }));
  const facts = [row.engine, accepted?.current && [words[`status.${row.status}`], accepted.who && `${words.by} ${accepted.who}`, date].filter(Boolean).join(" ")];
  parts.push(make("p", { class: "quiet" }, ...facts.filter(Boolean).map((fact) => make("bdi", {}, `${fact} `))));
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
}

async function check(row) {
  if (row.id !== current) return;
  const target = editor.target.value;
  const answer = await ask("check", { ...place, id: row.id, target });
  if (!answer || row.id !== current || editor.target.value !== target) return;
  showFindings(row, answer.findings);
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
    return make("li", { class: each.severity, dir: "auto" }, `${each.check}: ${each.message} `, dismiss);
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
}

// ---- Saving -------------------------------------------------------------------------------

async function ask(name, body) {
  let answer;
  try {
    answer = await fetch(`/api/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    say(words.lost);
    return null;
  }
  const found = await answer.json().catch(() => ({ problem: answer.statusText }));
  if (answer.ok) return found;
  say([found.where, found.problem, found.advice].filter(Boolean).join(" – "));
  return null;
}

function say(text) {
  told.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { told.textContent = ""; }, 8000);
}

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
  if (answer.article !== place.article || answer.locale !== place.locale) {
    say(`${words.saved}: ${answer.locale} ${answer.article}`);
    return;
  }
  took(answer, []);
  if (answer.rows.length) open(answer.rows[0].id);
}

async function approveShown() {
  const rows = visible().filter((row) => ["draft", "reviewed"].includes(row.status) && row.target);
  if (!rows.length || !window.confirm(`${words.approveShown} (${rows.length}). ${words.sure}`)) return;
  const edits = rows.map((row) => ({ id: row.id, seen: row.seen, status: "approved" }));
  const answer = await ask("save", { ...place, edits });
  if (answer) took(answer, edits);
}

async function replaceShown() {
  const wanted = field.search.value;
  if (!wanted) {
    field.search.focus();
    return;
  }
  const rows = visible().filter((row) => row.target.includes(wanted));
  const items = rows.map((row) => make("li", {}, targetText(row.target), " → ", targetText(row.target.replaceAll(wanted, field.by.value))));
  const yes = button(`${words.replace} (${rows.length})`, async () => {
    dialog.close();
    const edits = rows.map((row) => ({ id: row.id, seen: row.seen, target: row.target.replaceAll(wanted, field.by.value) }));
    const answer = await ask("save", { ...place, edits });
    if (answer) took(answer, edits);
  }, { class: "main", disabled: !rows.length });
  showDialog(words.replace, make("ul", {}, ...items), yes);
}

// ---- Dialogs ------------------------------------------------------------------------------

function showDialog(title, ...children) {
  const end = button(words.close, () => dialog.close());
  dialog.replaceChildren(make("h2", { id: "dialog-title" }, title), ...children, make("p", {}, end));
  if (!dialog.open) dialog.showModal();
}

function showConflict({ id, yours, row }) {
  const keepMine = button(words.keepYours, () => {
    dialog.close();
    refresh(row);
    editor.seen = row.seen;
    if (yours !== null) put(yours);
  }, { class: "main" });
  const keepTheirs = button(words.keepTheirs, () => {
    dialog.close();
    localStorage.removeItem(keyOf(id));
    refresh(row);
  });
  const parts = [make("h2", {}, words.yours), targetText(yours ?? rowOf(id)?.target ?? "")];
  if (row) parts.push(make("h2", {}, words.theirs), targetText(row.target), make("p", { class: "chips" }, keepMine, keepTheirs));
  showDialog(words.conflict, ...parts);
}

function showRefusal(refusal, edit, count) {
  const force = button(words.forced, async () => {
    dialog.close();
    const answer = await ask("save", { ...place, edits: [{ ...edit, force: true }] });
    if (answer) took(answer, [edit]);
  });
  const more = count > 1 ? ` (+${count - 1})` : "";
  showDialog(words.findings, make("p", { dir: "auto", class: "error" }, `${refusal.reason}${more}`), refusal.force ? force : "");
}

const KEYS = [
  ["Ctrl+Enter", "key.approve"], ["Ctrl+Shift+Enter", "key.reviewed"], ["Ctrl+S", "key.save"], ["Alt+W", "key.needsWork"],
  ["Alt+O", "key.omit"], ["Alt+Z", "key.undo"], ["Alt+↓ / Alt+↑", "key.move"], ["Alt+C", "key.copy"], ["Alt+K", "key.token"],
  ["Alt+1 … Alt+9", "key.term"], ["Alt+M", "key.memory"], ["Alt+T", "key.typography"], ["Alt+H", "key.half"],
  ["Alt+N", "key.hard"], ["Alt+F", "key.search"], ["?", "key.help"],
];

function showKeys() {
  const rows = KEYS.flatMap(([keys, name]) => [make("dt", {}, keys), make("dd", {}, words[name])]);
  showDialog(words.keys, make("dl", {}, ...rows));
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
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
};
const WITHOUT_SEGMENT = new Set(["KeyZ", "KeyF", "ArrowDown", "ArrowUp"]);

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
    const text = texts[Number(code.slice(5)) - 1];
    if (text) act(() => insert(text));
  } else if (altKey && !ctrlKey && code in ALT && (current || WITHOUT_SEGMENT.has(code))) act(ALT[code]);
  else if (key === "?" && !/^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName)) act(showKeys);
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
    const found = await answer.json();
    say([found.where, found.problem, found.advice].filter(Boolean).join(" – "));
    return;
  }
  const fresh = await answer.json();
  const same = fresh.rows.length === sheet.rows.length && fresh.rows.every((row, number) => row.seen === sheet.rows[number].seen);
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
    editor.target.focus();
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

for (const control of [field.filter, field.search]) control.addEventListener("input", filterRows);
field.invisible.addEventListener("change", () => {
  const id = current;
  close();
  draw();
  if (id) open(id);
});
document.getElementById("replace").addEventListener("click", replaceShown);
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
