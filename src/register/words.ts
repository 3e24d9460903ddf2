/** How an item and what happened to it are said, in the reader's language. People's own words stay as they are. */
import { z } from "zod";
import { dayAndMonth, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { cameFromSchema } from "./closing/rules.ts";
import { closingTexts } from "./closing/texts.ts";
import { stepIn } from "./escalation/facts.ts";
import { stepLine } from "./escalation/words.ts";
import { isBlocker } from "./reminders/rules.ts";
import { type Coded, codeOf, isLive, isOverdue, type Lack, shownTitle } from "./rules.ts";
import { isEndBySilence } from "./rules-alive.ts";
import { ITEM_STATES, type ItemEventName } from "./table.ts";
import { registerTexts } from "./texts.ts";
import type { Item, ItemEvent } from "./use-cases.ts";

/** `LOY-R-4 · title`. */
export function titleLine(item: Coded & Pick<Item, "title">): string {
  return `${codeOf(item)} · ${shownTitle(item)}`;
}

/**
 * Type, state and date: `Risk · open · to review 3 Nov → 10 Nov (1 move)`. `isOfClosed`: its program is closed, so that
 * nobody is late with it.
 */
export function stateLine(reader: Reader, item: Item, today: LocalDate, { isOfClosed = false } = {}): string {
  const texts = textsFor(registerTexts, reader);
  return [
    isBlocker(item) ? texts.blocker : texts.type[item.type],
    texts.state(item.type, item.state),
    isOfClosed && isLive(item) ? texts.view.programClosed : null,
    dateLine(reader, item),
    isOverdue(item, today) && !isOfClosed ? texts.view.overdue : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** The date, with the first one ever given where it has moved; null without one. */
export function dateLine(reader: Reader, item: Item): string | null {
  if (item.due_on === null) return null;
  const { view } = textsFor(registerTexts, reader);
  const current = day(reader, item.due_on);
  const shown =
    item.original_due_on === null || item.due_moves === 0
      ? current
      : view.moved(day(reader, item.original_due_on), current, item.due_moves);
  if (item.type === "ask") return view.neededBy(shown);
  return item.type === "risk" || item.type === "assumption" || item.type === "decision"
    ? view.review(shown)
    : view.due(shown);
}

export function lacksInWords(reader: Reader, lacks: readonly Lack[]): string {
  const { lack } = textsFor(registerTexts, reader);
  return list(
    reader,
    lacks.map((one) => lack[one]),
  );
}

/** The fields of its type, named; those that are empty are left out. */
export function detailLines(reader: Reader, item: Item): { label: string; value: string }[] {
  const texts = textsFor(registerTexts, reader);
  const { field } = texts;
  const lines: [string, string | undefined][] = [];
  const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? field.yes : field.no);
  const date = (value: LocalDate | undefined) => value && day(reader, value);
  switch (item.type) {
    case "risk": {
      const { cause, effect, probability, impact, response, nextAction } = item.details;
      lines.push([field.cause, cause], [field.effect, effect], [field.probability, probability?.toString()]);
      lines.push([field.impactScore, impact?.toString()], [field.response, response && texts.response[response]]);
      lines.push([field.nextAction, nextAction]);
      break;
    }
    case "assumption":
      lines.push([field.validatedBy, item.details.validatedBy], [field.consequence, item.details.consequence]);
      break;
    case "issue": {
      const { severity, impact, blocksWork, blockedSince, whoCanUnblock, nextAction } = item.details;
      lines.push([field.blocks, yesNo(blocksWork)], [field.blockedSince, date(blockedSince)]);
      lines.push([field.stillUntil, date(item.details.stillUntil)]);
      lines.push([field.whoCanUnblock, whoCanUnblock], [field.severity, severity && texts.severity[severity]]);
      lines.push([field.impact, impact], [field.nextAction, nextAction]);
      break;
    }
    case "dependency":
      lines.push([field.giver, item.details.giver], [field.receiver, item.details.receiver]);
      lines.push([field.agreed, yesNo(item.details.agreed)]);
      break;
    case "decision": {
      const { rationale, recommendation, context, options, consulted, expectedOutcome, decidedOn } = item.details;
      lines.push([field.rationale, rationale], [field.why, recommendation], [field.context, context]);
      lines.push([field.options, options?.join("\n")]);
      lines.push([field.consulted, consulted], [field.expectedOutcome, expectedOutcome]);
      lines.push([field.decidedOn, date(decidedOn)]);
      break;
    }
    case "ask": {
      const { kind, options, recommended, why, costOfWaiting, evidence, outcome } = item.details;
      const choice = recommended === undefined ? undefined : options?.[recommended]?.label;
      lines.push([field.kind, texts.kind[kind]], [field.options, options?.map(({ label }) => label).join("\n")]);
      lines.push([field.why, [choice, why].filter(Boolean).join("\n") || undefined]);
      lines.push([field.costOfWaiting, costOfWaiting], [field.evidence, evidence]);
      lines.push([texts.type.decision, outcome?.text]);
      break;
    }
    case "action":
      break;
  }
  return lines.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** Where the answer is not what the event says by itself. */
const WITH_ANSWER: readonly ItemEventName[] = ["closed", "restated"];

const fieldsOf = z.record(z.string(), z.unknown());
const LONGEST_VALUE = 120;

/** Day, who, what, and before → after for each field that changed. */
export function historyLine(
  reader: Reader,
  item: Item,
  event: ItemEvent,
  nameOf: (personId: string) => string,
): { head: string; details: string[] } {
  const texts = textsFor(registerTexts, reader);
  const who = event.actor_id === null ? texts.byItself : nameOf(event.actor_id);
  const isWithAnswer = WITH_ANSWER.includes(event.event) && event.check_in_id !== null;
  const how = isEndBySilence(event)
    ? texts.closedBySilence
    : isWithAnswer
      ? texts.closedWithAnswer
      : cameFromLine(reader, event);
  const done =
    item.type === "decision" && item.details.askId !== undefined && event.event === "raised" ? "decided" : event.event;
  const head = [
    day(reader, localDateOf(event.at, reader.zone)),
    who,
    how === null ? texts.event[done] : `${texts.event[done]} (${how})`,
  ].join(" · ");
  const before = event.before === null ? {} : fieldsOf.parse(JSON.parse(event.before));
  const after = event.after === null || event.event === "raised" ? {} : fieldsOf.parse(JSON.parse(event.after));
  const columns = new Map<string, string>(Object.entries(texts.column));
  // The new words stand below as they were said.
  const changes = Object.keys(event.event === "said-again" ? {} : after).flatMap((column) => {
    const name = columns.get(column);
    if (name === undefined) return [];
    // What the particulars were is long and stands in the export; here that they changed is enough.
    if (column === "details") return [stillLine(reader, event.event, after[column]) ?? name];
    const said = (value: unknown) => valueInWords(reader, item, column, value, nameOf);
    return [texts.changed(name, said(before[column]), said(after[column]))];
  });
  const step = stepIn(event);
  const moved = step === null ? [] : [stepLine(reader, step, nameOf)];
  return { head, details: [...moved, ...changes, ...(event.note === null ? [] : [event.note])] };
}

/** Of an item that goes on in this program: what it was in one that was closed. */
function cameFromLine(reader: Reader, { event, after }: ItemEvent): string | null {
  if (event !== "raised" || after === null) return null;
  const { cameFrom } = z.object({ cameFrom: cameFromSchema.optional() }).parse(JSON.parse(after));
  return cameFrom ? textsFor(closingTexts, reader).cameFrom(cameFrom.code, cameFrom.program) : null;
}

const stillSchema = z.object({ stillUntil: z.string() });

/** Of a blocker that still stands: when it comes back. */
function stillLine(reader: Reader, event: ItemEventName, details: unknown): string | null {
  const { field } = textsFor(registerTexts, reader);
  const still = event === "confirmed" ? stillSchema.safeParse(details).data : undefined;
  return still ? `${field.stillUntil} ${day(reader, still.stillUntil)}` : null;
}

function valueInWords(
  reader: Reader,
  item: Item,
  column: string,
  value: unknown,
  nameOf: (personId: string) => string,
): string {
  const texts = textsFor(registerTexts, reader);
  if (typeof value !== "string" || value === "") return texts.nothing;
  if (column === "owner_id") return nameOf(value);
  if (column === "due_on") return day(reader, value);
  if (column === "state") return texts.state(item.type, stateOf(value) ?? item.state);
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
}

function stateOf(value: string): Item["state"] | undefined {
  return ITEM_STATES.find((state) => state === value);
}

/** With its year: the dates of a record lie far apart. */
function day(reader: Reader, date: LocalDate): string {
  return `${dayAndMonth(reader, date)}\u00a0${date.slice(0, 4)}`;
}
