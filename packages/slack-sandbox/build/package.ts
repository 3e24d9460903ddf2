/**
 * `npm run build`: what `npm pack` ships, in `dist` or in the folder that is named: JavaScript with its dependencies in it,
 * types, and the page as files. Node strips no types below `node_modules`.
 */
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { ASSET_TYPES } from "../src/page/asset-types.ts";
import { assetRoutes, importMap } from "../src/page/assets.ts";

const ROOT = join(import.meta.dirname, "..");
const to = process.argv[2] ?? join(ROOT, "dist");

await rm(to, { recursive: true, force: true });
const bundled = await writeProgram();
await writePage();
await writeTypes();
await writeFile(join(to, "NOTICE"), await noticeOf(bundled));
for (const file of ["README.md", "LICENSE"]) await cp(join(ROOT, file), join(to, file));
await writeFile(join(to, "package.json"), `${JSON.stringify(await packageJson(), null, 2)}\n`);

/** Returns the folders of the packages that are in it. */
async function writeProgram(): Promise<Set<string>> {
  const made = await rolldown({
    cwd: ROOT,
    input: { "slack-sandbox": "src/slack-sandbox.ts", cli: "src/cli.ts" },
    platform: "node",
    // Native code that ws uses where somebody has installed it.
    external: ["bufferutil", "utf-8-validate"],
    resolve: { alias: { [join(ROOT, "src/page/assets.ts")]: join(ROOT, "src/page/assets-built.ts") } },
  });
  const { output } = await made.write({ dir: to, chunkFileNames: "[name].js", sourcemap: false });
  await made.close();
  await chmod(join(to, "cli.js"), 0o755);
  const modules = output.flatMap((each) => (each.type === "chunk" ? each.moduleIds : []));
  return new Set(modules.flatMap(packageFolder));
}

function packageFolder(file: string): string[] {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
  return folder === undefined ? [] : [folder];
}

async function writePage(): Promise<void> {
  const routes = assetRoutes();
  for (const name of Object.keys(ASSET_TYPES)) {
    const answer = await routes.request(`/page/${name}`);
    if (!answer.ok) throw new Error(`The page has no ${name}.`);
    const file = join(to, "page", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  }
  await writeFile(join(to, "page/import-map.json"), await importMap());
}

async function writeTypes(): Promise<void> {
  const types = join(to, "types");
  const tsc = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
  const options = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", types];
  await promisify(execFile)(process.execPath, [tsc, "-p", join(ROOT, "tsconfig.build.json"), ...options]);
  for (const name of await readdir(types, { recursive: true })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = join(types, name);
    await writeFile(file, (await readFile(file, "utf8")).replace(/(from "\.[^"]+)\.ts"/g, '$1.js"'));
  }
}

/** Of what is bundled, and of the letters and emoji of the page. */
async function noticeOf(folders: Set<string>): Promise<string> {
  const shipped = [
    "preact",
    "htm",
    "emojibase-data",
    "@fontsource-variable/inter",
    "@fontsource/noto-sans-math",
    "twemoji-colr-font",
  ];
  for (const name of shipped) folders.add(dirname(findPackageJSON(name, import.meta.url) ?? name));
  const parts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const texts = (await readdir(folder))
      .filter((file) => /^(?:licen[cs]e|notice|ofl)(?:[-._].*)?$/i.test(file))
      .sort();
    const text = await Promise.all(texts.map((file) => readFile(join(folder, file), "utf8")));
    return [`${name} ${version} (${license})`, ...text.map((each) => each.trim())].join("\n\n");
  });
  const head = `What comes along with slack-sandbox, under its own licences. The emoji drawings are Twemoji, copyright Twitter, Inc and
other contributors, under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).`;
  return `${[head, ...(await Promise.all(parts))].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

async function packageJson(): Promise<object> {
  const { name, version, description, license, type, engines } = JSON.parse(
    await readFile(join(ROOT, "package.json"), "utf8"),
  );
  return {
    ...{ name, version, description, license, type, engines },
    keywords: ["slack", "bolt", "testing", "socket-mode", "block-kit", "fake", "emulator"],
    bin: { "slack-sandbox": "cli.js" },
    exports: { ".": { types: "./types/slack-sandbox.d.ts", default: "./slack-sandbox.js" } },
  };
}
