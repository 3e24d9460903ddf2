/**
 * The process. What it runs is in serve.ts: loaded from here, so that the cache is on before anything else is. In plain
 * JavaScript: a first file of types would have Node load what strips them, at every start.
 */
import { enableCompileCache } from "node:module";

// Node strips the types of every file at every start, which takes longer, and more memory, than all else it does then.
enableCompileCache();
await import("./serve.ts");
