/** Rounds: how one is made with what is asked in it, and closed. */
import { type Cadence, nextCadenceCheck } from "../../cadences/cadences.ts";
import type { Participant } from "../../cadences/participants.ts";
import { periodOfRound } from "../../cadences/recurrence/fiscal-years.ts";
import {
  hasFixedTime,
  type Occurrence,
  openedBefore,
  type Window,
  windowOf,
} from "../../cadences/recurrence/occurrences.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { contactFactsOfAll } from "../../calendars/availability.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { type Absence, absencesFrom } from "../../people/absences.ts";
import type { Person } from "../../people/people.ts";
import { workingTimesOf } from "../../people/preferences.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { type Downtime, isLateByDowntime, lastDowntime } from "../../platform/downtime.ts";
import { firstOf, nextAt } from "../../platform/next-at.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { absenceExcusing, daysToAnswer, weekOfRound } from "../away/days-to-answer.ts";
import { askDelegate, standInFor } from "../away/delegates.ts";
import { showClosed, showOutlook } from "../message-updates.ts";
import { promptKind, reminderKind } from "../messages.ts";
import { askedByPortfolio } from "./asked-by-portfolio.ts";
import { coveredByLongerCheckIn } from "./longest-rhythm.ts";
import { deliveryKeys, insertPrompt, listPrompts, type Prompt } from "./prompts.ts";
import {
  closeRound,
  findLastRound,
  insertRound,
  listRoundsToClose,
  nextClosing,
  type Round,
  setAskedAt,
} from "./rounds.ts";
import { boundsOf, isOnDayOff, waveOpenings, windowsOf } from "./rounds-to-plan.ts";

/** So many people are asked, or no longer asked, in one transaction: an answer waits no longer than for these. */
export const PEOPLE_AT_ONCE = 250;

/** Closes every open round that is over. Returns the programs of those that it closed. */
export async function closeDueRounds(services: Services): Promise<string[]> {
  const { db, clock } = services;
  const rounds = await listRoundsToClose(db, clock.now());
  for (const round of rounds)
    await inTransaction(db, async (tx) => {
      await closeRound(tx, round);
      await showOutlook(services, tx, round);
      const last = await findLastRound(tx, round.workspace_id, round.cadence_id);
      if (last?.id !== round.id) await showClosed(services, tx, round);
    });
  return [...new Set(rounds.map((round) => round.program_id))];
}

/** When rounds have something to do next, or null. */
export const nextRoundsDueAt = nextAt(firstOf(nextCadenceCheck.query, nextClosing.query));

/** Somebody who is to be asked in a round, and when. */
export interface Asked {
  person: Participant;
  window: Window;
}

export type AskingTimes = WorkingTimes & {
  waves: ReadonlySet<Instant>;
  isAtItsTime: boolean;
  rule: Pick<Rule, "every">;
  /** Why the round is made late; null where it is not, or for another reason. */
  downtime: Downtime | null;
};
type WorkingTimes = Awaited<ReturnType<typeof timesOf>>;

/** A round of which some are asked; `left` are those who are still to be asked. */
export interface StartedRound {
  round: Round;
  /** None: a longer check-in counts for everybody whom it would ask. */
  asked: readonly Asked[];
  left: Asked[];
  times: AskingTimes;
}

export interface RoundToBegin {
  cadence: Cadence;
  occurrence: Occurrence;
  people: readonly Participant[];
  /** When somebody opens it for everybody before its time; left out: it opens by its rule. */
  openedAt?: Instant;
}

/**
 * Makes the round with the prompts of at most so many people and their messages; `left` are those who are still to be
 * asked. What is there already stays as it is, so that a round that somebody answered early gains the others' prompts.
 */
export async function beginRound(
  services: Services,
  tx: Tx,
  { most, ...begun }: RoundToBegin & { most: number },
): Promise<StartedRound> {
  const { cadence, occurrence, people, openedAt } = begun;
  const last = await findLastRound(tx, cadence.workspace_id, cadence.id);
  if (last && last.state === "closed" && last.key < occurrence.key) await showClosed(services, tx, last);
  const round = await insertRound(tx, {
    ...(await newRound(services, tx, cadence, occurrence)),
    ...boundsOf(people, cadence, occurrence),
    state: "open",
    missed_reason: null,
    missed_count: null,
  });
  if (openedAt !== undefined) await setAskedAt(tx, round, openedAt);
  const asked = await askedIn(services, tx, begun);
  const times = {
    ...(await timesOf(tx, { ...round, opens_at: openedAt ?? round.opens_at }, people)),
    waves: waveOpenings(asked),
    isAtItsTime: openedAt !== undefined || hasFixedTime(cadence.rule),
    rule: cadence.rule,
    downtime: await downtimeBefore(tx, cadence),
  };
  const left = await askSome(services, tx, round, { asked, times, most });
  return { round, asked, left, times };
}

/**
 * Whom a round asks, and when; neither whom a longer check-in asks on its day, nor whom a portfolio asks for its workshop, nor
 * on a day off for one of a day.
 */
export async function askedIn(
  services: Services,
  tx: Tx,
  { cadence, occurrence, people, openedAt }: RoundToBegin,
): Promise<Asked[]> {
  const { timing, workspace_id: workspaceId } = cadence;
  const windows = windowsOf(people, (clock) => windowOf(timing, occurrence, clock));
  const longer = await coveredByLongerCheckIn(services, tx, cadence, occurrence.date);
  const elsewhere = await askedByPortfolio(services, tx, cadence, occurrence.key);
  const asked = windows.filter(({ person: { id } }) => !longer.has(id) && !elsewhere.has(id));
  const theirs = isDaily(cadence) ? await withoutDaysOff(tx, workspaceId, asked) : asked;
  // What opened for this person before the cadence was created is not asked of them.
  if (openedAt === undefined) return theirs.filter(({ window }) => window.opensAt > cadence.created_at);
  return theirs
    .filter(({ window }) => window.closesAt > openedAt)
    .map(({ person, window }) => ({ person, window: openedBefore(timing, window, person, openedAt) }));
}

/** Null where the cadence was not due then: what a new zone, member or rule makes due has not waited for Drumbeat. */
async function downtimeBefore(tx: Tx, { workspace_id, next_check_at: dueAt }: Cadence): Promise<Downtime | null> {
  const downtime = await lastDowntime(tx, workspace_id);
  return dueAt !== null && isLateByDowntime(dueAt, downtime) ? downtime : null;
}

/** Those who work on the day of the question. */
async function withoutDaysOff(tx: Tx, workspaceId: string, asked: readonly Asked[]): Promise<Asked[]> {
  const days = asked.map(({ person, window }) => localDateOf(window.opensAt, person.zone)).sort();
  const from = days[0];
  const until = days.at(-1);
  if (from === undefined || until === undefined) return [];
  const people = asked.map(({ person }) => person);
  const facts = await contactFactsOfAll(tx, workspaceId, people, { from, until });
  return asked.filter(({ person, window }) => !isOnDayOff(window.opensAt, facts.get(person.id)));
}

/** Asks at most so many of those who are not asked yet; returns the others. */
async function askSome(
  services: Services,
  tx: Tx,
  round: Round,
  { asked, times, most }: { asked: readonly Asked[]; times: AskingTimes; most: number },
): Promise<Asked[]> {
  const prompts = asked.length > most ? await listPrompts(tx, round.workspace_id, round.id) : [];
  const already = new Set(prompts.map(({ person_id: id }) => id));
  const toAsk = asked.filter(({ person }) => !already.has(person.id));
  for (const { person, window } of toAsk.slice(0, most)) await createPrompt(services, tx, round, person, window, times);
  return toAsk.slice(most);
}

/** When the people of a round work, and when they are away: read once for all of them. */
export async function timesOf(tx: Tx, round: Pick<Round, "workspace_id" | "opens_at">, people: readonly Person[]) {
  const ids = people.map(({ id }) => id);
  const working = await workingTimesOf(tx, round.workspace_id, ids);
  // It may be the day before where some of them live.
  const from = addLocalDays(localDateOf(round.opens_at, "UTC"), -1);
  const absences = Map.groupBy(await absencesFrom(tx, round.workspace_id, ids, from), ({ person_id }) => person_id);
  return {
    daysOf: ({ id }: Person) => working.get(id)?.days ?? undefined,
    absencesOf: ({ id }: Person): readonly Absence[] => absences.get(id) ?? [],
  };
}

function stateFrom({ closesAt }: Window, now: Instant): "missed" | "planned" {
  return closesAt <= now ? "missed" : "planned";
}

/**
 * Plans what one person is asked in a round, unless they are asked already. Whoever is away as long as it can be answered
 * in time is excused; somebody else is asked then, if anybody answers for them.
 */
export async function createPrompt(
  services: Services,
  tx: Tx,
  round: Round,
  person: Person,
  window: Window,
  times: AskingTimes,
): Promise<void> {
  const { opensAt, dueAt, closesAt, remindAt } = window;
  const now = services.clock.now();
  const absence = absenceExcusing(window, person.zone, {
    absences: times.absencesOf(person),
    workingDays: times.daysOf(person),
    week: weekOfRound(times.rule, round.key),
  });
  const standIn = absence && (await standInFor(tx, round, absence, daysToAnswer(window, person.zone)));

  const prompt: Prompt = {
    workspace_id: round.workspace_id,
    id: services.ids.next(),
    round_id: round.id,
    person_id: person.id,
    state: absence ? "excused" : stateFrom(window, now),
    opens_at: opensAt,
    due_at: dueAt,
    closes_at: closesAt,
    remind_at: remindAt,
    sent_at: null,
    later_at: null,
    reason: standIn?.reason ?? null,
    is_late: isLateByDowntime(opensAt, times.downtime) ? 1 : 0,
    absence_id: absence?.id ?? null,
    delegate_id: standIn?.delegateId ?? null,
  };

  if (!(await insertPrompt(tx, prompt))) return;
  if (prompt.state === "planned")
    await enqueuePrompt(services, tx, prompt, { ...times, isWave: times.waves.has(opensAt) });
  else if (closesAt > now) await askDelegate(services, tx, prompt);
}

/** The prompt at its time and, if there is time, its reminder; neither after it has closed. */
export async function enqueuePrompt(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  prompt: Prompt,
  { isWave = false, isAtItsTime = false, rule }: { isWave?: boolean; isAtItsTime?: boolean; rule: Pick<Rule, "every"> },
): Promise<void> {
  const subject = { promptId: prompt.id };
  const delivery = {
    workspaceId: prompt.workspace_id,
    subject,
    to: { personId: prompt.person_id },
    expiresAt: prompt.closes_at,
  };
  await enqueue(tx, services, promptKind, {
    ...delivery,
    ...(isAtItsTime && { subject: { ...subject, isAtItsTime } }),
    key: deliveryKeys.prompt(prompt),
    notBefore: prompt.opens_at,
    isWave,
  });
  const { remind_at: remindAt } = prompt;
  if (remindAt === null || remindAt <= services.clock.now()) return;
  await enqueue(tx, services, reminderKind, {
    ...delivery,
    // Of a day, hours before it is due; of any other, in the morning message of its last day.
    ...(isDaily({ rule }) && { subject: { ...subject, isAtItsTime: true as const } }),
    key: deliveryKeys.reminder(prompt),
    notBefore: remindAt,
    // It comes before it is due, or not at all.
    expiresAt: prompt.due_at,
  });
}

function isDaily({ rule }: { rule: Pick<Rule, "every"> }): boolean {
  return rule.every === "day";
}

/** For a prompt whose time passed while it was excused. */
export async function askAfterAll(services: Pick<Services, "clock" | "ids">, tx: Tx, prompt: Prompt): Promise<void> {
  await enqueue(tx, services, promptKind, {
    workspaceId: prompt.workspace_id,
    key: deliveryKeys.askedAgain(prompt),
    subject: { promptId: prompt.id },
    to: { personId: prompt.person_id },
    notBefore: services.clock.now(),
    expiresAt: prompt.closes_at,
  });
}

export async function newRound({ clock, ids }: Services, tx: Tx, cadence: Cadence, occurrence: Occurrence) {
  return {
    workspace_id: cadence.workspace_id,
    id: ids.next(),
    cadence_id: cadence.id,
    program_id: cadence.program_id,
    key: occurrence.key,
    period: await periodOfRound(tx, cadence, occurrence.key),
    question_set_id: cadence.question_set_id,
    created_at: clock.now(),
  };
}
