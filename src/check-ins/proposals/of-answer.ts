/** What the free text of an answer may mean, as it is put to its author, and what they said of it. */
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { may, readingRight, type Standing } from "../../people/rules-rights.ts";
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
import { countReaders } from "../sensitive/readers.ts";
import { GOES_UP, sensitiveIn, sensitiveSentences, textsIn, type Unsaid, withoutHeld } from "../sensitive/rules.ts";
import type { Subject } from "../sensitive/rules-words.ts";
import type { ProposalTable } from "../table.ts";
import { listAnswersGoneUp, listProposals, listProposalsOf, listProposalsTo } from "./repository.ts";
import { feedOf, isItsDate, proposalsIn, saidIn, withoutOnlyLead } from "./rules.ts";
import { hashOf } from "./sentence-hash.ts";

export type Decision = ProposalTable["decision"];

/** A sentence that may mean something for those above, or seems sensitive, and what its author said of it. */
export interface Proposal extends Omit<Recognised, "is"> {
  is: ProposalTable["meaning"];
  /** What a sensitive one seems to tell of. */
  about?: Subject;
  hash: string;
  /** Of a sensitive one, the texts that have it, the first by `hash`. */
  hashes?: readonly string[];
  decision: Decision | null;
}

export interface Proposals extends NextReading {
  list: Proposal[];
  /** Names of those who lead the program; none where its author does. */
  leads: string[];
  /** There is somebody above the lead who would read it and may not read the answer itself. */
  hasLeadAlone: boolean;
  /** How many people may read the answer, where something sensitive is asked about. */
  readers: number;
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
  const { sensitive, open } = await sensitiveOf(db, prompt, context, checkIn);
  if (found.length === 0 && sensitive.length === 0) return null;
  const hashes = found.map(({ sentence }) => hashOf(sentence));
  const known = await listProposalsOf(db, { workspaceId, personId, hashes });
  const isAsked = (one: Proposal) => one.decision !== null || !isItsDate(questions, checkIn.answers, one);
  const isFree = (one: Proposal) => isAsked(one) && !open.has(one.hash);
  // One question at a time about a sentence.
  const list = [...sensitive, ...found.flatMap((one) => proposalOf(one, checkIn, known)).filter(isFree)];
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
    readers: open.size > 0 ? await countReaders(services, db, context, personId) : 0,
  };
}

/**
 * The texts that are asked about, and by hash the sentences of which nothing is said yet. What its author has let go up in
 * another answer is not asked about again: it waits until they are shown it.
 */
async function sensitiveOf(
  db: Db | Tx,
  { workspace_id: workspaceId, person_id: personId }: Prompt,
  { questions }: RoundContext,
  { id, answers }: CheckIn,
): Promise<{ sensitive: Proposal[]; open: ReadonlySet<string> }> {
  if (sensitiveIn(questions, answers).length === 0) return { sensitive: [], open: new Set() };
  const found = sensitiveIn(questions, answers, await listProposals(db, workspaceId, id));
  const open = found.filter(({ decision }) => decision === null);
  const before = open.length === 0 ? [] : await listAnswersGoneUp(db, { workspaceId, personId });
  const texts = before.flatMap((one) =>
    textsIn(questions, one.answers).flatMap(({ text }) => (hashOf(text) === one.hash ? [text] : [])),
  );
  const said = new Set(texts.flatMap((text) => sensitiveSentences(text).map(hashOf)));
  const isAsked = ({ decision, sentences }: (typeof found)[number]) =>
    decision !== null || sentences.some((sentence) => !said.has(hashOf(sentence)));
  return {
    sensitive: found.filter(isAsked).map(({ sentences, ...one }) => ({
      ...one,
      is: GOES_UP,
      hash: one.hashes[0],
      sentence: sentences.join(" "),
    })),
    open: new Set(open.flatMap(({ sentences }) => sentences.map(hashOf))),
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

/** An answer as its team reads it, and its receipt says it: without what its author gave to the lead alone. */
export async function answersForTeam(
  db: Db | Tx,
  of: { workspaceId: string; checkInId: string; questions: readonly Question[]; answeredAt: Instant },
  answers: Answers,
): Promise<Answers> {
  const decided = await listProposals(db, of.workspaceId, of.checkInId);
  return withoutLeadAlone(of.questions, { id: of.checkInId, answeredAt: of.answeredAt, answers }, decided);
}

/**
 * An answer as those above the lead read it, by what is known of its author's word: without what they gave to the lead alone or
 * keep in the team, and what waits for their word; of what they have said nothing of no more than `unsaid`. A text is known by all of its words: the whole of it is looked at first. */
export function toldAbove(
  questions: readonly Question[],
  checkIn: Pick<CheckIn, "id" | "answeredAt" | "answers">,
  decided: readonly ProposalTable[],
  unsaid?: Unsaid | ((text: string) => Unsaid),
): Answers {
  const its = decided.filter(({ check_in_id }) => check_in_id === checkIn.id);
  return withoutOnlyLead(withoutHeld(questions, checkIn.answers, its, unsaid), leadAloneIn(questions, checkIn, its));
}

interface ReadBy {
  answers: Answers;
  /** Some of what is shown is given to whoever leads alone. */
  isForLead: boolean;
}

/**
 * An answer as somebody with these standings reads it: whoever leads whole, the team without what is given to the lead alone,
 * those above also without what they do not get, and of what its author has said nothing of no more than `unsaid`.
 */
export async function answersReadBy(
  standings: readonly Standing[],
  db: Db | Tx,
  of: { workspaceId: string; checkInId: string; questions: readonly Question[]; answeredAt: Instant },
  answers: Answers,
  unsaid?: Unsaid | ((text: string) => Unsaid),
): Promise<ReadBy> {
  const { questions, answeredAt } = of;
  const decided = await listProposals(db, of.workspaceId, of.checkInId);
  return readBy(standings, questions, { id: of.checkInId, answeredAt, answers }, decided, unsaid);
}

/** The same of several, in their order. */
export async function allReadBy(
  standings: readonly Standing[],
  db: Db | Tx,
  workspaceId: string,
  all: readonly { checkInId: string; questions: readonly Question[]; answeredAt: Instant; answers: Answers }[],
): Promise<ReadBy[]> {
  const ids = all.map(({ checkInId }) => checkInId);
  const decided = Map.groupBy(await listProposalsTo(db, workspaceId, ids), ({ check_in_id: id }) => id);
  return all.map(({ checkInId: id, questions, ...given }) =>
    readBy(standings, questions, { id, ...given }, decided.get(id) ?? []),
  );
}

function readBy(
  standings: readonly Standing[],
  questions: readonly Question[],
  checkIn: Pick<CheckIn, "id" | "answeredAt" | "answers">,
  decided: readonly ProposalTable[],
  unsaid?: Unsaid | ((text: string) => Unsaid),
): ReadBy {
  if (may(standings, "read-lead-answers"))
    return { answers: checkIn.answers, isForLead: isForLeadAlone(questions, checkIn, decided) };
  if (may(standings, "read-team-answers"))
    return { answers: withoutLeadAlone(questions, checkIn, decided), isForLead: false };
  return { answers: toldAbove(questions, checkIn, decided, unsaid), isForLead: false };
}

/** Whether its author gave some of it to whoever leads alone. */
export function isForLeadAlone(
  questions: readonly Question[],
  checkIn: Pick<CheckIn, "id" | "answeredAt" | "answers">,
  decided: readonly ProposalTable[],
): boolean {
  return withoutLeadAlone(questions, checkIn, decided) !== checkIn.answers;
}

export function withoutLeadAlone(
  questions: readonly Question[],
  checkIn: Pick<CheckIn, "id" | "answeredAt" | "answers">,
  decided: readonly ProposalTable[],
): Answers {
  const its = decided.filter(({ check_in_id }) => check_in_id === checkIn.id);
  return withoutOnlyLead(checkIn.answers, leadAloneIn(questions, checkIn, its));
}

function leadAloneIn(
  questions: readonly Question[],
  { answeredAt, answers }: Pick<CheckIn, "answeredAt" | "answers">,
  decided: readonly ProposalTable[],
) {
  return saidIn(questions, answers, decided, { today: localDateOf(answeredAt, "UTC") });
}
