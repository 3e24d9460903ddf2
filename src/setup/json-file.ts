/** Reads the files of `drumbeat setup` and `drumbeat track`. */
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { decodeText } from "../platform/text-encodings.ts";
import { terminalTexts } from "../platform/texts/command-line.ts";
import type { Language } from "../platform/texts/language.ts";
import { setupTexts } from "./texts-cli.ts";

/** JSON in any encoding; a key that stands twice in an object is a problem. */
export function readJson(file: string, language: Language): { read: unknown } | { problem: string } {
  try {
    const text = decodeText(readFileSync(file));
    const read: unknown = JSON.parse(text);
    const twice = parseDocument(text).errors.find(({ code }) => code === "DUPLICATE_KEY");
    return twice ? { problem: setupTexts[language].keyTwice(twice.linePos?.[0].line ?? 1) } : { read };
  } catch (error) {
    return { problem: terminalTexts[language].unread(error) };
  }
}
