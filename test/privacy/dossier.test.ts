/** What a dossier says, and what makes it true. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PdfMaker } from "../../src/platform/pdf/maker.ts";
import { everythingSaid, outlineOf } from "../../src/privacy/dossier/outline.ts";
import { dossierPdf } from "../../src/privacy/dossier/pdf.ts";
import { TESTED } from "../../src/privacy/dossier/statement.ts";
import { readMend } from "../mends/patch-file.ts";
import { asItComes, CHANGES } from "./a-configuration.ts";

const TEST = join(import.meta.dirname, "..");
const ROOT = join(TEST, "..");
const MEASURED = {
  ...asItComes(),
  attention: {
    from: "2026-10-01",
    until: "2026-10-28",
    roles: [{ role: "team" as const, people: 4, messages: 12, median: 2, most: 7, above: 0 }],
  },
};
const CONFIGURATIONS = [asItComes(), MEASURED, ...Object.values(CHANGES).map((change) => change(asItComes()))];

const isTest = (file: string) => file.endsWith(".test.ts");
const readAll = (folder: string, is: (file: string) => boolean) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(is)
    .map((file) => ({
      file: `test/${relative(TEST, join(folder, file))}`,
      text: readFileSync(join(folder, file), "utf8"),
    }));

/** By the name of what it keeps true, the files of the tests whose titles end in it, before or behind names of other sorts. */
function testsByFact(): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const { file, text } of readAll(TEST, isTest))
    for (const [end] of text.matchAll(/(?:\s*\([\w, -]+\))+["'`](?=[,)\]\s])/g))
      for (const [, names = ""] of end.matchAll(/\(([\w, -]+)\)/g))
        for (const name of names.split(", ")) files.set(name, (files.get(name) ?? new Set()).add(file));
  return files;
}

describe("a sentence of the dossier", () => {
  it("that a test makes true is named by one, and by a mend without which that one fails (V10)", () => {
    const tests = testsByFact();
    expect(TESTED.filter((fact) => !tests.has(fact))).toEqual([]);
    // `npm run mends` shows that the test which a mend names fails by it.
    const mends = readAll(join(TEST, "mends"), (file) => file.endsWith(".patch")).map(({ file, text }) =>
      readMend(basename(file), text),
    );
    const isMended = (fact: string) =>
      mends.some(({ test, pattern }) => pattern.includes(fact) && tests.get(fact)?.has(test));
    expect(TESTED.filter((fact) => !isMended(fact))).toEqual([]);
    const said = CONFIGURATIONS.flatMap(everythingSaid).flatMap((each) => ("tests" in each ? each.tests : []));
    expect(TESTED.filter((fact) => !said.includes(fact))).toEqual([]);
  });

  it("that a setting makes true says it otherwise once it is set otherwise, in both languages (V10)", () => {
    const of = (setting: string, configuration: ReturnType<typeof asItComes>) =>
      everythingSaid(configuration).filter((said) => "setting" in said && said.setting === setting);
    const told = new Set(everythingSaid(asItComes()).flatMap((said) => ("setting" in said ? [said.setting] : [])));
    expect([...told].sort()).toEqual(Object.keys(CHANGES).sort());
    for (const setting of told) {
      const [before, after] = [of(setting, asItComes()), of(setting, CHANGES[setting](asItComes()))];
      const same = before.filter(({ en, fr }) => after.some((said) => said.en === en || said.fr === fr));
      expect(same.map(({ en }) => en)).toEqual([]);
    }
  });

  it("is in both languages, and the first one is what it is not for (V10)", () => {
    for (const { en, fr } of CONFIGURATIONS.flatMap(everythingSaid)) {
      expect(en).not.toMatch(/[«»]| undefined|\bnull\b/);
      // In French a no-break space stands before these.
      expect(fr).not.toMatch(/ [:;!?»]|« |undefined|\bnull\b/);
    }
    expect(outlineOf(asItComes(), "en").first.text).toBe("Not for appraisal, pay or discipline.");
    expect(outlineOf(asItComes(), "fr").first.text).toBe(
      "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
    );
  });
});

it.each(["en", "fr"] as const)("becomes a tagged PDF in %s, the same bytes each time (V10)", async (language) => {
  const maker = new PdfMaker();
  const pdf = dossierPdf(outlineOf(asItComes(), language), { language, on: "2026-01-01" });
  const [one, other] = [await maker.make(pdf), await maker.make(pdf)];
  await maker.stop();
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  expect(Buffer.from(one).toString("latin1")).toContain("/MarkInfo");
});

/** Databases, Slack, PDFs, pictures and their letters, and dates. */
const DEPENDENCIES = [
  "@expo-google-fonts/inter",
  "@fontsource/noto-emoji",
  "@fontsource/noto-sans-hebrew",
  "@fontsource/noto-sans-math",
  "@fontsource/vazirmatn",
  "@resvg/resvg-js",
  "@slack/bolt",
  "@slack/types",
  "@slack/web-api",
  "better-sqlite3",
  "bidi-js",
  "csv-stringify",
  "date-fns",
  "date-holidays",
  "fontkit",
  "ical-generator",
  "kysely",
  "pdfkit",
  "pg",
  "pino",
  "prom-client",
  "undici",
  "yaml",
  "zod",
];

/** Slack's methods, its addresses for replies and for files; and what listens. */
const REACHING_OUT = [
  "delivery/slack-files.ts",
  "delivery/slack-gateway.ts",
  "platform/health.ts",
  "platform/network.ts",
  "platform/slack/asked-once.ts",
  "platform/slack/fence.ts",
  "platform/slack/http-receiver.ts",
  "platform/slack/listening.ts",
  "platform/slack/measured-fetch.ts",
];

it("sends nothing to anybody but Slack, and has no model of language (OUT) (nothing-sent)", () => {
  const declared = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  expect(Object.keys(declared.dependencies).sort()).toEqual(DEPENDENCIES);
  const SRC = join(ROOT, "src");
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("demo/"),
  );
  const reaching = files.filter((file) =>
    /\bfetch\(|from "(?:node:(?:https?|net|tls|dgram)|undici|ws)"/.test(readFileSync(join(SRC, file), "utf8")),
  );
  expect(reaching.sort()).toEqual(REACHING_OUT);
});
