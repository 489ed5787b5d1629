// Check JSON items by a JSON schema: {schema, items} on standard input, a list of what is wrong
// with each, empty where nothing is, on standard output. What other schemas say that it refers to
// is not looked up.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { schema, items } = JSON.parse(readFileSync(0, "utf8"));
const elsewhere = [];

function compiled() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const address of elsewhere) ajv.addSchema({}, address);
  try {
    return ajv.compile(schema);
  } catch (error) {
    if (!error.missingSchema || elsewhere.includes(error.missingSchema)) throw error;
    elsewhere.push(error.missingSchema);
    return compiled();
  }
}

const check = compiled();
const wrong = items.map((item) =>
  check(item) ? "" : check.errors.map((error) => `${error.instancePath} ${error.message}`).join("; "),
);
process.stdout.write(JSON.stringify(wrong));
