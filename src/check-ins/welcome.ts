/** What somebody's first message from Drumbeat says of what is asked of them: by whom, how often, when it comes. */
import { ruleInWords } from "../cadences/recurrence/rules-words.ts";
import { setterOf } from "../cadences/use-cases.ts";
import type { SendContext } from "../delivery/kinds.ts";
import { type Person, peopleByIds, personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { localDateOf } from "../platform/time.ts";
import { firstWordsOf } from "../programs/first-words.ts";
import type { Welcome } from "./blocks.ts";
import { leadsOf, type RoundContext } from "./rounds/context.ts";

/** Null where they have been told. `contexts`: of what is asked of them, not empty. */
export async function welcomeFor(
  { db, workspaceId, reader, now, sentAt }: Pick<SendContext, "db" | "workspaceId" | "reader" | "now" | "sentAt">,
  personId: string,
  contexts: readonly RoundContext[],
): Promise<Welcome | null> {
  const person = await personById(db, workspaceId, personId);
  if (person.welcomed_at !== null && person.welcomed_at !== sentAt) return null;
  const programs = new Map(contexts.map(({ program }) => [program.id, program]));
  const parts: Welcome["parts"] = [];
  for (const program of programs.values())
    parts.push({ program: program.title, lead: await leadOf(db, program, person, now) });
  const [first] = contexts;
  const setterId = first && programs.size === 1 ? await setterOf(db, first.cadence) : null;
  const [setter] = await peopleByIds(db, workspaceId, setterId === null || setterId === personId ? [] : [setterId]);
  const rules = contexts.map(({ cadence }) => ruleInWords(cadence.rule, reader));
  return {
    parts,
    rules: [...new Set(rules)],
    setBy: setter?.erased_at === null ? setter.name : null,
    disclosures: contexts.map(({ cadence }) => cadence.disclosure),
    isDaily: contexts.map(({ cadence }) => cadence.rule.every === "day"),
    words: await firstWordsOf(db, workspaceId, reader),
  };
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
