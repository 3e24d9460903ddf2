/** What follows from a decision on a program after a quarter: an action of its lead, a pause, or its end. */
import { workspaceTime } from "../calendars/calendars.ts";
import { dayOf, isWorkingDay } from "../calendars/day-arithmetic.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, peopleByIds, readerOf } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { quarterName, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { pauseProgram, stopProgram } from "../programs/pausing.ts";
import { lockProgram, type Program, programOf } from "../programs/programs.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { enter, type ItemChange } from "../register/items.ts";
import { notifyOwner } from "../register/reminders/reminders.ts";
import { tellLeads, tellTeam } from "./effect-message.ts";
import { showReviewAnew } from "./review-message.ts";
import {
  choicesIn,
  earlierColumn,
  findReview,
  isToCome,
  type Review,
  reviewsBeginning,
  updateReview,
} from "./reviews.ts";
import { changeDue, firstDay, hasDays } from "./rules.ts";
import { quarterTexts } from "./texts.ts";

const failure = errorTable({
  QUARTER_NOT_LEAD: {
    en: ({ who }) => `Only ${String(who) || "its lead"} can tell the team before that day.`,
    fr: ({ who }) => `Avant ce jour, prévenir l’équipe revient à ${String(who) || "la personne responsable"}.`,
  },
  QUARTER_NOTHING_COMES: {
    en: () => "The program goes on: there is nothing to tell any more.",
    fr: () => "Le programme se poursuit\u00a0: il n’y a plus rien à annoncer.",
  },
});

/** A request of a quarter is final, or withdrawn: until somebody decides, the program continues. */
export async function followDecision(services: Services, tx: Tx, { before, after }: ItemChange): Promise<void> {
  if (after.type !== "request" || before?.state !== "open" || after.state === "open") return;
  const review = await findReview(tx, after.workspace_id, { request_id: after.id });
  if (review?.state !== "in-vote") return;
  const { outcome } = after.details;
  if (outcome === undefined) {
    await updateReview(tx, review, { state: "to-confirm", request_id: null });
  } else {
    const decided = { state: "decided" as const, decision_id: outcome.decisionId, decided_by: outcome.decidedBy };
    await updateReview(tx, review, decided);
    const actor = await getPerson(tx, after.workspace_id, outcome.decidedBy);
    const program = await programOf(tx, after.workspace_id, after.program_id);
    const choice =
      program.state !== "active" || outcome.option === null ? undefined : choicesIn(review)[outcome.option];
    const ctx = { ...services, db: tx, actor };
    if (choice === "change") await addChange(ctx, { ...review, ...decided }, program);
    if (choice === "pause" || choice === "stop") await begin(ctx, { ...review, ...decided }, program, choice);
  }
  await showReviewAnew(services, tx, review);
}

/** Working days of the workspace, from today on. */
async function days({ db, clock }: Pick<ActorContext<Tx>, "db" | "clock">, workspaceId: string) {
  const { zone, working } = await workspaceTime(db, workspaceId);
  return { today: localDateOf(clock.now(), zone), isWorking: (day: string) => isWorkingDay(dayOf(day), working) };
}

/** What is to change was said where it was decided: the action holds nobody's words. Whoever leads reads that it is theirs. */
async function addChange(ctx: ActorContext<Tx>, review: Review, program: Program): Promise<void> {
  const { db: tx, actor, clock } = ctx;
  const { today, isWorking } = await days(ctx, program.workspace_id);
  const [leadId = actor.id] = await whoLeads(tx, program, clock.now());
  const lead = await getPerson(tx, program.workspace_id, leadId);
  const reader = readerOf(lead);
  const action = await enter(ctx, {
    program,
    type: "action",
    details: {},
    title: textsFor(quarterTexts, reader).change(quarterName(reader, review.quarter)),
    ownerId: leadId,
    dueOn: changeDue(today, isWorking),
    disclosure: "above",
    sourceKey: `quarter:${program.id}:${review.quarter}:${review.decision_id}:change`,
  });
  await notifyOwner(ctx, { item: action });
}

async function begin(ctx: ActorContext<Tx>, review: Review, program: Program, choice: "pause" | "stop"): Promise<void> {
  const { db: tx } = ctx;
  const { today, isWorking } = await days(ctx, program.workspace_id);
  const from = firstDay(today, isWorking);
  const { until } = review;
  const programId = program.id;
  if (choice === "stop") await stopProgram(ctx, { programId, on: from });
  else if (hasDays(from, until)) await pauseProgram(ctx, { programId, from, until });
  else return;
  await updateReview(tx, review, { begins_on: from, earlier: earlierColumn(program) });
  await tellLeads(ctx, tx, await programOf(tx, program.workspace_id, programId));
}

/** So many days later the team still reads it, where nothing could be sent on the day. */
const DAYS_LATE = 14;

/** It rests, or is closed, by today: its team reads it, where nobody has told them yet. */
export async function tellTeamOnTheDay(services: Services, tx: Tx, program: Program): Promise<void> {
  const { today } = await days({ ...services, db: tx }, program.workspace_id);
  const since = addLocalDays(today, -DAYS_LATE);
  for (const review of await reviewsBeginning(tx, program)) {
    const on = review.begins_on ?? "";
    if (since <= on && on <= today && isToCome(program, review))
      await tellTeam(services, tx, { program, review, pressedBy: null });
    // It can be taken back no more.
    if (on === today) await showReviewAnew(services, tx, review);
  }
}

/** Before that day, by whoever leads. Returns how many get it. Throws QUARTER_NOT_LEAD, QUARTER_NOTHING_COMES. */
export async function tellTeamNow(
  ctx: ActorContext,
  { programId, quarter }: { programId: string; quarter: string },
): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const workspaceId = ctx.actor.workspace_id;
    await lockProgram(tx, { workspaceId, programId });
    const { program, review } = await toTell({ ...ctx, db: tx }, { programId, quarter });
    return tellTeam(ctx, tx, { program, review, pressedBy: ctx.actor.id });
  });
}

/** Throws QUARTER_NOT_LEAD, QUARTER_NOTHING_COMES. */
export async function toTell(
  { db, actor, clock }: Pick<ActorContext, "actor" | "clock"> & { db: ActorContext["db"] | Tx },
  { programId, quarter }: { programId: string; quarter: string },
): Promise<{ program: Program; review: Review }> {
  const program = await programOf(db, actor.workspace_id, programId);
  const review = await findReview(db, actor.workspace_id, { program_id: programId, quarter });
  const leading = await whoLeads(db, program, clock.now());
  if (review && leading.includes(actor.id)) {
    if (!isToCome(program, review)) throw failure("QUARTER_NOTHING_COMES");
    return { program, review };
  }
  const people = await peopleByIds(db, actor.workspace_id, leading);
  throw failure("QUARTER_NOT_LEAD", { who: people.map(({ name }) => name) });
}
