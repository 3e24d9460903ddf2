/** Daily check-ins of one person, answered together. */
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import { openCheckIns } from "../choosing.ts";
import { getPromptToAnswer, type OpenForm, openForm } from "../form/opening.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";
import { sharing } from "./rules.ts";

/** Those that this person may answer now. Throws what stands against the first where there is none. */
export async function openForms(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  promptIds: readonly string[],
): Promise<{ forms: OpenForm[]; refused: DrumbeatError[] }> {
  const forms: OpenForm[] = [];
  const refused: DrumbeatError[] = [];
  for (const promptId of promptIds)
    try {
      forms.push(await openForm(services, person, promptId));
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
      refused.push(error);
    }
  if (forms.length === 0 && refused[0]) throw refused[0];
  return { forms, refused };
}

/** Those that share a form now with this one, or it alone. Throws as `getPromptToAnswer`. */
export async function promptsTogether(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  promptId: string,
): Promise<Prompt[]> {
  const open = await openCheckIns(services, services.db, person);
  const together = sharing(open.filter(({ prompt }) => prompt.person_id === person.id)).map(({ prompt }) => prompt);
  if (together.some(({ id }) => id === promptId)) return together;
  return [await getPromptToAnswer(services, person, promptId)];
}
