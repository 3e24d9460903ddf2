/** What an answer's free text may mean is put to its author on the receipt; what they say of it counts from then on. */
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { refuseWhereClosed } from "../../register/use-cases.ts";
import { checkInFailure, isStillAsked } from "../answerable.ts";
import { type CheckIn, findCheckIn } from "../repository-check-ins.ts";
import { findRoundContext, type RoundContext } from "../rounds/context.ts";
import { lockPrompt, type Prompt } from "../rounds/repository-prompts.ts";
import { reviseAnswers } from "../use-cases.ts";
import { showInSummary, showReceiptOf } from "../use-cases-receipts.ts";
import { enterSaid } from "./in-register.ts";
import { type Decision, type Proposal, proposalsOf } from "./of-answer.ts";
import { deleteProposal, insertProposal, listProposalsOf } from "./repository.ts";
import { targetDateIn } from "./rules.ts";

const failure = errorTable({
  PROPOSAL_GONE: {
    en: () => "Your answer no longer has this sentence, so there’s nothing to decide.",
    fr: () => "Votre réponse ne contient plus cette phrase\u00a0: il n’y a plus rien à décider.",
  },
  PROPOSAL_TOLD: {
    en: () => "The digest with this answer is already done. Add it to your next check-in.",
    fr: () => "La synthèse qui reprend cette réponse est déjà faite. Dites-le dans votre prochain point d’étape.",
  },
});

/**
 * Its author says what a sentence is; `decision` null: they say nothing of it any more. The same twice is once. Throws
 * PROMPT_GONE, NOT_YOURS, PROGRAM_CLOSED, NOT_ASKED_ANY_MORE, PROPOSAL_GONE, PROPOSAL_TOLD.
 */
export async function decideProposal(
  services: Services,
  person: Person,
  { promptId, hash, is, decision }: Pick<Proposal, "hash" | "is" | "decision"> & { promptId: string },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { workspace_id: workspaceId } = person;
    const prompt = await lockPrompt(tx, workspaceId, promptId);
    const context = prompt && (await findRoundContext(tx, workspaceId, prompt.round_id));
    if (!prompt || !context) throw checkInFailure("PROMPT_GONE");
    if (prompt.person_id !== person.id) throw checkInFailure("NOT_YOURS");
    refuseWhereClosed(context.program);
    if (!(await isStillAsked(services, tx, person, prompt, context))) throw checkInFailure("NOT_ASKED_ANY_MORE");
    const checkIn = await findCheckIn(tx, workspaceId, prompt.round_id, person.id);
    const proposals = checkIn && (await proposalsOf(services, tx, { prompt, context, checkIn }));
    const proposal = proposals?.list.find((one) => one.hash === hash && one.is === is);
    if (!checkIn || !proposals || !proposal) throw failure("PROPOSAL_GONE");
    if (proposals.isTold) throw failure("PROPOSAL_TOLD");
    if (decision === proposal.decision) return;
    if (decision === "lead" && !proposals.hasLeadAlone) throw failure("PROPOSAL_GONE");
    const asked = { prompt, context, checkIn, proposal };
    if (proposal.decision !== null) await takeBack(services, tx, person, asked);
    if (decision !== null) await carryOut(services, tx, person, asked, decision);
    await showReceiptOf(services, tx, { workspaceId, roundId: prompt.round_id, personId: person.id });
    if (decision === "lead" || proposal.decision === "lead") await showInSummary(services, tx, context);
  });
}

interface Asked {
  prompt: Prompt;
  context: RoundContext;
  checkIn: CheckIn;
  proposal: Proposal;
}

async function carryOut(services: Services, tx: Tx, person: Person, asked: Asked, decision: Decision): Promise<void> {
  const { context, checkIn, proposal } = asked;
  const { hash, is: meaning, sentence } = proposal;
  const said = { hash, meaning, decision, sentence, before: null };
  await enterSaid(services, tx, person, context, checkIn, said);
  const row = {
    workspace_id: person.workspace_id,
    check_in_id: checkIn.id,
    meaning,
    person_id: person.id,
    decision,
    decided_at: services.clock.now(),
    date_before: decision === "yes" ? await moveDate(services, tx, person, asked) : null,
  };
  for (const each of proposal.hashes ?? [hash]) {
    await deleteProposal(tx, { ...row, hash: each });
    await insertProposal(tx, { ...row, hash: each });
  }
}

/** The target date of the answer follows what was postponed. Returns the date before; null: it gave none, or takes none any more. */
async function moveDate(services: Services, tx: Tx, person: Person, asked: Asked): Promise<string | null> {
  const { context, checkIn, proposal, prompt } = asked;
  const key = proposal.is === "postponed" ? targetDateIn(context.questions) : null;
  const before = key === null ? undefined : checkIn.answers[key];
  if (key === null || typeof before !== "string" || proposal.date === undefined || before === proposal.date)
    return null;
  const answers = { ...checkIn.answers, [key]: proposal.date };
  return (await reviseAnswers(services, tx, person, prompt.id, answers)) ? before : null;
}

async function takeBack(services: Services, tx: Tx, person: Person, asked: Asked): Promise<void> {
  const { context, checkIn, proposal, prompt } = asked;
  const { hash, is: meaning, sentence, decision } = proposal;
  const known = await listProposalsOf(tx, { workspaceId: person.workspace_id, personId: person.id, hashes: [hash] });
  const row = known.find((one) => one.check_in_id === checkIn.id && one.meaning === meaning);
  if (!row || decision === null) return;
  for (const each of proposal.hashes ?? [hash]) await deleteProposal(tx, { ...row, hash: each });
  const said = { hash, meaning, decision, sentence: null, before: sentence };
  await enterSaid(services, tx, person, context, checkIn, said);
  const key = targetDateIn(context.questions);
  if (row.date_before === null || key === null || checkIn.answers[key] !== proposal.date) return;
  await reviseAnswers(services, tx, person, prompt.id, { ...checkIn.answers, [key]: row.date_before });
}
