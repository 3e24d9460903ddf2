/** What people do about a colour that was questioned: change it, say why it stays. */

import { questionKey } from "../alerts/messages.ts";
import { type OpenForm, openFormOfRound } from "../check-ins/form/use-cases.ts";
import { asking } from "../check-ins/rounds/asked.ts";
import { enqueueUpdate } from "../delivery/use-cases.ts";
import type { HealthQuestionTable } from "../health/table.ts";
import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { standingsOf } from "../programs/use-cases.ts";
import { answerQuestion, findQuestion } from "./repository.ts";

const failure = errorTable({
  CHECK_NOT_YOURS: {
    en: () => "Only the person who set this status can answer.",
    fr: () => "Seule la personne qui a donné ce statut peut répondre.",
  },
  CHECK_OVER: {
    en: () => "Nothing to do here: the status has changed, or you’ve already answered.",
    fr: () => "C’est réglé\u00a0: le statut a changé depuis, ou vous avez déjà répondu.",
  },
});

/** The form in which the colour was given. Throws CHECK_NOT_YOURS, and what opening a form throws. */
export async function openColour(services: Services, actor: Person, questionId: string): Promise<OpenForm> {
  const question = await ownQuestion(services, services.db, actor, questionId);
  return openFormOfRound(services, actor, question.round_id);
}

/** What the owner is asked, to open the form for a reason. Throws CHECK_NOT_YOURS, CHECK_OVER. */
export async function questionToAnswer(
  services: Services,
  actor: Person,
  questionId: string,
): Promise<HealthQuestionTable> {
  const question = await ownQuestion(services, services.db, actor, questionId);
  if (question.state !== "asked") throw failure("CHECK_OVER");
  return question;
}

/** The colour stays as it is, for a reason that is shown with it. Throws CHECK_NOT_YOURS, CHECK_OVER. */
export async function keepColour(services: Services, actor: Person, questionId: string, reason: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const question = await ownQuestion(services, tx, actor, questionId);
    const answer = { state: "stays" as const, reason: storableText(reason), answered_at: services.clock.now() };
    if (!(await answerQuestion(tx, question, answer))) throw failure("CHECK_OVER");
    await enqueueUpdate(tx, services, { workspaceId: question.workspace_id, key: questionKey(question.id) });
  });
}

/** Whoever gave the colour, while they have a role in the program or are asked in it. */
async function ownQuestion(
  services: Pick<Services, "clock">,
  db: Db | Tx,
  actor: Person,
  questionId: string,
): Promise<HealthQuestionTable> {
  const question = await findQuestion(db, actor.workspace_id, questionId);
  const standings = question?.owner_id === actor.id && (await goesOn(services, db, actor, question)) ? PARTICIPANT : [];
  if (!question || !may(standings, "answer-round")) throw failure("CHECK_NOT_YOURS");
  return question;
}

const PARTICIPANT = ["participant"] as const;

async function goesOn(
  services: Pick<Services, "clock">,
  db: Db | Tx,
  actor: Person,
  { program_id: programId }: HealthQuestionTable,
): Promise<boolean> {
  if ((await standingsOf(db, actor, programId, services)).some((standing) => standing !== "admin")) return true;
  return (await asking(services, db, { person: actor, programIds: [programId] })).has(programId);
}
