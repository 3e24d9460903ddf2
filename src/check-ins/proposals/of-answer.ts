/** What the free text of an answer may mean, as it is put to its author, and what they said of it. */
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { may, readingRight } from "../../people/rules-rights.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { letOthersRun } from "../../platform/loop.ts";
import { localDateOf } from "../../platform/time.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import { compileNoneInTurn } from "../../register/drafts/rules-nothing.ts";
import { compileSignsInTurn, type Recognised } from "../../register/drafts/rules-recognised.ts";
import { type NextReading, nextReading } from "../events.ts";
import type { CheckIn } from "../repository-check-ins.ts";
import { leadsOf, type RoundContext } from "../rounds/context.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";
import type { ProposalTable } from "../table.ts";
import { listProposals, listProposalsOf } from "./repository.ts";
import { feedOf, isItsDate, proposalsIn, saidIn, withoutOnlyLead } from "./rules.ts";
import { hashOf } from "./sentence-hash.ts";

export type Decision = ProposalTable["decision"];

/** A sentence that may mean something for those above, and what its author said of it. */
export interface Proposal extends Recognised {
  hash: string;
  decision: Decision | null;
}

export interface Proposals extends NextReading {
  list: Proposal[];
  /** Names of those who lead the program; none where its author does. */
  leads: string[];
  /** There is somebody above the lead who would read it and may not read the answer itself. */
  hasLeadAlone: boolean;
}

/** Null where there is nothing to ask: it is the author alone who can say what they meant. */
export async function proposalsOf(
  services: Looking,
  db: Db | Tx,
  { prompt, context, checkIn }: { prompt: Prompt; context: RoundContext; checkIn: CheckIn },
): Promise<Proposals | null> {
  const { workspace_id: workspaceId, person_id: personId } = prompt;
  const { cadence, program, questions } = context;
  if (checkIn.authorId !== personId || checkIn.nothingToReport) return null;
  for (const _ of compileNoneInTurn()) await letOthersRun();
  for (const _ of compileSignsInTurn()) await letOthersRun();
  const person = await personById(db, workspaceId, personId);
  const answered = localDateOf(checkIn.answeredAt, person.zone);
  const found = proposalsIn(questions, checkIn.answers, { today: answered });
  if (found.length === 0) return null;
  const hashes = found.map(({ sentence }) => hashOf(sentence));
  const known = await listProposalsOf(db, { workspaceId, personId, hashes });
  const isAsked = (one: Proposal) => one.decision !== null || !isItsDate(questions, checkIn.answers, one);
  const list = found.flatMap((one) => proposalOf(one, checkIn, known)).filter(isAsked);
  if (list.length === 0) return null;
  const standings = await standingsOf(db, person, program.id, services);
  const isLead = may(standings, "read-lead-answers");
  const leads = await leadsOf(db, program, answered);
  const reading = await nextReading.of(services, db, {
    cadence,
    authorId: personId,
    checkInId: checkIn.id,
    answeredAt: checkIn.answeredAt,
    leadIds: leads.map(({ id }) => id),
  });
  const isReadAbove = may(["sponsor", "steering"], readingRight(cadence.disclosure));
  return {
    ...reading,
    list,
    leads: isLead ? [] : leads.map(({ name }) => name),
    hasLeadAlone: reading.reader !== null && !isLead && leads.length > 0 && !isReadAbove,
  };
}

/** Not what its author said No to in whatever answer, nor what is in the register by an answer before. */
function proposalOf(one: Recognised, { id }: CheckIn, known: readonly ProposalTable[]): Proposal[] {
  const hash = hashOf(one.sentence);
  const same = known.filter((row) => row.hash === hash && row.meaning === one.is);
  const decision = same.find((row) => row.check_in_id === id)?.decision ?? null;
  const isOver = same.some((row) => row.decision === "no" || feedOf(one.is) !== null);
  return decision === null && isOver ? [] : [{ ...one, hash, decision }];
}

/** An answer as those above the lead read it: without what its author gave to the lead alone. */
export async function answersForAbove(
  db: Db | Tx,
  of: { workspaceId: string; checkInId: string; questions: readonly Question[]; answeredAt: Instant },
  answers: Answers,
): Promise<Answers> {
  const decided = await listProposals(db, of.workspaceId, of.checkInId);
  const day = { today: localDateOf(of.answeredAt, "UTC") };
  return withoutOnlyLead(answers, saidIn(of.questions, answers, decided, day));
}
