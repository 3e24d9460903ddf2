/** What somebody's first message from Drumbeat says of what is asked of them: by whom, how often, when it comes. */
import { isAudienceWord, rolesOf } from "../cadences/audience/audience.ts";
import { sourcesWith } from "../cadences/audience/audience-people.ts";
import { lastEditorOf, nameOf } from "../cadences/cadences.ts";
import { rhythmInWords } from "../cadences/recurrence/rule-in-words.ts";
import type { SendContext } from "../delivery/message-kind.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { listSeatsOf, seatDay } from "../programs/seats.ts";
import { firstWordsOf } from "../programs/sponsor-named.ts";
import { programTexts } from "../programs/texts.ts";
import type { Welcome } from "./blocks.ts";
import { leadsOf, type RoundContext, whoReads } from "./rounds/context.ts";
import { checkInTexts } from "./texts.ts";

/** Null where they have been told. */
export async function welcomeFor(
  { db, workspaceId, reader, now, sentAt }: Pick<SendContext, "db" | "workspaceId" | "reader" | "now" | "sentAt">,
  personId: string,
  { cadence, program, questions }: Pick<RoundContext, "cadence" | "program" | "questions">,
): Promise<Welcome | null> {
  const person = await getPerson(db, workspaceId, personId);
  if (person.welcomed_at !== null && person.welcomed_at !== sentAt) return null;
  const setterId = await lastEditorOf(db, cadence);
  const [setter] = await peopleByIds(db, workspaceId, setterId === null || setterId === personId ? [] : [setterId]);
  return {
    program: program.title,
    lead: await leadOf(db, program, person, now),
    rule: rhythmInWords(cadence, reader),
    setBy: setter?.erased_at === null ? setter.name : null,
    whoReads: await whoReads(db, reader, { cadence, program, questions }, { personId, now }),
    isDaily: cadence.rule.every === "day",
    words: await firstWordsOf(db, workspaceId, reader),
  };
}

async function leadOf(
  db: Db,
  program: RoundContext["program"],
  { id }: Person,
  now: Instant,
): Promise<Welcome["lead"]> {
  const leads = await leadsOf(db, program, now);
  const [lead] = leads;
  if (!lead) return null;
  return leads.some((each) => each.id === id) ? "leading" : { name: lead.name };
}

export async function whyAsked(
  { db, reader, now }: Pick<SendContext, "db" | "reader" | "now">,
  { cadence, program }: RoundContext,
  personId: string,
): Promise<string[]> {
  const texts = textsFor(checkInTexts, reader).contact.why;
  const roles = textsFor(programTexts, reader).role;
  const seats = await listSeatsOf(db, program, personId, seatDay(now));
  const asked = cadence.audience.filter(isAudienceWord).flatMap((word) => rolesOf(word));
  const theirs = seats.filter((seat) => asked.includes(seat.role)).map((seat) => roles[seat.role].toLowerCase());
  const sources = await sourcesWith(db, program.workspace_id, cadence.audience, personId);

  const rule = texts.rule(nameOf(cadence, reader), program.title, rhythmInWords(cadence, reader));
  if (theirs.length > 0) return [rule, texts.seats(program.title, list(reader, [...new Set(theirs)]))];
  return [rule, sources.length > 0 ? texts.through(list(reader, sources)) : texts.named(program.title)];
}
