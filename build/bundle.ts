/**
 * `npm run build`: what production runs, in `dist`: the program and its command line in a few files, and the packages that
 * cannot be bundled; and beside it, in `maps`, where its places are in the source.
 */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { type Package, productionPackages } from "./packages.ts";

/** By name, without its ending, the file that it begins with. */
type Entries = Readonly<Record<string, string>>;

/** Threads are started from files of their own. */
export const WORKERS: Entries = {
  "pictures-worker": "src/platform/pictures-worker.ts",
  "pdf-worker": "src/platform/pdf/worker.ts",
  "simulation-worker": "src/app/simulation-worker.ts",
};
const PROGRAM: Entries = { main: "src/main.js", cli: "src/cli.js" };
/** Not all of them is JavaScript; and a test may load something before Drumbeat that takes hold of a database. */
const NOT_BUNDLED = ["better-sqlite3", "pg", "@resvg/resvg-js"];
/** Where what is ours is. */
const OURS = ["src", "packages"];
/** Read as files. */
const DATA = [/^@expo-google-fonts\//, /^@fontsource\//];
/** Of these packages, what nobody reads: for other machines, other weights of letters, whoever writes programs. */
const LEFT_OUT = [
  new RegExp(`/better-sqlite3/(?:deps|src|prebuilds/(?!${process.platform}(?:musl)?-${process.arch}\\.))`),
  /\/@fontsource\/[^/]+\/files\/(?!.*-400-normal\.woff$)/,
  /\/@fontsource\/[^/]+\/(?!files$|files\/|unicode\.json$|package\.json$|LICENSE$)/,
  /\/@expo-google-fonts\/inter\/(?!400Regular(?:\/|$)|600SemiBold(?:\/|$)|package\.json$|LICENSE)/,
  /\.(?:map|md|d\.[cm]?ts)$/,
];

interface Choices {
  /** Further entries. */
  more?: Entries;
  /** By the file that is left out, the one that takes its place. */
  without?: Readonly<Record<string, string>>;
}

/** Bundles the program and its threads from the project at `root` into the folder `to`, each entry as a file of its name. */
export async function bundle(root: string, to: string, { more = {}, without = {} }: Choices = {}): Promise<void> {
  const alias = Object.entries(without).map(([file, other]) => [join(root, file), join(root, other)]);
  // V8 keeps the text of what it loads: in its shortest form, and at a byte a character, which it is not with one `’` in it.
  const minify = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
  // Each by itself: in common they would be cut into a hundred files, which Node looks for one by one.
  for (const [name, file] of Object.entries({ ...PROGRAM, ...WORKERS, ...more })) {
    const made = await rolldown({
      cwd: root,
      input: { [name]: file },
      platform: "node",
      external: NOT_BUNDLED,
      plugins: [asFromItsSource(root, to), withoutUnused(), nodesAsTheyAre()],
      resolve: { alias: Object.fromEntries(alias) },
    });
    await made.write({ dir: to, sourcemap: "hidden", charset: "ascii", minify });
    await made.close();
  }
  // Else Node reads each file twice, to see what it is.
  await writeFile(join(to, "package.json"), '{ "type": "module" }\n');
}

/** Makes `dist` and `maps` of the project at `root`: the bundle, without the sandbox and what shows Drumbeat in it, and beside it the packages that are not in it. */
async function build(root: string): Promise<void> {
  const [dist, maps] = [join(root, "dist"), join(root, "maps")];
  for (const folder of [dist, maps]) await rm(folder, { recursive: true, force: true });
  await bundle(root, dist, { without: { "src/demo/cli.ts": "build/without-demo.ts" } });
  await mkdir(maps);
  for (const file of await readdir(dist)) if (file.endsWith(".map")) await rename(join(dist, file), join(maps, file));
  for (const { path } of besideTheBundle(root)) {
    const filter = (file: string) => !LEFT_OUT.some((of) => of.test(file));
    await cp(join(root, path), join(dist, path), { recursive: true, filter });
  }
}

/** What is read as files or cannot be bundled, with all that it needs. */
function besideTheBundle(root: string): Package[] {
  const packages = productionPackages(root);
  const wanted = packages.filter(({ name }) => NOT_BUNDLED.includes(name) || DATA.some((of) => of.test(name)));
  for (const { needs } of wanted)
    for (const each of packages) if (needs.includes(each.name) && !wanted.includes(each)) wanted.push(each);
  return wanted.filter(({ path }) => existsSync(join(root, path)));
}

/** What packages load at the start and nobody uses: in this file, these words, and what stands for them. */
const UNUSED = [
  // Of Bolt's receivers, the one that brings Express, and what installs an app in other workspaces.
  { of: "/@slack/bolt/dist/receivers/ExpressReceiver.js", words: /.*/s, by: "exports.__esModule = true;" },
  { of: "/@slack/oauth/dist/index.js", words: /.*/s, by: "exports.__esModule = true;" },
  // Slack writes UTF-8: of the other encodings that Bolt's reading of requests brings along, the largest stay out.
  { of: "/iconv-lite/encodings/dbcs-data.js", words: /.*/s, by: "module.exports = {};" },
  // Asking for Node's own `Headers` has Node load its own copy of all of undici, for cookies, which Slack's API has none of.
  { of: "/undici/lib/web/cookies/index.js", words: "[Headers, globalThis.Headers]", by: "[Headers]" },
  // As it does by itself in a Node without HTTP/2, which it uses only where it is told to.
  { of: "/undici/lib/dispatcher/client-h2.js", words: "require('node:http2')", by: "{ constants: {} }" },
];

function withoutUnused(): Plugin {
  return {
    name: "without-unused",
    transform(code, id) {
      const unused = UNUSED.find(({ of }) => id.endsWith(of));
      if (!unused) return null;
      const less = code.replace(unused.words, unused.by);
      if (less === code) throw new Error(`${id} is not as it was when it was last made smaller`);
      return { code: less, map: null };
    },
  };
}

/**
 * An import of one of Node's own modules reads whatever it exports, and has Node load what that is made by: all of WebCrypto,
 * of fetch, of the compressions. Taken by its name, it makes only what is used.
 */
function nodesAsTheyAre(): Plugin {
  return {
    name: "nodes-as-they-are",
    resolveId: (name, importer, { kind }) =>
      isBuiltin(name) && kind !== "require-call" && !importer?.startsWith("\0")
        ? `\0node:${name.replace(/^node:/, "")}`
        : null,
    load: (id) =>
      id.startsWith("\0node:") ? `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(1))});` : null,
  };
}

/** What a module reads beside itself is found from where its source is, seen from `to`; a thread is found in `to`. */
function asFromItsSource(root: string, to: string): Plugin {
  const threads = new Map(Object.entries(WORKERS).map(([name, file]) => [join(root, file), name]));
  return {
    name: "as-from-its-source",
    transform(code, id) {
      if (!OURS.some((folder) => id.startsWith(join(root, folder))) || !code.includes("import.meta.")) return null;
      const source = relative(to, id).split(sep).join("/");
      const url = (name: string) => {
        const thread = threads.get(join(dirname(id), name));
        return `new URL(${JSON.stringify(thread === undefined ? posix.join(dirname(source), name) : `./${thread}.js`)}, import.meta.url)`;
      };
      const found = code.replaceAll(
        /new URL\("(?<beside>\.[^"]*)", import\.meta\.url\)|import\.meta\.resolve\("(?<file>\.[^"]+)"\)|import\.meta\.(?<part>url|dirname)/g,
        (...match) => {
          const { beside, file, part } = match.at(-1);
          if (beside !== undefined) return url(beside);
          if (file !== undefined) return `${url(file)}.href`;
          return part === "dirname"
            ? `(import.meta.dirname + ${JSON.stringify(`/${dirname(source)}`)})`
            : `${url(posix.basename(source))}.href`;
        },
      );
      // The lines stay as they are, and so does their map.
      return { code: found, map: null };
    },
  };
}

if (import.meta.main) await build(join(import.meta.dirname, ".."));
