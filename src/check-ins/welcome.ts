/** What somebody's first message from Drumbeat says of what is asked of them: by whom, how often, when it comes. */
import { ruleInWords } from "../cadences/recurrence/rules-words.ts";
import type { SendContext } from "../delivery/kinds.ts";
import { slotFor } from "../delivery/rules-slots.ts";
import { type Person, personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { languageOf } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { slotFactsOf } from "../programs/use-cases-slots.ts";
import type { Welcome } from "./blocks.ts";
import { leadsOf, type RoundContext } from "./rounds/context.ts";

/** Null where they have been told. `contexts`: of what is asked of them, not empty. */
export async function welcomeFor(
  { db, workspaceId, reader, now }: Pick<SendContext, "db" | "workspaceId" | "reader" | "now">,
  personId: string,
  contexts: readonly RoundContext[],
): Promise<Welcome | null> {
  const person = await personById(db, workspaceId, personId);
  if (person.welcomed_at !== null) return null;
  const programs = new Map(contexts.map(({ program }) => [program.id, program]));
  const parts: Welcome["parts"] = [];
  for (const program of programs.values())
    parts.push({ program: program.title, lead: await leadOf(db, program, person, now) });
  const rules = contexts.map(({ cadence }) => ruleInWords(cadence.rule, languageOf(reader.locale)));
  const slots = (await slotFactsOf(db, workspaceId, [personId], now)).get(personId);
  const isMorning = slots !== undefined && slotFor(slots, "morning") === "morning";
  return { parts, rules: [...new Set(rules)], isMorning };
}

async function leadOf(
  db: Db,
  program: RoundContext["program"],
  { id }: Person,
  now: Instant,
): Promise<Welcome["parts"][number]["lead"]> {
  const leads = await leadsOf(db, program, localDateOf(now, "UTC"));
  const [lead] = leads;
  if (!lead) return null;
  return leads.some((each) => each.id === id) ? "leading" : { name: lead.name };
}
