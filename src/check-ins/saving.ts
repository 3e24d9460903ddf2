/** What a person can do with a check-in: one function each, one transaction each. */
import type { ModalView } from "@slack/types";
import { isAskable } from "../cadences/participants.ts";
import {
  type Answers,
  type AnswerValue,
  answersTo,
  healthAnswerSchema,
  type Question,
} from "../cadences/questions/questions.ts";
import { isWorkshop } from "../cadences/templates.ts";
import { enqueue } from "../delivery/outbox.ts";
import { askLaterWithin } from "../goals/asking.ts";
import type { NumbersRead } from "../goals/measure-fields.ts";
import { enterValuesWithin } from "../goals/values.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerAt } from "../people/people.ts";
import { may, mayReadAnswers } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { standingsOf } from "../programs/programs.ts";
import { titleFor } from "../programs/visitor-of-home.ts";
import { type AnsweredRound, questionsTracked, trackFromAnswer } from "../register/from-answers.ts";
import { answerable, checkInFailure, ownToAnswer } from "./answerable.ts";
import { teamOnlyKeys } from "./answers-above.ts";
import { answerSaved } from "./events.ts";
import { planIn } from "./form/more-and-plan.ts";
import { withObjectivesAsked } from "./form/objectives-asked.ts";
import { questionsFor, unsignedNotAsked } from "./form/opening.ts";
import type { FormToRead } from "./form/reading.ts";
import { showInSummary, showReceipt, updateReceipt } from "./message-updates.ts";
import { snoozeKind } from "./messages.ts";
import { answersView } from "./round-summary.ts";
import { earlierCheckIn, findRoundContext, type RoundContext } from "./rounds/context.ts";
import { silentFor, summaryView } from "./rounds/messages.ts";
import {
  deliveryKeys,
  findPrompt,
  findPromptOf,
  lockPrompt,
  lockPrompts,
  movePrompt,
  type Prompt,
  setAnswered,
} from "./rounds/prompts.ts";
import { type CheckIn, findCheckIn, insertCheckIn, insertRevision, setLastRevision } from "./stored-check-ins.ts";
import { apart, type UnsignedAnswers, unsignedOf } from "./unsigned-answers.ts";

/** What is given beside the answers: what is chosen of items that stand in the form. */
type Given = {
  answers: Answers;
  /** Keys of the questions whose lines are tracked; left out: those whose tick is set to begin with. */
  tracked?: readonly string[];
  /** Of their measures. */
  numbers?: Pick<NumbersRead, "values" | "later">;
} & Partial<Pick<AnsweredRound, "request" | "about" | "added">>;

/** `planUnchanged`: nothing moved, and what was planned last time stands. */
export type Submission = Given | { nothingToReport: true } | { planUnchanged: true } | { read: ReadForm };

/** `errors` by block id: nothing is stored. Null: nothing was filled in, so that it is left as it is. */
export type ReadForm = (tx: Tx, form: FormToRead) => Promise<Given | { errors: FieldErrors } | null>;

type FieldErrors = Record<string, string>;

/**
 * Stores the answers; when this returns they are durable. A second submission is a revision; the very same one again
 * (a double click, a redelivery) changes nothing. People in answers are person ids.
 * Throws PROMPT_GONE, NOT_YOURS, PROGRAM_CLOSED, ROUND_CLOSED; for nothing to report ALREADY_ANSWERED, for an unchanged
 * plan NO_PLAN as well.
 */
export async function submitCheckIn(
  ctx: ActorContext,
  { promptId, ...submission }: Submission & { promptId: string },
): Promise<{ errors: FieldErrors } | { stored: true }> {
  const result = await submitCheckIns(ctx, { submissions: new Map([[promptId, submission]]) });
  if ("errors" in result) return { errors: result.errors.get(promptId) ?? {} };
  const refusal = result.refused.get(promptId);
  if (refusal) throw refusal;
  return { stored: true };
}

/** By prompt. */
export type Submitted =
  | { errors: ReadonlyMap<string, FieldErrors> }
  | {
      /** Those that hold now what was given. */
      stored: readonly string[];
      refused: ReadonlyMap<string, DrumbeatError>;
    };

/**
 * As `submitCheckIn`, of several prompts in one transaction: what cannot be read of one keeps all from being stored, one that
 * takes no answer any more is refused and stops none of the others.
 */
export async function submitCheckIns(
  ctx: ActorContext,
  { submissions }: { submissions: ReadonlyMap<string, Submission> },
): Promise<Submitted> {
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const result = await storeCheckIns({ ...ctx, db: tx }, submissions);
      // Not even that it was sent: sent again, it gets the same answer.
      if ("errors" in result || result.stored.length === 0) throw new NothingStored(result);
      return result;
    });
  } catch (error) {
    if (error instanceof NothingStored) return error.result;
    throw error;
  }
}

class NothingStored extends Error {
  readonly result: Submitted;

  constructor(result: Submitted) {
    super("nothing stored");
    this.result = result;
  }
}

async function storeCheckIns(ctx: ActorContext<Tx>, submissions: ReadonlyMap<string, Submission>): Promise<Submitted> {
  const ready = new Map<string, Ready>();
  const errors = new Map<string, FieldErrors>();
  const refused = new Map<string, DrumbeatError>();
  await lockPrompts(ctx.db, ctx.actor.workspace_id, [...submissions.keys()]);
  for (const [promptId, submission] of submissions) {
    const read = await readSubmission(ctx, promptId, submission);
    if (read instanceof DrumbeatError) refused.set(promptId, read);
    else if (read && "errors" in read) errors.set(promptId, read.errors);
    else if (read) ready.set(promptId, read);
  }
  if (errors.size > 0) return { errors };
  for (const answer of ready.values()) await storeCheckIn(ctx, answer);
  return { stored: [...ready.keys()], refused };
}

/** What is to be stored of one prompt. */
interface Ready {
  prompt: Prompt;
  context: RoundContext;
  owner: Person;
  before: CheckIn | undefined;
  given: Given;
  nothingToReport: boolean;
  /** What is answered without a name, and what was before. */
  unsigned: UnsignedAnswers;
  kept: UnsignedAnswers;
}

async function readSubmission(
  ctx: ActorContext<Tx>,
  promptId: string,
  submission: Submission,
): Promise<Ready | { errors: FieldErrors } | DrumbeatError | null> {
  const { db: tx, actor: person } = ctx;
  try {
    const locked = await findPrompt(tx, person.workspace_id, promptId);
    const { prompt, context, owner } = await answerable(ctx, tx, person, locked);
    const before = await findCheckIn(tx, person.workspace_id, prompt.round_id, owner.id);
    const kept = await unsignedOf(tx, context, before);
    const given = await givenIn(ctx, tx, submission, { prompt, context, owner, before, person, unsigned: kept });
    if (given === null || "errors" in given) return given;
    const nothingToReport = "nothingToReport" in submission || "planUnchanged" in submission;
    // One click, perhaps on an older message, is no considered change of an answer.
    if (before && nothingToReport && !isSame(before, context, { nothingToReport, answers: given.answers }))
      throw checkInFailure("ALREADY_ANSWERED");
    const { signed, unsigned } = apart(context.questions, given.answers);
    const { id: programId } = context.program;
    const answers = await withObjectivesAsked(ctx, owner, { programId, answers: signed });
    const notAsked = await unsignedNotAsked(ctx, tx, { person, prompt }, context.questions);
    const ready = { prompt, context, owner, before, given: { ...given, answers }, nothingToReport };
    return { ...ready, kept, unsigned: notAsked.length > 0 ? kept : unsigned };
  } catch (error) {
    if (error instanceof DrumbeatError) return error;
    throw error;
  }
}

async function storeCheckIn(
  ctx: ActorContext<Tx>,
  { prompt, context, owner, before, given, nothingToReport, unsigned, kept }: Ready,
): Promise<void> {
  const { db: tx, actor: person, clock, ids } = ctx;
  const { answers, tracked, request = null, about = [], added = null } = given;
  const ofAnswer = {
    program: context.program,
    questions: context.questions,
    disclosure: context.cadence.disclosure,
    roundId: context.round.id,
    writerId: person.id,
    answers,
    tracked: new Set(tracked ?? context.questions.flatMap(({ key, track }) => (track ? [key] : []))),
    teamOnly: teamOnlyKeys(context.questions, answers),
    request,
    about,
    added,
  };

  const checkInId = before?.id ?? ids.next();
  if (given.numbers) await storeNumbers({ ...ctx, actor: owner }, { ...given.numbers, checkInId });

  if (before && isSame(before, context, { nothingToReport, answers }) && sorted(kept) === sorted(unsigned)) {
    const { revision } = before;
    if (tracked === undefined && about.length === 0 && added === null) return;
    await trackFromAnswer({ ...ctx, actor: owner }, { ...ofAnswer, checkInId, revision, isEdit: true });
    return showReceipt(ctx, tx, prompt, context, { mayPost: false });
  }

  const now = clock.now();
  const revision = (before?.revision ?? 0) + 1;
  const { round, program, cadence, questions } = context;
  const health = healthIn(questions, answers);

  if (!before)
    await insertCheckIn(tx, {
      workspace_id: person.workspace_id,
      id: checkInId,
      round_id: round.id,
      program_id: program.id,
      cadence_id: cadence.id,
      person_id: owner.id,
      revision,
      created_at: now,
    });
  await insertRevision(tx, {
    workspace_id: person.workspace_id,
    check_in_id: checkInId,
    revision,
    program_id: program.id,
    author_id: person.id,
    answered_at: now,
    nothing_to_report: nothingToReport ? 1 : 0,
    is_late: prompt.due_at < now ? 1 : 0,
    health: health?.colour ?? null,
    answers: JSON.stringify(answers),
    unsigned_answers: JSON.stringify(unsigned),
  });
  if (before) await setLastRevision(tx, person.workspace_id, checkInId, revision);

  await trackFromAnswer({ ...ctx, actor: owner }, { ...ofAnswer, checkInId, revision, isEdit: before !== undefined });
  await answerSaved.happened(ctx, tx, {
    workspaceId: person.workspace_id,
    programId: program.id,
    ...(isWorkshop(cadence) && { workshopRoundId: round.id }),
    checkInId,
    revision,
    personId: owner.id,
    health,
    answeredAt: now,
  });

  await setAnswered(tx, { workspaceId: person.workspace_id, id: prompt.id });
  await showReceipt(ctx, tx, prompt, context, { mayPost: owner.id === person.id });
  await showInSummary(ctx, tx, context);
}

/** A value that has been entered meanwhile is entered again: of a day the last one counts. */
async function storeNumbers(
  ctx: ActorContext<Tx>,
  { values, later, checkInId }: NonNullable<Given["numbers"]> & { checkInId: string },
): Promise<void> {
  if (values.length > 0) await enterValuesWithin(ctx, { values, source: "check-in", checkInId });
  if (later !== null) await askLaterWithin(ctx, { ...later, isAnswer: true });
}

interface ToRead extends Pick<Ready, "prompt" | "context" | "owner" | "before"> {
  /** Who answers. */
  person: Person;
  /** What was answered before without a name. */
  unsigned: UnsignedAnswers;
}

async function givenIn(
  services: Services,
  tx: Tx,
  submission: Submission,
  { prompt, context, owner, before: current, person, unsigned }: ToRead,
): ReturnType<ReadForm> {
  const { cadence, questions } = context;
  if ("answers" in submission) return submission;
  if ("nothingToReport" in submission) return { answers: {} };
  const previous = () => earlierCheckIn(tx, prompt, context);
  if ("read" in submission) {
    const filling = { person, owner, prompt };
    const asked = await questionsFor(services, tx, filling, context);
    const notAsked = await unsignedNotAsked(services, tx, filling, questions);
    const tracked = current ? await questionsTracked(tx, owner, current.id) : [];
    const { program } = context;
    const read = { program, cadence, owner, questions: asked, current, previous, tracked, unsigned, notAsked };
    return submission.read(tx, read);
  }
  const plan = planIn(questions, await previous());
  if (plan === null) throw checkInFailure("NO_PLAN");
  return { answers: plan };
}

/**
 * Nobody is asked why, and nothing is kept of it but that the prompt was skipped, not even in the audit, which would say on
 * which days somebody did: a feast is known by its dates.
 * Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED, ALREADY_ANSWERED.
 */
export async function skipCheckIn(ctx: ActorContext, { promptId }: { promptId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const locked = await lockPrompt(tx, ctx.actor.workspace_id, promptId);
    const { prompt, context } = await ownToAnswer(ctx, tx, ctx.actor, locked);
    const moved = await movePrompt(tx, prompt, ["planned", "sent", "missed"], {
      state: "skipped",
      reason: null,
    });
    if (!moved) throw checkInFailure("ALREADY_ANSWERED");
    await showReceipt(ctx, tx, prompt, context);
  });
}

/**
 * Reminds this person again at `at`. `requestKey` is the same for the same click, so that it counts once.
 * Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED.
 */
export async function snoozeCheckIn(
  ctx: ActorContext,
  { promptId, at, requestKey }: { promptId: string; at: Instant; requestKey: string },
): Promise<void> {
  const { actor: person } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const { prompt } = await ownToAnswer(ctx, tx, person, await lockPrompt(tx, person.workspace_id, promptId));
    if (at >= prompt.closes_at) throw checkInFailure("ROUND_CLOSED");
    await enqueue(tx, ctx, snoozeKind, {
      workspaceId: person.workspace_id,
      key: `${deliveryKeys.snoozes(prompt)}${requestKey}`,
      subject: { promptId: prompt.id },
      to: { personId: person.id },
      notBefore: at,
      expiresAt: prompt.closes_at,
    });
    await movePrompt(tx, prompt, ["planned", "sent"], { later_at: at });
    await updateReceipt(ctx, tx, prompt);
  });
}

/** The view with every answer of a round that this person may read, their own at least. Throws PROMPT_GONE, NOT_READABLE. */
export async function readAnswers(services: Services, person: Person, roundId: string): Promise<ModalView> {
  const { db } = services;
  const context = await findRoundContext(db, person.workspace_id, roundId);
  if (!context) throw checkInFailure("PROMPT_GONE");

  const { cadence, program } = context;
  const prompt = await findPromptOf(db, person.workspace_id, roundId, person.id);
  // Somebody who was asked then reads them while they are asked.
  const isAsked = prompt !== undefined && (await isAskable(db, cadence, person, services));
  const standings = [
    ...(await standingsOf(db, person, program.id, services)),
    ...(isAsked ? (["participant"] as const) : []),
  ];

  const mayReadAll = mayReadAnswers(standings, { disclosure: cadence.disclosure, visibility: program.visibility });
  const reader = readerAt(person, services.clock.now());
  const isOfTeam = may(standings, "read-team-answers");

  const now = services.clock.now();
  const view = await summaryView({ db, workspaceId: person.workspace_id, reader, now }, context, {
    readerId: person.id,
    shown: ({ personId, authorId }) => {
      if (personId === person.id || authorId === person.id) return "whole";
      if (!mayReadAll) return null;
      return isOfTeam ? "whole" : "above";
    },
  });
  if (!mayReadAll && view.answers.length === 0 && view.removedAt === null)
    throw checkInFailure("NOT_READABLE", { program: await titleFor(services, db, person, program) });

  const silent = await silentFor({ db, workspaceId: person.workspace_id, now }, context, {
    readerId: person.id,
    standings,
  });
  return answersView(reader, { ...view, silent });
}

/** But for what is asked no more. */
function isSame(
  before: CheckIn,
  { questions }: Pick<RoundContext, "questions">,
  { nothingToReport, answers }: Pick<CheckIn, "nothingToReport" | "answers">,
): boolean {
  return before.nothingToReport === nothingToReport && sorted(answersTo(questions, before.answers)) === sorted(answers);
}

function sorted(answers: Readonly<Answers>): string {
  return JSON.stringify(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function healthIn(questions: readonly Question[], answers: Answers) {
  const question = questions.find((candidate) => candidate.feeds === "health");
  const value: AnswerValue | undefined = question && answers[question.key];
  return value === undefined ? null : healthAnswerSchema.parse(value);
}
