// Render Markdown texts: a JSON list of texts on standard input, their HTML on standard output.
import { readFileSync } from "node:fs";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true }).use(footnote).use(deflist);
// What a link leads to is compared as it is written.
parser.validateLink = () => true;
parser.normalizeLink = (url) => url;
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => parser.render(text))));
