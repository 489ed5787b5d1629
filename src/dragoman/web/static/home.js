// The list of articles: it starts a translation and shows how far it is.

import { ENGLISH, ask, make, moment, number, say, words } from "./page.js";

const stop = document.getElementById("stop");
const bar = document.getElementById("run");
const far = document.getElementById("far");
const lines = document.getElementById("lines");
const starts = document.querySelectorAll("button.translate");
let seen = null; // the run that this page has seen at work

function show(state) {
  stop.hidden = bar.hidden = !state.running;
  for (const start of starts) start.disabled = state.running;
  lines.hidden = state.lines.length === 0;
  lines.replaceChildren(...state.lines.map(({ text, english }) => make("p", english ? ENGLISH : {}, text)));
  bar.max = state.of_sentences || 1;
  bar.value = state.sentences;
  if (state.running) {
    seen = state.number;
    const done = state.of_sentences ? ` ${number(state.sentences)} / ${number(state.of_sentences)}` : "";
    far.textContent = `${words.running} ${state.locale}${done}`;
  } else if (seen === state.number) {
    seen = null;
    far.textContent = { 0: words.ran, 130: words.stopped }[state.code] ?? words.failed;
    say(far.textContent);
    if (state.code === 0) setTimeout(() => location.reload(), 1500);
  }
}

for (const time of document.querySelectorAll("time")) time.textContent = moment(time.dateTime);
for (const start of starts) {
  start.addEventListener("click", async () => {
    const { article, locale } = start.dataset;
    const state = await ask("translate", article ? { articles: [article], locales: [locale] } : {});
    if (state) show(state);
  });
}
stop.addEventListener("click", () => ask("stop", {}));
new EventSource("/api/run").onmessage = ({ data }) => show(JSON.parse(data));
