/** What somebody says a sentence of their answer is goes into the register, as the answer to a question for it does. */
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { requestEvaluation } from "../../health/evaluation-requests.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { saidKey } from "../../register/drafts/answered.ts";
import { draftFromAnswers } from "../../register/drafts/use-cases.ts";
import type { CheckIn } from "../repository-check-ins.ts";
import type { RoundContext } from "../rounds/context.ts";
import { deleteProposal, listProposals } from "./repository.ts";
import { type Decided, feedOf, saidIn } from "./rules.ts";

type Answered = Pick<CheckIn, "id" | "revision">;

/** `sentence` null: they say so no more. */
export async function enterSaid(
  services: Services,
  tx: Tx,
  person: Person,
  { program, cadence, round }: Pick<RoundContext, "program" | "cadence" | "round">,
  { id: checkInId, revision }: Answered,
  { hash, meaning, decision, sentence, before }: Decided & { sentence: string | null; before: string | null },
): Promise<void> {
  const feeds = feedOf(meaning);
  if (feeds === null || decision === "no") return;
  const key = saidKey(meaning, hash, decision);
  const question: Question = { key, type: "long-text", label: meaning, feeds };
  const answersOf = (text: string | null): Answers => (text === null ? {} : { [key]: text });
  await draftFromAnswers(services, tx, person, {
    program,
    questions: [question],
    disclosure: decision === "lead" ? "lead" : cadence.disclosure,
    roundId: round.id,
    checkInId,
    revision,
    answers: answersOf(sentence),
    before: answersOf(before),
    silentIn: null,
  });
  await requestEvaluation(tx, services, { workspace_id: person.workspace_id, program_id: program.id });
}

/** A correction that changes a sentence or takes it out takes back what its author said of it. */
export async function takeBackChanged(
  services: Services,
  tx: Tx,
  person: Person,
  context: RoundContext,
  { before, answers, revision }: { before: CheckIn; answers: Answers; revision: number },
): Promise<void> {
  const decided = (await listProposals(tx, person.workspace_id, before.id)).filter(({ decision }) => decision !== "no");
  if (decided.length === 0) return;
  const day = { today: localDateOf(before.answeredAt, person.zone) };
  for (const row of decided) {
    const [was] = saidIn(context.questions, before.answers, [row], day);
    if (saidIn(context.questions, answers, [row], day).length > 0) continue;
    await deleteProposal(tx, row);
    const answered = { id: before.id, revision };
    await enterSaid(services, tx, person, context, answered, {
      ...row,
      sentence: null,
      before: was?.sentence ?? row.meaning,
    });
  }
}
