/** A real Chromium that comes as a package, with fonts that come as packages: nothing of it is the machine's. */
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** The sandbox's page brings its own, symbols and emoji among them; these are for all that names none. */
const FONTS = [
  import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf"),
].map((url) => fileURLToPath(url));

/**
 * Starts the browser. `DRUMBEAT_CHROMIUM` names another one, where the package has none (it is for Linux) or to try it.
 * Throws when the browser finds no font.
 */
export async function launchChromium(): Promise<Browser> {
  const browser = await start(process.env.DRUMBEAT_CHROMIUM);
  const page = await browser.newPage();
  await page.setContent("<span>A</span>");
  const width = await page.locator("span").evaluate((letter) => letter.getBoundingClientRect().width);
  await page.close();
  if (width > 0) return browser;
  await browser.close();
  // Chromium itself says nothing: its letters have no width, and it ends when a form asks for a font.
  throw new Error(
    "The browser of the tests has no font to draw with: see FONTS in test/support/chromium.ts, or, for a browser named by DRUMBEAT_CHROMIUM, install a font on this machine.",
  );
}

async function start(given: string | undefined): Promise<Browser> {
  if (given !== undefined) return chromium.launch({ executablePath: given });
  const folder = await unpacked();
  const options = {
    executablePath: join(folder, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  };
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TMPDIR: tmpdir(),
    FONTCONFIG_FILE: join(folder, "fonts.conf"),
  };
  try {
    // The libraries of the package (libnss3 and its like): a machine without a desktop has none.
    return await chromium.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: join(folder, "al2023", "lib") } });
  } catch {
    // They ask for a newer C library than some machines have, which may have their own.
    return chromium.launch({ ...options, env });
  }
}

/** The package unpacks into the temporary folder; several processes at once must not find half a browser there. */
async function unpacked(): Promise<string> {
  const bin = fileURLToPath(new URL("../bin/", import.meta.resolve("@sparticuz/chromium")));
  const shared = join(tmpdir(), "drumbeat-chromium-153.0.0-inter");
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
  const fonts = join(own, "inter");
  await mkdir(fonts);
  for (const font of FONTS) await copyFile(font, join(fonts, basename(font)));
  await writeFile(join(own, "fonts.conf"), fontsConf(join(shared, "inter"), join(shared, "fonts-cache")));
  // A rename is all or nothing; who comes second takes what is there.
  await rename(own, shared).catch(async (error: unknown) => {
    if (!existsSync(shared)) throw error;
    await rm(own, { recursive: true, force: true });
  });
  return shared;
}

/** A configuration of fontconfig that knows this folder alone (fontconfig's documentation, "Configuration file format"). */
function fontsConf(fonts: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
</fontconfig>
`;
}
