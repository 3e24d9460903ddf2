/** What the tests start as processes of their own: each would load some 1,500 files, several hundred times in a run. */
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "vitest/config";
import { bundle, WORKERS } from "../../build/bundle.ts";

const ROOT = join(import.meta.dirname, "../..");
/** In the environment, which worker threads have a copy of: the folder of the bundles. */
const NAME = "DRUMBEAT_BUILT_FOR_TESTS";
const CHILDREN = { "migrate-child": "test/platform/migrate-child.ts" };
const ENTRIES = { main: "src/main.js", cli: "src/cli.js", ...CHILDREN };

/**
 * The file to start Drumbeat with, its command line, or a child of a test: a bundle where this run of the tests made one,
 * else the file itself. What a test is about when it says "the real program" begins with `src`.
 */
export function built(entry: keyof typeof ENTRIES): string {
  const folder = process.env[NAME];
  return folder === undefined ? join(ROOT, ENTRIES[entry]) : join(folder, `${entry}.js`);
}

/** Bundles `src` as it is now; resolves with what takes the bundles away again. */
export async function build(): Promise<() => Promise<void>> {
  // Within the project: what is left out of the bundles is found from there.
  const folder = await mkdtemp(join(ROOT, "node_modules/.drumbeat-tests-"));
  await bundle(ROOT, folder, { more: CHILDREN });
  process.env[NAME] = folder;
  return async () => {
    delete process.env[NAME];
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * Has the threads that `src` starts in tests begin with their bundles: from source each loads what a process does. Vitest
 * keeps what this makes of a file for the next run, whose folder is another one.
 */
export function threadsOfTheBundle(): Plugin {
  const names = new Map(Object.entries(WORKERS).map(([name, file]) => [join(ROOT, file), name]));
  return {
    name: "threads-of-the-bundle",
    transform(code, id) {
      if (!id.startsWith(join(ROOT, "src")) || !code.includes("worker.ts")) return null;
      const started = code.replaceAll(/new URL\("(?<file>[^"]+)", import\.meta\.url\)/g, (found, file: string) => {
        const name = names.get(join(dirname(id), file));
        return name === undefined ? found : `new URL(\`file://\${process.env.${NAME}}/${name}.js\`)`;
      });
      return { code: started, map: null };
    },
  };
}
