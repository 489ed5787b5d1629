// What both pages need: elements, words, requests, and a line that says what happened.

export const read = (id) => JSON.parse(document.getElementById(id).textContent);
export const words = read("words");
export const ENGLISH = { lang: "en", dir: "ltr" }; // what has no words in the page's language
export const language = document.documentElement.lang;

const told = document.getElementById("told");
const numberingSystem = document.documentElement.dataset.digits;
const digits = new Intl.NumberFormat(language, { numberingSystem });
export const number = (value) => digits.format(value);

// The calendar that readers of the language keep their days by.
const calendar = language === "fa" ? "persian" : "gregory";
const written = (text, style) => {
  const when = new Date(text);
  if (Number.isNaN(when.valueOf())) return text;
  return when.toLocaleString(language, { calendar, numberingSystem, ...style });
};

export const moment = (text) => written(text, { dateStyle: "medium", timeStyle: "short" });
export const day = (text) => written(`${text}T12:00`, { dateStyle: "long" });

// The day of a moment on this machine, as `2026-11-29`; empty for what early files kept, the month.
export function dayOf(text) {
  const when = new Date(text);
  if (text.length < 10 || Number.isNaN(when.valueOf())) return "";
  return [when.getFullYear(), when.getMonth() + 1, when.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function make(name, properties = {}, ...children) {
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

export const button = (text, act, properties = {}) => make("button", { type: "button", onclick: act, ...properties }, text);

export function say(text) {
  told.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { told.textContent = ""; }, 8000);
}

export const problem = (found) => [found.where, found.problem, found.advice].filter(Boolean).join(" – ");

// Ask the program on this machine; null if it does not answer, or refuses and says why.
export async function ask(name, body) {
  let answer;
  try {
    answer = await fetch(`/api/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    say(words.lost);
    return null;
  }
  const found = await answer.json().catch(() => ({ problem: answer.statusText }));
  if (answer.ok) return found;
  say(problem(found));
  return null;
}
