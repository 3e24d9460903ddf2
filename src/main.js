/**
 * The process. What it runs is in serve.ts: loaded from here, so that the cache is on before anything else is. In plain
 * JavaScript: a first file of types would have Node load what strips them, at every start.
 */
import "./platform/node-version.js";
// By its default: an older Node ends at a name that it does not know, before it could be told.
import module from "node:module";

// Node strips the types of every file at every start, unless they are in its cache: a start from source then takes 0.7 s of
// processor time instead of 1.3. A resolver of our own would win another eighth, and is not worth what it would be to read.
module.enableCompileCache();
await import("./app/serve.ts").catch((error) => {
  // A package that is not there: a line as of each start that fails.
  if (process.stderr.isTTY) throw error;
  const line = { level: "error", time: new Date().toISOString(), msg: `Drumbeat cannot start: ${error.message}` };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
});
// Now and not at the end only, which a process that is killed does not come to, nor once compiled code was given back.
module.flushCompileCache();
