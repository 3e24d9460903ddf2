/** How a person answers a check-in in Slack: finds the prompt, opens the form, fills it in, submits it. */
import {
  type Actor,
  type InputValue,
  isObject,
  messageAsText,
  offeredOptions,
  type PlacedElement,
  type PressedAction,
  placedElements,
  realTimeMs,
  type SandboxMessage,
  type Submission,
  type View,
  viewAsText,
} from "slack-sandbox";
import { nameOf } from "../cadences/cadences.ts";
import {
  type Answers,
  type AnswerValue,
  isOutlook,
  isRecommendation,
  type Question,
} from "../cadences/questions/questions.ts";
import { promptIds } from "../check-ins/blocks.ts";
import { dayIds } from "../check-ins/day/view.ts";
import {
  blockOf,
  outlookBlockOf,
  pathBlockOf,
  reasonBlockOf,
  requestBlockOf,
  trackBlockOf,
  untilBlockOf,
} from "../check-ins/form/field-values.ts";
import { formIds } from "../check-ins/form/form.ts";
import { checkInTexts } from "../check-ins/texts.ts";
import { FIRST_WORDS } from "../delivery/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { SetupCadence } from "../setup/setup-file.ts";
import { slackTexts } from "../slack/texts.ts";

/** What a person knows of a cadence when they look for its prompt. */
export interface CadenceRef {
  cadence: SetupCadence;
  /** The program's title. */
  program: string;
  /** The person's language and zone. */
  reader: { locale: string; zone: string };
}

/** The newest message about this check-in, when it still asks for it: alone, or as a line among others. */
export function findPrompt(actor: Actor, asked: CadenceRef): SandboxMessage | null {
  const about = actor.dm().findLast((message) => blocksAbout(message, asked).length > 0);
  return about && buttonIn(about, asked) ? about : null;
}

/** Whether the message asks for this check-in, and still does. */
export function asksFor(message: SandboxMessage, asked: CadenceRef): boolean {
  return blocksAbout(message, asked).length > 0 && buttonIn(message, asked) !== null;
}

/** The *Check in* button of this check-in, or null. */
function buttonIn(message: SandboxMessage, asked: CadenceRef): PressedAction | null {
  const label = textsFor(checkInTexts, asked.reader).prompt.checkIn;
  const button = placedElements(blocksAbout(message, asked)).find(
    ({ actionId, element }) =>
      (actionId === promptIds.open || actionId === dayIds.open) &&
      isObject(element.text) &&
      element.text.text === label,
  );
  return button ? { actionId: button.actionId, value: String(button.element.value) } : null;
}

/** What of a message is about this check-in: all of it, the line that begins with its title or names its program, or nothing. */
function blocksAbout(message: SandboxMessage, asked: CadenceRef): SandboxMessage["blocks"] {
  const name = nameIn(asked);
  const begins = (blocks: SandboxMessage["blocks"]) => messageAsText({ ...message, blocks }).split("\n", 1)[0] ?? "";
  const asking = askingBlocks(message);
  if (begins(asking) === `${name} · ${asked.program}`) return asking;
  const isLine = (block: SandboxMessage["blocks"][number] | undefined) => {
    if (block?.type !== "section") return false;
    const first = begins([block]);
    return first === `*${name}* · ${asked.program}` || isShared(first, asked);
  };
  return asking.filter((block, place) => isLine(block) || (block.type === "actions" && isLine(asking[place - 1])));
}

/** Without what stands above somebody's first check-in. */
function askingBlocks({ blocks }: SandboxMessage): SandboxMessage["blocks"] {
  return blocks.filter(({ block_id: id }) => id !== FIRST_WORDS);
}

function nameIn({ cadence, reader }: CadenceRef): string {
  return nameOf({ ...cadence, title: null }, reader);
}

/** The line of several daily check-ins names their programs in a list. */
function isShared(line: string, { cadence, program, reader }: CadenceRef): boolean {
  const { title, oneForm } = textsFor(checkInTexts, reader).day;
  const before = `*${title}* · `;
  const after = oneForm("");
  if (cadence.rule.every !== "day" || !line.startsWith(before) || !line.endsWith(after)) return false;

  const programs = line.slice(before.length, -after.length);
  const ends = programs.split(program);
  return ends.some(
    (end, at) => at > 0 && /(^|, | and | et )$/.test(ends[at - 1] ?? "") && /^($|, | and | et )/.test(end),
  );
}

export type Choice = "nothing" | "unchanged" | "later" | "skip" | "stop";

/** What to press for this in its prompt, a button or an option of its menu; null where it is not offered. */
export function choiceIn(message: SandboxMessage, asked: CadenceRef, choice: Choice): PressedAction | null {
  for (const { actionId, blockId, element } of placedElements(blocksAbout(message, asked))) {
    if (actionId === `check_in.${choice}`) return { actionId, blockId };
    const option = offeredOptions(element).find(({ value }) => String(value).startsWith(`${choice}:`));
    if (option) return { actionId, blockId, option: String(option.value) };
  }
  return null;
}

/** Opens the form of a check-in: from its prompt, else by `/drumbeat check-in`, early or late. */
export async function openCheckIn(actor: Actor, asked: CadenceRef): Promise<View> {
  const prompt = findPrompt(actor, asked);
  const button = prompt && buttonIn(prompt, asked);
  if (prompt && button)
    return untilOpen(actor, async () => {
      await actor.press(prompt, button);
      return null;
    });
  return openByCommand(actor, `check-in ${asked.cadence.key}`);
}

export function openByCommand(actor: Actor, words: string): Promise<View> {
  return untilOpen(actor, async () => (await actor.command(`/drumbeat ${words}`)).response);
}

export const MOST_ATTEMPTS = 5;

/**
 * Does what opens a modal; again, as people do, where it did not come. Throws with what they were told instead: the
 * message that `act` resolves with.
 */
export async function untilOpen(actor: Actor, act: () => Promise<SandboxMessage | null>): Promise<View> {
  let lastAnswer: SandboxMessage | null = null;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && !actor.view(); attempt += 1) lastAnswer = await act();
  if (!actor.view() && lastAnswer) throw new Error(`No form came, but: ${messageAsText(lastAnswer)}`);
  await actor.waitForView();
  await afterWaiting(actor);
  return actor.waitForView();
}

/** Puts exactly these answers into the fields of a check-in, empties its others, and submits. Throws when the form refuses them. */
export async function fillAndSubmit(
  actor: Actor,
  questions: readonly Question[],
  answers: Answers,
  asked?: CadenceRef,
): Promise<void> {
  const values = new Map(questions.flatMap((question) => fieldsOf(question, answers)));
  const changesRequest = [...values.keys()].some((block) => block.includes(":request-"));
  for (const actionId of [formIds.more, ...(changesRequest ? [formIds.changeRequest] : [])])
    await pressUntil(actor, { actionId }, (placed) => placed.every((element) => element.actionId !== actionId));
  await pressRecommendation(actor, values);
  const view = await actor.waitForView();
  const own = asked ? fieldsBefore(view, asked) : "";
  for (const { blockId, block: shown, actionId } of placedElements(view.blocks))
    if (shown.type === "input" && blockId.startsWith(own) && actionId !== formIds.recommendation) {
      const block = blockId.slice(own.length);
      const value = values.get(block);
      // A tick, and what is asked about matters of the register, stays as the form has it, unless it is said otherwise.
      if (value !== undefined || /^answer:(?!.*:(track|outlook-.*|request-(who|by|how|options))$)/.test(block))
        await putInto(actor, blockId, value ?? null);
    }
  await submitted(actor);
}

/** What goes with it is shown then. Where nothing is said of it, what is chosen to begin with stands. */
async function pressRecommendation(actor: Actor, values: ReadonlyMap<string, InputValue>): Promise<void> {
  const { blocks } = await actor.waitForView();
  const placed = placedElements(blocks).find(({ actionId }) => actionId === formIds.recommendation);
  const chosen = placed && values.get(placed.blockId);
  if (placed && typeof chosen === "string") await actor.pressInView({ blockId: placed.blockId, option: chosen });
}

/** A status and a recommendation are pressed: they show what goes with them. */
export async function putInto(actor: Actor, blockId: string, value: InputValue): Promise<void> {
  const placed = placedElements(actor.view()?.blocks ?? []).find((element) => element.blockId === blockId);
  const isShownAnew = placed?.actionId === formIds.status || placed?.actionId === formIds.recommendation;
  if (!isShownAnew) actor.fill(blockId, value);
  else if (typeof value === "string") await actor.pressInView({ blockId, option: value });
}

/** Presses in the form until it is as wanted: a call that failed leaves it as it was. */
export async function pressUntil(
  actor: Actor,
  action: PressedAction,
  isWanted: (placed: readonly PlacedElement[]) => boolean,
): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const { blocks } = await actor.waitForView();
    if (isWanted(placedElements(blocks))) return;
    await actor.pressInView(action);
  }
}

/** Submits the modal on top, which must close. Throws with the message shown instead. */
export async function submitted(actor: Actor): Promise<void> {
  const result = await submitForm(actor);
  if ("updated" in result && isDone(result.updated)) return actor.closeView({ all: true });
  if (!("closed" in result)) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
}

/** It says that what was asked for has been done. */
function isDone({ title }: View): boolean {
  return Object.values(slackTexts).some(({ modal }) => modal.done === title.text);
}

const MOST_PATIENCE_MS = 30_000;

/** Submits the modal on top. Where that takes longer than Slack waits, the answer is what stands there in the end. */
export async function submitForm(actor: Actor): Promise<Submission> {
  const result = await actor.submit();
  if (!("pushed" in result) || !isWaiting(result.pushed)) return result;
  const view = await afterWaiting(actor);
  if (!view || isWaiting(view)) return result;
  if (!isDone(view) && !Object.values(slackTexts).some(({ done }) => viewAsText(view).includes(done)))
    return { updated: view };
  await actor.closeView({ all: true });
  return { closed: true };
}

/** The modal on top once it is more than a promise that something will stand there. */
async function afterWaiting(actor: Actor): Promise<View | null> {
  const until = realTimeMs() + MOST_PATIENCE_MS;
  let view = actor.view();
  while (view && isWaiting(view) && realTimeMs() < until) {
    await actor.untilViewsChange(100);
    view = actor.view();
  }
  return view;
}

function isWaiting({ external_id: id }: View): boolean {
  return id.startsWith("waiting:");
}

/** What stands before the ids of the fields of this check-in: something where it shares the form with others. */
function fieldsBefore({ blocks, callback_id: form }: View, asked: CadenceRef): string {
  if (form !== dayIds.form) return "";
  const heading = `${nameIn(asked)} · ${asked.program}`;
  const at = blocks.findIndex(
    (block) => block.type === "rich_text" && JSON.stringify(block).includes(JSON.stringify(heading)),
  );
  const first = String(blocks.slice(at + 1).find(({ type }) => type === "input")?.block_id ?? "");
  return at < 0 ? "" : first.slice(0, first.indexOf(":") + 1);
}

/** Which fields an answer goes into, and what stands beside it. */
function fieldsOf(question: Question, answers: Answers): [string, InputValue][] {
  const { key } = question;
  const tracked = answers[`${key}:track`];
  const by = answers[`${key}:by`];
  const fields = fieldsOfAnswer(question, answers[key]);
  if (typeof tracked === "string") fields.push([trackBlockOf(key), tracked ? ["track"] : []]);
  if (typeof by === "string") fields.push([requestBlockOf(key, "by"), by]);
  return fields;
}

function fieldsOfAnswer(question: Question, answer: AnswerValue | undefined): [string, InputValue][] {
  if (answer === undefined) return [];
  const block = blockOf(question.key);
  if (typeof answer === "number" || typeof answer === "string" || Array.isArray(answer)) return [[block, answer]];
  if (isOutlook(answer))
    return Object.entries(answer.outlook).map(([id, chosen]) => [outlookBlockOf(question.key, id), chosen]);
  if (isRecommendation(answer))
    return [
      [block, answer.recommend],
      [reasonBlockOf(question.key), answer.reason ?? null],
      [untilBlockOf(question.key), answer.until ?? null],
    ];
  return [
    [block, answer.colour],
    [reasonBlockOf(question.key), answer.reason ?? null],
    [pathBlockOf(question.key, "action"), answer.pathToGreen?.action ?? null],
    [pathBlockOf(question.key, "by"), answer.pathToGreen?.by ?? null],
  ];
}
