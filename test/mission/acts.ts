/**
 * What people do and see in the journeys. These files (`acts*.ts`) alone know labels, ids of buttons, commands and how a
 * screen is read; what they return is plain data in the words of the mission, so that a journey never matches our text.
 */
import { placedElements, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import type { Answers, RecommendationAnswer } from "../../src/cadences/questions/questions.ts";
import { workspaceTime } from "../../src/calendars/calendars.ts";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { blockOf, pathBlockOf, reasonBlockOf } from "../../src/check-ins/form/field-values.ts";
import { formIds } from "../../src/check-ins/form/form.ts";
import { readAnswers } from "../../src/check-ins/saving.ts";
import {
  asksFor,
  type Choice,
  choiceIn,
  fillAndSubmit,
  findPrompt,
  openCheckIn,
  putInto,
  submitForm,
} from "../../src/demo/answer-check-in.ts";
import { play } from "../../src/demo/player.ts";
import type { ScenarioEvent } from "../../src/demo/scenario.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { listStatuses } from "../../src/reports/facts/statuses.ts";
import { arrivals, arrivalsIn, personIn, type Run, textOf } from "../support/run.ts";

export type Status = "on track" | "at risk" | "off track";
const COLOURS = { "on track": "green", "at risk": "amber", "off track": "red" } as const;
const STATUSES = { green: "on track", amber: "at risk", red: "off track" } as const;

export function statusOf(colour: string | null | undefined): Status | null {
  return colour === "green" || colour === "amber" || colour === "red" ? STATUSES[colour] : null;
}

// ---- Messages

export interface Received {
  /** To the minute, as `2026-11-02T09:30`. */
  at: string;
  /** As it reads now. */
  words: string;
}

/** All that the app has written to somebody, threads included; with `about`, what holds these words. */
export function inbox(run: Run, who: string, about = ""): Received[] {
  return received(arrivals(run, who), about);
}

/** The same of a channel, by its name. */
export function channel(run: Run, name: string, about = ""): Received[] {
  return received(arrivalsIn(run, channelId(run, name)), about);
}

function received(messages: readonly { at: Instant; text: string }[], about: string): Received[] {
  return messages
    .map(({ at, text }) => ({ at: at.slice(0, 16), words: plain(text) }))
    .filter(({ words }) => words.includes(about));
}

export function channelId(run: Run, name: string): string {
  const found = [...run.sandbox.slack.workspace.channels.values()].find((one) => one.name === name);
  return found?.id ?? expect.fail(`There is no channel ${name}.`);
}

/** With plain blanks, as somebody would type it. */
export function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

/** The file that comes to somebody within the next minutes. */
export async function newFile(run: Run, who: string): Promise<Buffer> {
  await run.to(addMs(run.clock.now(), 2 * MINUTE));
  const [file] = run
    .as(who)
    .dm()
    .flatMap(({ files = [] }) => files)
    .slice(-1);
  return run.sandbox.slack.files.opened(String(file?.id))?.bytes ?? expect.fail(`No file came to ${who}.`);
}

// ---- Check-ins

/** What a form of any rhythm is told; each goes into the field of that meaning. */
export interface CheckIn {
  done?: string;
  next?: string;
  blockers?: string;
  status?: Status;
  because?: string;
  /** Left out where there is a reason: anything. */
  recovery?: { action: string; by: string };
  bottomLine?: string;
  value?: string;
  risks?: string;
  decisions?: string;
  lesson?: string;
  successes?: string;
  vision?: string;
  agenda?: string;
  targetDate?: string;
  recommendation?: RecommendationAnswer;
}

/** Which question of the templates each goes into; every form has some of them. */
const QUESTIONS = [
  ["done", "progress"],
  ["next", "next"],
  ["blockers", "blocker"],
  ["bottomLine", "bottom-line"],
  ["value", "value"],
  ["risks", "risk"],
  ["decisions", "decision"],
  ["lesson", "lesson"],
  ["successes", "successes"],
  ["vision", "vision"],
  ["agenda", "agenda"],
  ["targetDate", "milestone"],
] as const;

const RECOVERY = { action: "Look for another way", by: "2026-12-18" };

function asAnswers({ status, because, recovery, recommendation, ...said }: CheckIn): Answers {
  const answers: Answers = { ...(recommendation && { recommendation }) };
  for (const [field, question] of QUESTIONS) {
    const value = said[field];
    if (value !== undefined) answers[question] = value;
  }
  if (status)
    answers.health = {
      colour: COLOURS[status],
      ...(because !== undefined && { reason: because, pathToGreen: recovery ?? RECOVERY }),
    };
  return answers;
}

/** Opens the form from its prompt or by the command, fills in these fields alone, and saves. */
export async function answer(run: Run, who: string, cadence: string, said: CheckIn): Promise<void> {
  const known = run.known(who, cadence);
  await openCheckIn(run.as(who), known);
  await fillAndSubmit(run.as(who), known.cadence.questions, asAnswers(said), known);
  await run.settle();
}

/** The same of a check-in that was set up in Slack: in the newest message that asks them for one. */
export async function answerAsked(run: Run, who: string, said: CheckIn): Promise<void> {
  const actor = run.as(who);
  const placed = actor
    .dm()
    .flatMap((message) => placedElements(message.blocks).map((one) => ({ message, ...one })))
    .findLast(({ actionId }) => actionId === promptIds.open);
  if (!placed) throw new Error(`Nobody asks ${who} anything.`);
  await actor.press(placed.message, { actionId: promptIds.open, value: stringIn(placed.element, "value") ?? "" });
  const { status, because, recovery = RECOVERY, ...words } = said;
  const values: Record<string, string | number | undefined> = Object.fromEntries(
    QUESTIONS.map(([field, question]) => [blockOf(question), words[field]]),
  );
  values[blockOf("health")] = status && COLOURS[status];
  values[reasonBlockOf("health")] = because;
  if (because !== undefined) {
    values[pathBlockOf("health", "action")] = recovery.action;
    values[pathBlockOf("health", "by")] = recovery.by;
  }
  for (const { blockId } of placedElements((await actor.waitForView()).blocks)) {
    const value = values[blockId];
    if (value !== undefined) await putInto(actor, blockId, value);
  }
  expect(await submitForm(actor)).toEqual({ closed: true });
  await run.settle();
}

/** Whether the form refuses to save this much, and stays open with it. */
export async function answerRefused(run: Run, who: string, cadence: string, said: CheckIn): Promise<boolean> {
  const refused = await answer(run, who, cadence, said).then(
    () => false,
    (error: unknown) => {
      if (String(error).includes("The form was not taken")) return true;
      throw error;
    },
  );
  while (run.as(who).view()) await run.as(who).closeView();
  return refused;
}

/** What stands in the form before anything is typed: lines of the rhythm below and of the last plan to tick, said last time. */
export async function offered(run: Run, who: string, cadence: string): Promise<string> {
  const actor = run.as(who);
  await openCheckIn(actor, run.known(who, cadence));
  const first = await actor.waitForView();
  const ticks = placedElements(first.blocks).filter(({ element }) => element.type === "checkboxes");
  const shown = [textOf(first), ...ticks.map(({ element }) => JSON.stringify(element.options))];
  for (const { actionId } of placedElements(first.blocks)) {
    if (actionId !== formIds.more) continue;
    await actor.pressInView({ actionId });
    shown.push(textOf(await actor.waitForView()));
  }
  await actor.closeView({ all: true });
  return plain(shown.join("\n"));
}

/** One press in the prompt. */
export async function nothingToReport(run: Run, who: string, cadence: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "answer", cadence, nothingToReport: true });
}

export async function planUnchanged(run: Run, who: string, cadence: string): Promise<void> {
  await pressPrompt(run, who, cadence, "unchanged");
  await run.settle();
}

export async function skip(run: Run, who: string, cadence: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "skip", cadence });
}

/** `until`: an instant that the form offers; left out, the first. */
export async function later(run: Run, who: string, cadence: string, until?: Instant): Promise<void> {
  await perform(run, { ...by(run, who), do: "snooze", cadence, until });
}

export async function stopAsking(run: Run, who: string, cadence: string): Promise<void> {
  await pressPrompt(run, who, cadence, "stop");
  const actor = run.as(who);
  await actor.waitForView();
  expect(await submitForm(actor)).toEqual({ closed: true });
  await run.settle();
}

async function pressPrompt(run: Run, who: string, cadence: string, wanted: Choice) {
  const known = run.known(who, cadence);
  const prompt = findPrompt(run.as(who), known);
  const choice = prompt && choiceIn(prompt, known, wanted);
  if (!choice) return expect.fail(`${who} has no prompt of ${cadence} with “${wanted}”.`);
  await run.as(who).press(prompt, choice);
}

/** Whether a message in which they can answer this check-in lies before them. */
export function isAsked(run: Run, who: string, cadence: string): boolean {
  return run
    .as(who)
    .dm()
    .some((message) => asksFor(message, run.known(who, cadence)));
}

export interface AskedOf {
  who: string;
  round: string;
  state: "asked" | "answered" | "skipped" | "missed" | "excused" | "waiting";
  /** It came after its time. */
  late: boolean;
}

/** Of each round of a cadence, the oldest first, whom it was asked and what came of it. */
export async function rounds(run: Run, cadence: string): Promise<AskedOf[]> {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .innerJoin("person", "person.id", "prompt.person_id")
    .select(["person.handle", "round.key", "prompt.state", "prompt.is_late"])
    .where("cadence.key", "=", cadence)
    .orderBy("round.key")
    .orderBy("person.handle")
    .execute();
  const states = { planned: "waiting", sent: "asked" } as const;
  return rows.map(({ handle, key, state, is_late }) => ({
    who: handle,
    round: key,
    state: state === "planned" || state === "sent" ? states[state] : state,
    late: is_late === 1,
  }));
}

/** The answers to the newest round of a cadence that somebody may read, as one text; null where they may read none. */
export async function answersReadBy(run: Run, who: string, cadence: string): Promise<string | null> {
  const round = await run.db
    .selectFrom("round")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("round.id")
    .where("cadence.key", "=", cadence)
    .orderBy("round.opens_at", "desc")
    .executeTakeFirstOrThrow();
  const person = await personIn(run, who);
  return readAnswers(run.app.services, person, round.id).then(
    (view) => JSON.stringify(view),
    () => null,
  );
}

/** The status of a program that counts now. */
export async function statusNow(run: Run, program = "loyalty"): Promise<Status | null> {
  const { workspace_id: workspaceId, id } = await programRow(run, program);
  const { zone } = await workspaceTime(run.db, workspaceId);
  const histories = await listStatuses(run.db, { workspaceId, programIds: [id], until: run.clock.now(), zone });
  return statusOf(histories.get(id)?.at(-1)?.status);
}

export function programRow(run: Run, program: string) {
  return run.db.selectFrom("program").selectAll().where("key", "=", program).executeTakeFirstOrThrow();
}

/** What a command opens, as one text; null where it is answered with a message instead. */
export async function modal(
  run: Run,
  who: string,
  command: string,
  { isLeftOpen = false } = {},
): Promise<string | null> {
  const actor = run.as(who);
  const isOpen = () => actor.view()?.external_id.startsWith("waiting:") === false;
  // Where a command takes longer than Slack waits, what it says comes later, and people try again for the rest.
  for (let attempt = 0; attempt < 3 && !isOpen(); attempt += 1) {
    const before = actor.ephemerals().length;
    if ((await actor.command(command)).response) return null;
    const isAnswered = () => isOpen() || actor.ephemerals().length > before;
    await expect.poll(isAnswered, { timeout: 60_000, interval: 5 }).toBe(true);
  }
  if (!isOpen()) return null;
  const shown = plain(textOf(await actor.waitForView()));
  if (!isLeftOpen) await actor.closeView({ all: true });
  return shown;
}

/** What people of a story do, as the sandbox plays it. */
export async function perform(run: Run, event: ScenarioEvent): Promise<void> {
  await play({ sandbox: run.sandbox, clock: run.clock, app: run.app, scenario: run.scenario }, event);
  await run.settle();
}

/** Who does something, now. */
export function by(run: Run, who: string): { at: Instant; by: string } {
  return { at: run.clock.now(), by: who };
}
