/** Daily check-ins of one person, answered together. */
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import { getPromptToAnswer, type OpenForm, openForm } from "../form/use-cases.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";

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

/** Those that are asked of this person and that they may answer now. Throws as `getPromptToAnswer`. */
export async function promptsToAnswer(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  promptIds: readonly string[],
): Promise<Prompt[]> {
  const prompts: Prompt[] = [];
  for (const promptId of promptIds) prompts.push(await getPromptToAnswer(services, person, promptId));
  return prompts;
}
