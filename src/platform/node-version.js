/**
 * Ends the process with a sentence where Node is too old. In plain JavaScript, with nothing imported but Node's own: an
 * older Node cannot read the types of any other file. Loaded before all else by main.js and cli.js, and run by npm
 * before its scripts, whose options an older Node does not know.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Temporal without a flag came with it. */
export const NEEDED_NODE = 26;

/**
 * What to tell somebody who runs Drumbeat with this version of Node ("24.9.0"), or null where it will do.
 *
 * @param {string} version
 * @param {{ path: string, bundled: string | null }} where `path` is the program that runs; `bundled` is the one that
 *   came with `npm ci`, or null where there is none.
 * @returns {string | null}
 */
export function nodeProblem(version, { path, bundled }) {
  if (Number.parseInt(version, 10) >= NEEDED_NODE) return null;
  const cure = bundled
    ? `Version ${NEEDED_NODE} is here already: run it with npm (npm start, npm run sandbox, npm run drumbeat), or put ${bundled} in the place of node.`
    : `It comes along with npm ci, and npm start, npm run sandbox and npm run drumbeat use it; for production, install it: https://nodejs.org/en/download`;
  return `Drumbeat needs Node.js ${NEEDED_NODE} or later; this is ${version} (${path}).\n${cure}\n`;
}

const bundled = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
const problem = nodeProblem(process.versions.node, {
  path: process.execPath,
  bundled: existsSync(bundled) ? bundled : null,
});
if (problem) {
  // Outside a terminal each line of the program is JSON; a command's is for whoever called it.
  const isLog = !process.stderr.isTTY && process.argv[1]?.endsWith("main.js");
  const line = { level: "error", time: new Date().toISOString(), msg: problem.trim() };
  process.stderr.write(isLog ? `${JSON.stringify(line)}\n` : problem);
  process.exit(1);
}
