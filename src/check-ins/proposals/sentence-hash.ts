import { createHash } from "node:crypto";
import { wordingOf } from "../../register/drafts/rules-likeness.ts";

/** The same for the same words, whatever their case and the space between them. */
export function hashOf(sentence: string): string {
  return createHash("sha256").update(wordingOf(sentence)).digest("hex");
}
