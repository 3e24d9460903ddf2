/** How an option is named in what Slack keeps beside a form: where its words live in views only, by what is made of them. */
import { createHash } from "node:crypto";
import { isRestricted } from "../../people/rules-restricted.ts";
import type { Disclosure } from "../table.ts";

export function keptLabel(item: { disclosure: Disclosure }, label: string): string {
  return isRestricted(item) ? createHash("sha256").update(label).digest("hex") : label;
}
