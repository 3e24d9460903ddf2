/** Why somebody is asked: by which rule, and for which of their seats. */
import { isAudienceWord, rolesOf } from "../cadences/audience/audience.ts";
import { sourcesWith } from "../cadences/audience/people.ts";
import { nameOf } from "../cadences/cadences.ts";
import { ruleInWords } from "../cadences/recurrence/rules-words.ts";
import type { SendContext } from "../delivery/kinds.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programTexts } from "../programs/texts.ts";
import { listSeatsOf } from "../programs/use-cases.ts";
import type { RoundContext } from "./rounds/context.ts";
import { contactTexts } from "./texts-contact.ts";

export async function whyAsked(
  { db, reader, now }: Pick<SendContext, "db" | "reader" | "now">,
  { cadence, program }: RoundContext,
  personId: string,
): Promise<string[]> {
  const texts = textsFor(contactTexts, reader).why;
  const roles = textsFor(programTexts, reader).role;
  const seats = await listSeatsOf(db, program, personId, localDateOf(now, "UTC"));
  const asked = cadence.audience.filter(isAudienceWord).flatMap((word) => rolesOf(word));
  const theirs = seats.filter((seat) => asked.includes(seat.role)).map((seat) => roles[seat.role].toLowerCase());
  const sources = await sourcesWith(db, program.workspace_id, cadence.audience, personId);
  return [
    texts.rule(nameOf(cadence, reader), program.title, ruleInWords(cadence.rule, reader)),
    theirs.length > 0
      ? texts.seats(program.title, list(reader, [...new Set(theirs)]))
      : sources.length > 0
        ? texts.through(list(reader, sources))
        : texts.named(program.title),
  ];
}
