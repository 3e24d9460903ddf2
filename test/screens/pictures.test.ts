import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { Camera } from "./camera.ts";
import { Hand } from "./hand.ts";
import { problemsOf, unshown } from "./pictures.ts";
import { startEmpty, stories } from "./story.ts";

const root = join(import.meta.dirname, "../..");

describe("the maker of a picture", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "drumbeat-pictures-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("takes none that does not show what its name says (B14)", async () => {
    const { run, scenario } = await startEmpty(stories.fr);
    const browser = await launchChromium();
    const camera = await Camera.at(run, scenario, { browser, folder, language: "fr" });
    try {
      await new Hand(run, scenario).openHome("lead");
      await expect(camera.home("home-sponsor", "lead")).rejects.toThrow("would not show “À décider”");
      await camera.home("home-empty", "lead");
      expect(await readdir(folder)).toEqual(["fr-home-empty.png"]);
    } finally {
      await camera.close();
      await browser.close();
      await run.close();
    }
  });

  it("takes all of what is higher than its window (B14)", async () => {
    const { run, scenario } = await startEmpty(stories.en);
    const browser = await launchChromium();
    const camera = await Camera.at(run, scenario, { browser, folder, language: "en" });
    try {
      const lines = Array.from({ length: 150 }, (_, line) => `Line ${line}`);
      await run.sandbox.as("lead").say(["Only admins can create programs here.", ...lines].join("\n"));
      const said = run.sandbox.as("lead").dm().at(-1);
      if (!said) throw new Error("Nothing was said.");
      await camera.message("refused-create", "lead", said);
      const page = await camera.be("lead");
      const box = await page.locator(`[data-key*="${said.ts}"]`).boundingBox();
      const png = await readFile(join(folder, "en-refused-create.png"));
      expect(box?.height).toBeGreaterThan(2100);
      // Its header has the height, in the pixels of a screen with 1.5 of them to each of CSS.
      expect(png.readUInt32BE(20) / 1.5).toBeCloseTo(box?.height ?? 0, 0);
    } finally {
      await camera.close();
      await browser.close();
      await run.close();
    }
  });

  it("says which picture is the same as another, which is missing and which nothing makes (B14)", async () => {
    const once = await mkdtemp(join(folder, "once-"));
    for (const file of ["fr-notice-left.png", "fr-notice-channel.png", "fr-form-skip.png"])
      await writeFile(join(once, file), file.includes("notice") ? "one" : "another");
    const problems = await problemsOf(once);
    expect(problems).toContain("fr-notice-left.png is the same picture as fr-notice-channel.png");
    expect(problems).toContain("fr-form-skip.png is made by nothing");
    expect(problems).toContain("en-notice-left.png is missing");
  });

  it("asks for words of the picture's own language, with whatever spaces that has", () => {
    expect(unshown("cadence-start", "fr", "Quel point d’étape\u202f?")).toEqual([]);
    expect(unshown("cadence-start", "fr", "What kind of check-in?")).toEqual(["Quel point d’étape ?"]);
  });
});

describe("docs/screens", () => {
  it("has each picture once, and none that nothing makes (B14)", async () => {
    expect(await problemsOf(join(root, "docs/screens"))).toEqual([]);
  });

  it("has every picture that a page mentions", async () => {
    const folders = ["", "docs", "docs/fr"];
    const listed = await Promise.all(
      folders.map(async (folder) => (await readdir(join(root, folder))).map((file) => join(folder, file))),
    );
    const pages = listed.flat().filter((file) => file.endsWith(".md"));
    const pictures = await readdir(join(root, "docs/screens"));
    for (const page of pages) {
      const mentioned = [...(await readFile(join(root, page), "utf8")).matchAll(/screens\/([^\s)]+\.png)/g)];
      expect(mentioned.flatMap(([, file = ""]) => (pictures.includes(file) ? [] : [`${page}: ${file}`]))).toEqual([]);
    }
  });
});
