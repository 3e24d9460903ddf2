/** A stakeholder in words: who they are, their role, what they said. */
import { shorten } from "../../platform/slack/blocks.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { Place } from "./rules.ts";
import { stakeholderTexts } from "./texts.ts";
import type { Line } from "./use-cases-reading.ts";

const LONGEST_NAME = 100;
const LONGEST_WORDS = 200;

/** What somebody is in the decision. */
export function roleSaid(reader: Reader, { power, interest }: Place): string {
  const texts = textsFor(stakeholderTexts, reader);
  return [texts.powers[power], texts.interests[interest]].filter(Boolean).join(", ") || texts.noRole;
}

export function calledAt(line: Line): string {
  const where = line.organisation === "" || line.called.endsWith(line.organisation) ? [] : [line.organisation];
  return [shorten(line.called, LONGEST_NAME), ...where].join(", ");
}

export function saidBy(reader: Reader, { said, said_words: words, said_on: on, to }: Line): string {
  const texts = textsFor(stakeholderTexts, reader);
  const how = on === null ? "" : texts.how(shortDate(reader, on), to);
  return texts.said(said, shorten(words, LONGEST_WORDS), how);
}
