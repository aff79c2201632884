// Reads a view page by page with o.js: node odata_reader.mjs <node_modules> <service> <entity set>, token on stdin.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, service, entitySet] = process.argv.slice(2);
const { o } = createRequire(join(modules, "odata", "package.json"))("odata");
const headers = { Authorization: `Bearer ${readFileSync(0, "utf8")}` };

const answered = async (request, query) => {
  const answer = await request.fetch(query);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
};

const ids = [];
let pages = 0;
let page = await answered(o(service, { headers }).get(entitySet), { $orderby: "indicator,value desc", $count: true });
const promised = page["@odata.count"];
for (;;) {
  pages += 1;
  ids.push(...page.value.map((row) => row.id));
  const next = page["@odata.nextLink"];
  if (!next) break;
  page = await answered(o(service, { headers }).get(next), {});
}
if (promised !== ids.length) throw new Error(`${promised} rows were promised, ${ids.length} came`);
console.log(JSON.stringify({ ids, pages }));
