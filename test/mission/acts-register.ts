/** What people do with the register and with requests, under the rule of acts.ts. */
import { placedElements, type SandboxMessage, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { submitForm, untilOpen } from "../../src/demo/answer-check-in.ts";
import { pressUntilAnother, submitAndLeave } from "../../src/demo/request-acts.ts";
import { itemIds } from "../../src/register/ids.ts";
import { blockerIds } from "../../src/register/requests/blocker-messages.ts";
import { requestIds } from "../../src/register/requests/cards.ts";
import { type Run, textOf } from "../support/run.ts";
import { by, perform, plain, programRow } from "./acts.ts";

export type ItemType =
  | "risk"
  | "assumption"
  | "issue"
  | "dependency"
  | "decision"
  | "action"
  | "milestone"
  | "measure"
  | "objective"
  | "request"
  | "step";

/** An item as everybody who may see it sees it. */
export interface RegisterItem {
  code: string;
  type: ItemType;
  title: string;
  /** One person; of a request, who decides it. */
  owner: string | null;
  due: string | null;
  /** The date that was given first, and how often it has moved since. */
  firstDue: string | null;
  moves: number;
  /** An open request waits for its answer; a decision that holds is open. */
  state: "open" | "done" | "decided" | "withdrawn" | "replaced";
}

const STATES = {
  open: "open",
  active: "open",
  done: "done",
  decided: "decided",
  withdrawn: "withdrawn",
  replaced: "replaced",
  reached: "done",
  "not-reached": "withdrawn",
  dropped: "withdrawn",
} as const;

/** What is in the register of a program, whoever may see it, in the order in which it was entered. */
export async function everyItem(run: Run, program = "loyalty"): Promise<RegisterItem[]> {
  const { id } = await programRow(run, program);
  const rows = await run.db.selectFrom("item").selectAll().where("program_id", "=", id).orderBy("id").execute();
  const people = new Map((await run.db.selectFrom("person").select(["id", "handle"]).execute()).map((p) => [p.id, p]));
  return rows.flatMap((row) => {
    const type = row.type === "request" ? "request" : row.type;
    return type === "presence" || type === "stakeholder"
      ? []
      : {
          code: codeOf(row),
          type,
          title: row.title,
          owner: people.get(row.owner_id ?? "")?.handle ?? null,
          due: row.due_on,
          firstDue: row.original_due_on,
          moves: row.due_moves,
          state: STATES[row.state],
        };
  });
}

const LETTERS = {
  risk: "R",
  issue: "I",
  action: "ACT",
  decision: "D",
  request: "REQ",
  assumption: "ASM",
  dependency: "DEP",
  milestone: "M",
  measure: "KPI",
  objective: "O",
};

function codeOf({ type, number }: { type: string; number: number }): string {
  return `${Object.entries(LETTERS).find(([name]) => name === type)?.[1] ?? ""}-${number}`;
}

export async function itemCalled(run: Run, title: string, program = "loyalty"): Promise<RegisterItem> {
  const found = (await everyItem(run, program)).find((item) => item.title === title);
  return found ?? expect.fail(`There is no item called “${title}”.`);
}

/** Titles of what somebody sees when they open the register; `filter` as they would type it behind the command. */
export async function registerSeenBy(run: Run, who: string, filter = ""): Promise<string[]> {
  const actor = run.as(who);
  const { response } = await actor.command(`/drumbeat register ${filter}`);
  if (response) return [];
  const { blocks } = await actor.waitForView();
  const ids = placedElements(blocks).flatMap(({ actionId, element }) =>
    actionId === itemIds.open ? (stringIn(element, "value") ?? []) : [],
  );
  await actor.closeView({ all: true });
  const rows = await run.db
    .selectFrom("item")
    .select("title")
    .where("id", "in", [...ids, ""])
    .orderBy("id")
    .execute();
  return rows.map(({ title }) => title);
}

/** Whether a search for these words finds anything that they may see. */
export async function finds(run: Run, who: string, words: string): Promise<boolean> {
  const { response } = await run.as(who).command(`/drumbeat find ${words}`);
  if (response) return false;
  await run.as(who).waitForView();
  await run.as(who).closeView({ all: true });
  return true;
}

export interface NewItem {
  type: Exclude<ItemType, "request">;
  title: string;
  due?: string;
  owner?: string;
  /** Of an issue: it blocks work. */
  blocks?: boolean;
  more?: Record<string, string | string[]>;
}

/** By the form of the register. */
export async function addItem(run: Run, who: string, item: NewItem): Promise<RegisterItem> {
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command(`/drumbeat ${item.type}`)).response);
  actor.fill("title", item.title);
  if (item.due !== undefined) actor.fill("due", item.due);
  if (item.owner !== undefined) actor.fill("owner", item.owner);
  if (item.blocks) actor.fill("blocks", "yes");
  for (const [field, value] of Object.entries(item.more ?? {})) actor.fill(field, value);
  await submitAndLeave(actor);
  await run.settle();
  return itemCalled(run, item.title);
}

/** Opens an item of the register, presses this, and fills in the form that comes. */
async function onItem(run: Run, who: string, title: string, press: string, fields: Record<string, string>) {
  const actor = run.as(who);
  const { code } = await itemCalled(run, title);
  await untilOpen(actor, async () => (await actor.command(`/drumbeat find LOY-${code}`)).response);
  const list = placedElements((await actor.waitForView()).blocks).find(({ actionId }) => actionId === itemIds.open);
  if (list) await actor.pressInView({ actionId: itemIds.open, value: stringIn(list.element, "value") ?? "" });
  await pressUntilAnother(actor, { actionId: press });
  for (const [field, value] of Object.entries(fields)) actor.fill(field, value);
  await submitAndLeave(actor);
  await run.settle();
}

export function moveDate(run: Run, who: string, title: string, due: string): Promise<void> {
  return onItem(run, who, title, itemIds.change, { due });
}

export function finish(run: Run, who: string, title: string, note: string): Promise<void> {
  return onItem(run, who, title, itemIds.close, { note });
}

/** Of a measure or an objective: `reached`, `not-reached`, `dropped`. */
export function finishGoal(run: Run, who: string, title: string, how: { ends: string; note: string }): Promise<void> {
  return onItem(run, who, title, itemIds.close, how);
}

export function handOver(run: Run, who: string, title: string, to: string, note: string): Promise<void> {
  return onItem(run, who, title, itemIds.delegate, { owner: to, note });
}

/** Takes a blocker to the next above, from the message that brought it. */
export async function takeUp(run: Run, who: string, title: string, words: string): Promise<void> {
  await pressOf(run, who, title, blockerIds.escalate);
  await fillIn(run, who, { words });
}

/** Gives a blocker another date, from the message that brought it. */
export async function moveBlocker(run: Run, who: string, title: string, to: string, why = "Later"): Promise<void> {
  await pressOf(run, who, title, itemIds.move);
  await fillIn(run, who, { to, why });
}

/** Answers whoever brought a blocker; what they read once it is sent. */
export async function replyAboutBlocker(run: Run, who: string, title: string, words: string): Promise<string> {
  await pressOf(run, who, title, blockerIds.reply);
  return fillIn(run, who, { words });
}

/** What was done with an item, the oldest first. */
export async function historyOf(
  run: Run,
  title: string,
): Promise<{ what: string; who: string | null; words: string | null }[]> {
  const rows = await run.db
    .selectFrom("item_event")
    .innerJoin("item", "item.id", "item_event.item_id")
    .leftJoin("person", "person.id", "item_event.actor_id")
    .select(["item_event.event", "item_event.note", "person.handle"])
    .where("item.title", "=", title)
    .orderBy("item_event.revision")
    .execute();
  return rows.map(({ event, note, handle }) => ({ what: event, who: handle, words: note }));
}

// ---- Requests

export interface NewRequest {
  question: string;
  neededBy: string;
  /** Left out: the level above whoever asks. */
  decider?: string;
  options?: string[];
  /** Left out: in words. */
  answered?: "yes-no";
  recommended?: number;
  costOfWaiting?: string;
}

/** By the form of a request, and then its details. */
export async function raiseRequest(run: Run, who: string, request: NewRequest): Promise<RegisterItem> {
  const actor = run.as(who);
  const { question, neededBy, decider, options, recommended = 1, costOfWaiting = "A week for each week" } = request;
  await untilOpen(actor, async () => (await actor.command(`/drumbeat request ${question}`)).response);
  actor.fill("due", neededBy);
  if (decider !== undefined) actor.fill("owner", decider);
  if (request.answered) await actor.pressInView({ blockId: "how", option: request.answered });
  await submitAndLeave(actor);
  await run.settle();
  const raised = await itemCalled(run, question);
  if (!options) return raised;
  const details = { options, recommended, neededBy, costOfWaiting };
  await perform(run, { ...by(run, who), do: "complete-request", program: "loyalty", request: raised.code, ...details });
  return itemCalled(run, question);
}

export interface Request {
  state: "open" | "decided" | "withdrawn";
  /** Who has it to decide. */
  with: string | null;
  outcome: { by: string; words: string; why: string | null } | null;
  /** What its decider has chosen and may still undo. */
  pending: string | null;
  answerBy: string | null;
}

export async function requestCalled(run: Run, question: string): Promise<Request> {
  const row = await run.db.selectFrom("item").selectAll().where("title", "=", question).executeTakeFirstOrThrow();
  const { outcome, pending } = JSON.parse(row.details);
  const people = new Map((await run.db.selectFrom("person").select(["id", "handle"]).execute()).map((p) => [p.id, p]));
  const state = STATES[row.state];
  return {
    state: state === "decided" || state === "withdrawn" ? state : "open",
    with: people.get(row.owner_id ?? "")?.handle ?? null,
    outcome: outcome
      ? { by: people.get(outcome.decidedBy)?.handle ?? "", words: outcome.text, why: outcome.rationale ?? null }
      : null,
    pending: pending?.text ?? null,
    answerBy: row.answer_by,
  };
}

/** Takes this option by its button, wherever it lies before them. */
export async function decide(run: Run, who: string, option: string): Promise<void> {
  await perform(run, { ...by(run, who), do: "decide", option });
}

/** In words of their own. */
export async function decideInWords(
  run: Run,
  who: string,
  question: string,
  words: string,
  why: string,
): Promise<void> {
  await pressOf(run, who, question, requestIds.decide);
  await fillIn(run, who, { words, rationale: why });
}

export async function undo(run: Run, who: string, question: string): Promise<void> {
  await pressOf(run, who, question, requestIds.undo);
  await run.settle();
}

/** Whether somebody has a button to decide this, in any message as it is now. */
export function mayDecide(run: Run, who: string, question: string): boolean {
  return run
    .as(who)
    .dm()
    .some((message) => holds(message, question) && placedElements(message.blocks).some(isToDecide));
}

function isToDecide({ actionId }: { actionId: string }): boolean {
  return actionId === requestIds.decide || actionId.startsWith(`${requestIds.take}:`);
}

/** All that somebody reads before they decide, the options among it. */
export async function readToDecide(run: Run, who: string, question: string): Promise<string> {
  await pressOf(run, who, question, requestIds.decide);
  const shown = plain(JSON.stringify((await run.as(who).waitForView()).blocks));
  await run.as(who).closeView({ all: true });
  return shown;
}

export async function askBack(run: Run, who: string, question: string, words: string): Promise<void> {
  await pressOf(run, who, question, requestIds.question);
  await fillIn(run, who, { question: words });
}

export async function reply(run: Run, who: string, question: string, words: string): Promise<void> {
  await pressOf(run, who, question, requestIds.reply);
  await fillIn(run, who, { answer: words });
}

export async function delegate(run: Run, who: string, question: string, to: string, why: string): Promise<void> {
  await pressOf(run, who, question, requestIds.delegate);
  await fillIn(run, who, { to, why });
}

export async function postpone(run: Run, who: string, question: string, until: string): Promise<void> {
  await openOther(run, who, question, requestIds.postpone);
  await fillIn(run, who, { until });
}

/** `options`: on what they vote, of one that is answered in words. */
export async function sendToCommittee(run: Run, who: string, question: string, options?: string): Promise<void> {
  await openOther(run, who, question, requestIds.committee);
  await fillIn(run, who, options === undefined ? {} : { options });
}

export async function vote(run: Run, who: string, question: string, option: number): Promise<void> {
  await pressOf(run, who, question, requestIds.vote);
  await fillIn(run, who, { option: String(option) });
}

async function openOther(run: Run, who: string, question: string, actionId: string): Promise<void> {
  await pressOf(run, who, question, requestIds.decide);
  await pressUntilAnother(run.as(who), { actionId });
}

/** Presses this of an item, in the newest message that has it. */
async function pressOf(run: Run, who: string, title: string, actionId: string): Promise<void> {
  const { id } = await run.db.selectFrom("item").select("id").where("title", "=", title).executeTakeFirstOrThrow();
  for (const message of run.as(who).dm().toReversed())
    for (const placed of placedElements(message.blocks)) {
      const value = stringIn(placed.element, "value") ?? "";
      if (placed.actionId === actionId && value.includes(id)) return run.as(who).press(message, { actionId, value });
    }
  expect.fail(`${who} can do nothing of this about “${title}”.`);
}

function holds(message: SandboxMessage, words: string): boolean {
  return plain(textOf(message)).includes(words);
}

async function fillIn(run: Run, who: string, fields: Record<string, string>): Promise<string> {
  const actor = run.as(who);
  await actor.waitForView();
  for (const [field, value] of Object.entries(fields)) actor.fill(field, value);
  const result = await submitForm(actor);
  if ("errors" in result || "failed" in result) throw new Error(`Not taken: ${JSON.stringify(result)}`);
  const receipt = actor.view();
  while (actor.view()) await actor.closeView();
  await run.settle();
  return receipt ? plain(textOf(receipt)) : "";
}
