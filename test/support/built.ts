/** What the tests start as processes of their own: each would load some 1,500 files, several hundred times in a run. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Plugin, rolldown } from "rolldown";

const ROOT = join(import.meta.dirname, "../..");
/** In the environment, which worker threads have a copy of: the folder of the bundles. */
const NAME = "DRUMBEAT_BUILT_FOR_TESTS";
const ENTRIES = { main: "src/main.js", cli: "src/cli.js", "migrate-child": "test/platform/migrate-child.ts" };

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
  const bundle = await rolldown({
    cwd: ROOT,
    input: ENTRIES,
    platform: "node",
    // Not all of them is JavaScript; and a test may load something before Drumbeat that takes hold of a database.
    external: ["better-sqlite3", "pg", "@resvg/resvg-js"],
    plugins: [whereItWas],
  });
  await bundle.write({ dir: folder, sourcemap: true });
  // Else Node reads each file twice, to see what it is.
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await bundle.close();
  process.env[NAME] = folder;
  return async () => {
    delete process.env[NAME];
    await rm(folder, { recursive: true, force: true });
  };
}

/** What a module reads beside itself lies beside its source. */
const whereItWas: Plugin = {
  name: "where-it-was",
  transform(code, id) {
    if (!id.startsWith(join(ROOT, "src")) || !code.includes("import.meta.")) return null;
    const url = pathToFileURL(id).href;
    // Packages are found from the folder of the bundles as from there.
    const found = code
      .replaceAll(/import\.meta\.resolve\("(\.[^"]+)"\)/g, (_, name: string) => JSON.stringify(new URL(name, url).href))
      .replaceAll("import.meta.url", JSON.stringify(url))
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)));
    // The lines stay as they are, and so does their map.
    return { code: found, map: null };
  },
};
