/** `drumbeat …`. The commands are in command-line.ts; this is in plain JavaScript, as main.js is, and for the same reasons. */
import "./platform/node-version.js";
import module from "node:module";

module.enableCompileCache();
await import("./app/cli.ts");
