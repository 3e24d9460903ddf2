/** What somebody says a sentence of their answer is goes into the register, as the answer to a question for it does. */
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { saidKey } from "../../register/drafts/answered.ts";
import { draftFromAnswers } from "../../register/drafts/use-cases.ts";
import type { CheckIn } from "../repository-check-ins.ts";
import type { RoundContext } from "../rounds/context.ts";
import { GOES_UP, isIn, sensitiveIn } from "../sensitive/rules.ts";
import { deleteProposal, insertProposal, listProposals, listProposalsOf } from "./repository.ts";
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
}

/** A correction that changes a sentence or takes it out takes back what its author said of it. */
export async function takeBackChanged(
  services: Services,
  tx: Tx,
  person: Person,
  context: RoundContext,
  { before, answers, revision }: { before: CheckIn; answers: Answers; revision: number },
): Promise<void> {
  const rows = await listProposals(tx, person.workspace_id, before.id);
  for (const row of rows)
    if (row.meaning === GOES_UP && isIn(context.questions, before.answers, row.hash))
      if (!isIn(context.questions, answers, row.hash)) await deleteProposal(tx, row);
  const decided = rows.filter(({ decision, meaning }) => decision !== "no" && meaning !== GOES_UP);
  if (decided.length === 0) return;
  const day = { today: localDateOf(before.answeredAt, person.zone) };
  for (const row of decided) {
    const [was] = saidIn(context.questions, before.answers, [row], day);
    // It stood in a question that is asked no more, and nobody took it out.
    if (!was) continue;
    if (saidIn(context.questions, answers, [row], day).length > 0) continue;
    await deleteProposal(tx, row);
    const answered = { id: before.id, revision };
    await enterSaid(services, tx, person, context, answered, {
      ...row,
      sentence: null,
      before: was.sentence,
    });
  }
}

/** What somebody said of a text with sensitive words holds where they write the same again: they are asked once. */
export async function carryOver(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  { questions }: Pick<RoundContext, "questions">,
  { checkInId, answers }: { checkInId: string; answers: Answers },
): Promise<void> {
  const hashes = sensitiveIn(questions, answers).flatMap((one) => one.hashes);
  const known = (await listProposalsOf(tx, { workspaceId, personId, hashes })).filter(
    ({ meaning }) => meaning === GOES_UP,
  );
  for (const [hash, rows] of Map.groupBy(known, (row) => row.hash)) {
    const last = rows.toSorted((one, other) => (one.decided_at < other.decided_at ? -1 : 1)).at(-1);
    if (!last || rows.some((row) => row.check_in_id === checkInId)) continue;
    await insertProposal(tx, { ...last, hash, check_in_id: checkInId, decided_at: clock.now() });
  }
}
