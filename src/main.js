/**
 * The process. What it runs is in serve.ts: loaded from here, so that the cache is on before anything else is. In plain
 * JavaScript: a first file of types would have Node load what strips them, at every start.
 */
import "./platform/node-version.js";
// By its default: an older Node ends at a name that it does not know, before it could be told.
import module from "node:module";

// Node strips the types of every file at every start, which takes longer, and more memory, than all else it does then.
module.enableCompileCache();
// A file of ours is where its name says, and what its ending says: Node looks for links and for package.json on its way.
// A bundle has few, of another ending.
const src = new URL(".", import.meta.url).href;
const ours = import.meta.filename.endsWith("/src/main.js")
  ? module.registerHooks({
      resolve(name, context, next) {
        if (!name.startsWith(".") || !name.endsWith(".ts") || !context.parentURL?.startsWith(src))
          return next(name, context);
        return { url: new URL(name, context.parentURL).href, format: "module-typescript", shortCircuit: true };
      },
    })
  : null;
await import("./app/serve.ts").catch((error) => {
  // A package that is not there: a line as of each start that fails.
  if (process.stderr.isTTY) throw error;
  const line = { level: "error", time: new Date().toISOString(), msg: `Drumbeat cannot start: ${error.message}` };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
});
ours?.deregister();
// Now and not at the end only, which a process that is killed does not come to, nor once compiled code was given back.
module.flushCompileCache();
