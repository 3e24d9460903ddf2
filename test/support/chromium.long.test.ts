/** The browser of the tests needs nothing of the machine, and says so where it lacks something. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openPage } from "../../packages/slack-sandbox/test/page/open-page.ts";
import { fontsConf, launchChromium } from "./chromium.ts";

it("is refused with one sentence where it has no font", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-no-font-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const fontconfig = join(folder, "fonts.conf");
  await writeFile(fontconfig, fontsConf(join(folder, "none"), join(folder, "cache")));
  await expect(launchChromium({ fontconfig })).rejects.toThrow(/^The browser of the tests has no font to draw with: /);
});

it("knows no font but the project's", async () => {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const families = ["serif", "sans-serif", "monospace", "system-ui", "DejaVu Sans", "Liberation Sans", "Arial"];
  await page.setContent(families.map((family) => `<p style="font-family: '${family}', ${family}">Aé</p>`).join(""));
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "p" });
  expect(nodeIds).toHaveLength(families.length);
  const drawn = await Promise.all(nodeIds.map((nodeId) => session.send("CSS.getPlatformFontsForNode", { nodeId })));
  expect(new Set(drawn.flatMap(({ fonts }) => fonts.map(({ familyName }) => familyName)))).toEqual(new Set(["Inter"]));
});

it("draws every letter, sign and emoji that the product writes", async () => {
  const written = await charactersWritten();
  expect(written).toEqual(expect.arrayContaining(["é", "Œ", "’", "→", "▲", "■", "✓", "⚠", "🙃"]));
  const { page } = await openPage();
  const missing = await page.evaluate(async (characters) => {
    const style = getComputedStyle(document.body);
    const font = `24px ${style.fontFamily}`;
    const canvas = document.createElement("canvas");
    canvas.width = 60;
    canvas.height = 60;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("There is no canvas.");
    const drawn = (character: string) => {
      context.clearRect(0, 0, 60, 60);
      context.font = font;
      context.fillText(character, 10, 40);
      return context.getImageData(0, 0, 60, 60).data.join();
    };
    await Promise.all(characters.map((character) => document.fonts.load(font, character)));
    // No font has this one: what stands in its place is drawn for each that is missing.
    const box = drawn("\u{10FFFF}");
    return characters.filter((character) => drawn(character) === box);
  }, written);
  expect(missing).toEqual([]);
});

/** They write to a terminal, or know signs that others write. */
const NOT_FOR_THE_PAGE = ["as-text.ts", "cli.ts", "cli-play.ts", "csv.ts", "sentences.ts"];

/** Each visible character beyond ASCII that stands in the sources and in the check-ins that come along. */
async function charactersWritten(): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of ["src", "db/templates"]) {
    const top = join(import.meta.dirname, "../..", folder);
    for (const file of await readdir(top, { recursive: true, withFileTypes: true }))
      if (file.isFile() && !NOT_FOR_THE_PAGE.includes(file.name))
        for (const [character] of (await readFile(join(file.parentPath, file.name), "utf8")).matchAll(
          /[^\p{ASCII}\p{M}\p{Z}\p{C}]/gu,
        ))
          found.add(character);
  }
  return [...found].sort();
}
