/** `drumbeat …`. The commands are in cli.ts; this is in plain JavaScript, so that an old Node is told apart. */
import "./platform/node-version.js";

await import("./cli.ts");
