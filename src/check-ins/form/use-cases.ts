/** The form of a check-in while it is open: what is needed to show it. */

import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import { answerable, ownToAnswer } from "../answerable.ts";
import { type CheckIn, findCheckIn } from "../repository-check-ins.ts";
import { earlierCheckIn, type RoundContext } from "../rounds/context.ts";
import { findPrompt, type Prompt } from "../rounds/repository-prompts.ts";
import { questionsAsked } from "./rules.ts";

export interface OpenForm {
  prompt: Prompt;
  context: RoundContext;
  /** Who is asked: the person who opened it, or the one they answer for. */
  owner: Person;
  /** What the owner, or somebody for them, answered in this round, if they did. */
  current: CheckIn | undefined;
  /** The owner's last check-in in an earlier round. */
  previous: CheckIn | undefined;
}

type Reading = { db: Db; clock: Pick<Clock, "now"> };

/** Throws PROMPT_GONE, NOT_YOURS, NOT_ASKED_ANY_MORE, OWNER_LEFT, PROGRAM_CLOSED, ROUND_CLOSED. */
export async function openForm(services: Reading, person: Person, promptId: string): Promise<OpenForm> {
  const { db } = services;
  const { prompt, context, owner } = await answerable(
    services,
    db,
    person,
    await findPrompt(db, person.workspace_id, promptId),
  );
  const previous = await earlierCheckIn(db, prompt, context);
  const leads = await isLeading(services, db, owner, context);
  return {
    prompt,
    context: { ...context, questions: questionsAsked(context.questions, { leads }) },
    owner,
    current: await findCheckIn(db, person.workspace_id, prompt.round_id, prompt.person_id),
    previous,
  };
}

/** Whether they get the questions for whoever leads. */
export async function isLeading(
  { clock }: Pick<Reading, "clock">,
  db: Db | Tx,
  owner: Person,
  { program, questions }: Pick<RoundContext, "program" | "questions">,
): Promise<boolean> {
  if (!questions.some(({ onlyLead }) => onlyLead)) return true;
  return may(await standingsOf(db, owner, program.id, { clock }), "read-lead-answers");
}

/** The prompt, if it is asked of this person and they may answer it now. Throws PROMPT_GONE, NOT_YOURS, PROGRAM_CLOSED, ROUND_CLOSED. */
export async function getPromptToAnswer(services: Reading, person: Person, promptId: string): Promise<Prompt> {
  const { db } = services;
  const { prompt } = await ownToAnswer(services, db, person, await findPrompt(db, person.workspace_id, promptId));
  return prompt;
}
