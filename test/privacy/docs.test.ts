import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DOCS, docIn } from "./docs.ts";

const ROOT = join(import.meta.dirname, "../..");

it.each(["en", "fr"] as const)("says in docs what the dossier and the notice say, in %s (V10)", (language) => {
  const file = join(ROOT, DOCS[language]);
  const text = docIn(language);
  if (process.env.DRUMBEAT_WRITE_DOCS) writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});
