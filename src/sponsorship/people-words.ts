/** A stakeholder in words: who they are, their role, what they said. */

import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { shorten } from "../slack/blocks.ts";
import type { PersonLine } from "./people.ts";
import type { Place } from "./people-rules.ts";
import { peopleTexts } from "./people-texts.ts";

const LONGEST_NAME = 100;
const LONGEST_WORDS = 200;

/** What somebody is in the decision. */
export function roleOf(reader: Reader, { power, interest }: Place): string {
  const texts = textsFor(peopleTexts, reader);
  return [texts.powers[power], texts.interests[interest]].filter(Boolean).join(", ") || texts.noRole;
}

export function calledAt({ called, details: { organisation = "" } }: PersonLine): string {
  const where = organisation === "" || called.endsWith(organisation) ? [] : [organisation];
  return [shorten(called, LONGEST_NAME), ...where].join(", ");
}

export function statementSaid(reader: Reader, { details, to }: PersonLine): string {
  const texts = textsFor(peopleTexts, reader);
  const how = details.saidOn === undefined ? "" : texts.how(shortDate(reader, details.saidOn), to);
  return texts.said(details.said, shorten(details.saidWords ?? "", LONGEST_WORDS), how);
}
