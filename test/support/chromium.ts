/** A real Chromium that comes as a package. */
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

export async function launchChromium(): Promise<Browser> {
  // The package is for Linux; elsewhere, or to try another browser, its path is given.
  const given = process.env.DRUMBEAT_CHROMIUM;
  if (given !== undefined) return chromium.launch({ executablePath: given });
  const folder = await unpacked();
  const options = {
    executablePath: join(folder, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  };
  const env = { PATH: process.env.PATH ?? "", HOME: folder, FONTCONFIG_PATH: join(folder, "fonts") };
  try {
    return await chromium.launch({ ...options, env });
  } catch {
    // A machine without the libraries of a desktop (libnss3 and its like): those of the package.
    return chromium.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: join(folder, "al2023", "lib") } });
  }
}

/** The package unpacks into the temporary folder; several processes at once must not find half a browser there. */
async function unpacked(): Promise<string> {
  const bin = fileURLToPath(new URL("../bin/", import.meta.resolve("@sparticuz/chromium")));
  const shared = join(tmpdir(), "drumbeat-chromium-153.0.0");
  if (existsSync(shared)) return shared;
  const own = await mkdtemp(join(tmpdir(), "drumbeat-unpacking-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own;
  try {
    await sparticuz.executablePath(bin);
    await inflate(join(bin, "al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // A rename is all or nothing; who comes second takes what is there.
  await rename(own, shared).catch(async (error: unknown) => {
    if (!existsSync(shared)) throw error;
    await rm(own, { recursive: true, force: true });
  });
  return shared;
}
