/** Absences, and what follows from them for what is open: excused, asked of a delegate, asked again after all. */

import { enqueueUpdate, wasDropped } from "../../delivery/outbox.ts";
import {
  type Absence,
  type AbsenceDays,
  absencesFrom,
  changeAbsence,
  endAbsence,
  enterAbsence,
  followStatus,
  getAbsence,
  isAwayThroughout,
  statusesToFollow,
} from "../../people/absences.ts";
import type { ActorContext } from "../../people/actors.ts";
import { notifyCover, updateCover } from "../../people/covering-messages.ts";
import { getPerson, isAdmin, type Person } from "../../people/people.ts";
import { workingTimesOf } from "../../people/preferences.ts";
import { may } from "../../people/rights.ts";
import type { SlackUser } from "../../people/slack-users.ts";
import type { Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import { lockRows } from "../../platform/locks.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { notifyDeputies } from "../../programs/leading-messages.ts";
import { restsUntil } from "../../programs/pausing.ts";
import { refuseWhoCannotAnswer, standingsTowards, whomTheyLead } from "../../programs/programs.ts";
import { isLeadRole, listSeatsOfPerson } from "../../programs/seats.ts";
import { notifyOfUnled } from "../../register/program-without-lead.ts";
import { showReceipt, updateReceipt } from "../message-updates.ts";
import { getRoundContext } from "../rounds/context.ts";
import {
  deliveryKeys,
  listDelegatedPrompts,
  listExcusedPrompts,
  listUnansweredPrompts,
  movePrompt,
  type Prompt,
} from "../rounds/prompts.ts";
import { findRound } from "../rounds/rounds.ts";
import { askAfterAll, enqueuePrompt } from "../rounds/start-and-close.ts";
import { daysToAnswer, daysToStayExcused, isAwayFor, spanOf, weekOfRound } from "./days-to-answer.ts";
import { askDelegate, type ExcusedBecause, notifyDelegate, standInFor } from "./delegates.ts";
import { receiptKey, sendAbsenceReceipt } from "./messages.ts";

const failure = errorTable({
  NOT_YOURS_TO_ENTER: {
    en: ({ name }) => `Only ${name}, a lead or deputy of their programs, or an admin can enter this.`,
    fr: ({ name }) =>
      `Cette absence peut être signalée par ${name}, par les responsables de ses programmes ou par l’administration de Drumbeat.`,
  },
});

type Days = Pick<AbsenceDays, "from" | "until"> & { delegate: Person | null };

/**
 * Enters an absence, one's own or that of somebody whom one may speak for; what cannot be answered meanwhile is excused.
 * Throws NOT_YOURS_TO_ENTER, AWAY_IN_PAST, AWAY_ENDS_FIRST, AWAY_TOO_LONG, DELEGATE_IS_SELF, PARTICIPANT_IS_BOT,
 * PARTICIPANT_DEACTIVATED.
 */
export async function goAway(ctx: ActorContext, { person, ...days }: Days & { person: Person }): Promise<Absence> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "person", { workspaceId: person.workspace_id, ids: [person.id] });
    await refuseUnlessMayEnter({ ...ctx, db: tx }, person);
    if (days.delegate) refuseWhoCannotAnswer(days.delegate);
    const absence = await enterAbsence(ctx, tx, person, {
      ...idsOf(days),
      actorId: actor.id,
      source: actor.id === person.id ? "person" : "lead",
    });
    await notifyCover(ctx, tx, absence, actor.id);
    await notifyDeputies(ctx, tx, absence);
    const seats = await listSeatsOfPerson(tx, person.workspace_id, person.id);
    const ids = seats.flatMap(({ role, program_id: id }) => (isLeadRole(role) ? id : []));
    if (ids.length > 0) await notifyOfUnled(ctx, tx, { workspaceId: person.workspace_id, ids });
    const isShown = await excuse(ctx, tx, person, absence);
    if (!isShown && actor.id === person.id) await sendAbsenceReceipt(ctx, tx, absence);
    return absence;
  });
}

/** Throws ABSENCE_GONE besides what `goAway` throws. */
export async function changeAway(
  ctx: ActorContext,
  { absenceId, ...days }: Days & { absenceId: string },
): Promise<Absence> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const { absence, person } = await absenceToChange({ ...ctx, db: tx }, { absenceId });
    if (days.delegate) refuseWhoCannotAnswer(days.delegate);
    const after = await changeAbsence(ctx, tx, person, absence, { ...idsOf(days), actorId: actor.id });
    if (after.delegate_person_id !== absence.delegate_person_id) await notifyCover(ctx, tx, after, actor.id);
    await followChange(ctx, tx, person, { before: absence, after, byId: actor.id });
    return after;
  });
}

/**
 * Ends an absence with yesterday; one that has not begun never does. What is still open and was excused for it is asked
 * again. Throws NOT_YOURS_TO_ENTER, ABSENCE_GONE.
 */
export async function comeBack(ctx: ActorContext, { absenceId }: { absenceId: string }): Promise<Person> {
  return inTransaction(ctx.db, async (tx) => {
    const { absence, person } = await absenceToChange({ ...ctx, db: tx }, { absenceId });
    const after = await endAbsence(ctx, tx, person, absence, ctx.actor.id);
    await followChange(ctx, tx, person, { before: absence, after });
    return person;
  });
}

/** Of those of these users who let their Slack status count, makes the absences what it tells now. */
export async function followSlackStatuses(
  services: Services,
  workspaceId: string,
  users: readonly SlackUser[],
): Promise<void> {
  for (const { person, status } of await statusesToFollow(services.db, workspaceId, users))
    await inTransaction(services.db, async (tx) => {
      await lockRows(tx, "person", { workspaceId, ids: [person.id] });
      const change = await followStatus(services, tx, person, status);
      if (change) await followChange(services, tx, person, { ...change, before: change.before ?? change.after });
    });
}

/** Ends the absence that was taken from the person's Slack status: it does not count any more. */
export async function forgetSlackStatus(ctx: ActorContext): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "person", { workspaceId: ctx.actor.workspace_id, ids: [ctx.actor.id] });
    const change = await followStatus(ctx, tx, ctx.actor, { text: "", emoji: "", expiresAt: null });
    if (change?.before) await followChange(ctx, tx, ctx.actor, { before: change.before, after: change.after });
  });
}

/** An absence that this person may change or end; in a transaction as no other act does. Throws NOT_YOURS_TO_ENTER, ABSENCE_GONE. */
export async function absenceToChange(
  ctx: ActorContext,
  { absenceId }: { absenceId: string },
): Promise<{ absence: Absence; person: Person }> {
  const { workspace_id: workspaceId } = ctx.actor;
  const { person_id: personId } = await getAbsence(ctx.db, workspaceId, absenceId);
  await lockRows(ctx.db, "person", { workspaceId, ids: [personId] });
  const absence = await getAbsence(ctx.db, workspaceId, absenceId);
  const person = await getPerson(ctx.db, workspaceId, personId);
  await refuseUnlessMayEnter(ctx, person);
  return { absence, person };
}

/** The absences that this person may change, their own first: present ones and those to come. */
export async function listAbsencesFor(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Person,
): Promise<{ absence: Absence; person: Person }[]> {
  const others = await whomTheyLead(db, actor, { clock });
  const people = [actor, ...others.filter(({ id }) => id !== actor.id)];
  const today = localDateOf(clock.now(), actor.zone);
  const ids = people.map(({ id }) => id);
  const absences = await absencesFrom(db, actor.workspace_id, ids, today);
  const own = (absence: Absence) => (absence.person_id === actor.id ? 0 : 1);
  return absences
    .sort((one, other) => own(one) - own(other))
    .flatMap((absence) => {
      const person = people.find(({ id }) => id === absence.person_id);
      return person ? [{ absence, person }] : [];
    });
}

/** Whether this person enters absences of anybody else. */
export async function mayEnterForOthers(services: Pick<Services, "db" | "clock">, actor: Person): Promise<boolean> {
  return isAdmin(actor) || (await whomTheyLead(services.db, actor, services)).length > 0;
}

async function refuseUnlessMayEnter(ctx: ActorContext, person: Person): Promise<void> {
  const { db, actor } = ctx;
  if (actor.id === person.id) return;
  const isTheirs = actor.workspace_id === person.workspace_id;
  if (isTheirs && may(await standingsTowards(db, actor, person, ctx), "enter-absence")) return;
  throw failure("NOT_YOURS_TO_ENTER", { name: isTheirs ? person.name : "" });
}

function idsOf({ from, until, delegate }: Days): AbsenceDays {
  return { from, until, delegateId: delegate?.id ?? null };
}

/**
 * Excuses what this person cannot answer while they are away, and lets go of what they answer for others. Returns whether
 * a message that they have says so.
 */
async function excuse(services: Services, tx: Tx, person: Person, absence: Absence): Promise<boolean> {
  let isShown = false;
  const now = services.clock.now();
  const today = localDateOf(now, person.zone);
  const away = await readAway(tx, person, today);
  for (const prompt of await listUnansweredPrompts(tx, person.workspace_id, person.id)) {
    // What had been missed before it began stays missed.
    if (prompt.closes_at <= now || localDateOf(prompt.due_at, person.zone) < absence.from_date) continue;
    const days = daysToAnswer({ opensAt: prompt.opens_at, dueAt: prompt.due_at }, person.zone, today);
    const { round, cadence } = await getRoundContext(tx, prompt.workspace_id, prompt.round_id);
    if (!isAwayFor(days, weekOfRound(cadence.rule, round.key), away)) continue;
    const { delegateId, reason } = await standInFor(tx, round, absence, days);
    await excusePrompt(services, tx, prompt, { absenceId: absence.id, delegateId, reason });
    isShown ||= prompt.state === "sent";
  }
  for (const prompt of await listDelegatedPrompts(tx, person.workspace_id, person.id, now)) {
    const days = daysToAnswer({ opensAt: prompt.opens_at, dueAt: prompt.due_at }, person.zone, today);
    if (!isAwayThroughout(days, away.spans, away.workingDays)) continue;
    await movePrompt(tx, prompt, ["excused"], { delegate_id: null, reason: "delegate-away" satisfies ExcusedBecause });
    await notifyDelegate(services, tx, prompt, person.id);
  }
  return isShown;
}

/** Excuses what is open and unanswered, and asks whoever answers instead. */
export async function excusePrompt(
  services: Services,
  tx: Tx,
  prompt: Prompt,
  because: { absenceId: string | null; delegateId: string | null; reason: ExcusedBecause },
): Promise<void> {
  const to = {
    state: "excused" as const,
    reason: because.reason,
    absence_id: because.absenceId,
    delegate_id: because.delegateId,
  };
  if (!(await movePrompt(tx, prompt, ["planned", "sent"], to))) return;
  const round = await findRound(tx, prompt.workspace_id, prompt.round_id);
  if (round && prompt.state === "sent") await showReceipt(services, tx, prompt, { round });
  await askDelegate(services, tx, { ...prompt, ...to });
}

/** What an absence that is other than it was means for what was excused for it, and for what is open. */
async function followChange(
  services: Services,
  tx: Tx,
  person: Person,
  { before, after, byId = person.id }: { before: Absence; after: Absence; byId?: string },
): Promise<void> {
  const now = services.clock.now();
  const today = localDateOf(now, person.zone);
  await updateCover(services, tx, before, byId);
  await notifyDeputies(services, tx, after);
  await enqueueUpdate(tx, services, { workspaceId: person.workspace_id, key: receiptKey(after.id) });
  const excused = await listExcusedPrompts(tx, person.workspace_id, person.id, now);
  for (const prompt of excused.filter(({ absence_id }) => absence_id === before.id)) {
    const window = { opensAt: prompt.opens_at, dueAt: prompt.due_at };
    const days = daysToStayExcused(window, person.zone, today);
    const away = await readAway(tx, person, days.from);
    const { round, cadence } = await getRoundContext(tx, prompt.workspace_id, prompt.round_id);
    if (!isAwayFor(days, weekOfRound(cadence.rule, round.key), away)) await askPromptAgain(services, tx, prompt);
    else await changeStandIn(services, tx, prompt, after, days);
  }
  if (after.until_date >= today) await excuse(services, tx, person, after);
}

async function changeStandIn(
  services: Services,
  tx: Tx,
  prompt: Prompt,
  absence: Absence,
  days: { from: string; until: string },
): Promise<void> {
  const round = await findRound(tx, prompt.workspace_id, prompt.round_id);
  if (!round) return;
  const { delegateId, reason } = await standInFor(tx, round, absence, days);
  if (delegateId === prompt.delegate_id) return;
  await movePrompt(tx, prompt, ["excused"], { delegate_id: delegateId, reason });
  if (prompt.delegate_id !== null) await notifyDelegate(services, tx, prompt, prompt.delegate_id);
  await askDelegate(services, tx, { ...prompt, delegate_id: delegateId });
}

/**
 * Asks again what was excused: its message becomes the prompt it was; where none was sent, it is sent now, under a key
 * of its own if its time passed meanwhile, since a key is one message for ever. While its program rests it stays excused for
 * that.
 */
export async function askPromptAgain(services: Services, tx: Tx, prompt: Prompt): Promise<void> {
  const { cadence, program } = await getRoundContext(tx, prompt.workspace_id, prompt.round_id);
  if (restsUntil(program) !== null) return leaveToPause(services, tx, prompt);
  const state = prompt.sent_at === null ? ("planned" as const) : ("sent" as const);
  const to = { state, reason: null, absence_id: null, delegate_id: null };
  if (!(await movePrompt(tx, prompt, ["excused"], to))) return;
  if (prompt.delegate_id !== null) await notifyDelegate(services, tx, prompt, prompt.delegate_id);
  if (state === "sent") await updateReceipt(services, tx, prompt);
  else if (await wasDropped(tx, { workspaceId: prompt.workspace_id, key: deliveryKeys.prompt(prompt) }))
    await askAfterAll(services, tx, prompt);
  else await enqueuePrompt(services, tx, { ...prompt, ...to }, cadence);
}

/** It is excused because its program rests, whatever it was excused for; nobody else is asked it any more. */
export async function leaveToPause(services: Services, tx: Tx, prompt: Prompt): Promise<void> {
  const to = { reason: "paused" satisfies ExcusedBecause, absence_id: null, delegate_id: null };
  if (!(await movePrompt(tx, prompt, ["excused"], to))) return;
  await updateReceipt(services, tx, prompt);
  if (prompt.delegate_id !== null) await notifyDelegate(services, tx, prompt, prompt.delegate_id);
}

async function readAway(tx: Tx, person: Person, from: string) {
  const absences = await absencesFrom(tx, person.workspace_id, [person.id], addLocalDays(from, -1));
  const working = await workingTimesOf(tx, person.workspace_id, [person.id]);
  return { spans: absences.map(spanOf), workingDays: working.get(person.id)?.days ?? undefined };
}
