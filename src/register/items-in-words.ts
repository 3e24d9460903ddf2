/** Items and their history in the reader's language. Text that people wrote is not translated. */
import type { Button } from "@slack/types";
import { z } from "zod";
import { type LocalText, textIn } from "../cadences/questions/questions.ts";
import { decimal } from "../platform/texts/decimals.ts";
import { capitalised, dayAndMonth, languageOf, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { button, shorten } from "../slack/blocks.ts";
import { type Closing, type Coded, codeOf, isLive, isReviewed } from "./codes-and-transitions.ts";
import { itemIds } from "./ids.ts";
import { type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import type { Item, ItemEvent } from "./items.ts";
import { type Dated, isLateOn, lastDayOf } from "./lateness.ts";
import { isBlocker } from "./reminders/days.ts";
import { daysInWords } from "./requests/days-in-words.ts";
import { assignmentIn, importIn } from "./requests/history.ts";
import { requestTexts } from "./requests/texts.ts";
import { registerTexts } from "./texts.ts";
import { type Format, ITEM_STATES } from "./types/item-type.ts";

type StatedItem = Pick<Item, "state"> & TypedDetails;
type DatedItem = StatedItem & Dated & Pick<Item, "original_due_on" | "due_moves">;
type HistoryEvent = Pick<ItemEvent, "at" | "actor_id" | "event" | "before" | "after" | "note">;

/** `LOY-R-4 · title`. */
export function titleLine(item: Coded & Pick<Item, "title">): string {
  return `${codeOf(item)} · ${item.title}`;
}

/** Type, state and date: `Risk · open · to review 3 Nov → 10 Nov (1 move)`. */
export function stateLine(reader: ReaderOfDay, item: DatedItem, { isLate }: { isLate: boolean }): string {
  const texts = textsFor(registerTexts, reader);
  return [
    isBlocker(item) ? texts.blocker : typeName(reader, item.type),
    texts.state(item.type, item.state),
    dateLine(reader, item, { isLate }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** “✓ Done”; null while it is open or in force. */
export function endLine(reader: Reader, item: Pick<Item, "type" | "state">): string | null {
  if (isLive(item) || item.state === "active") return null;
  return `✓ ${capitalised(textsFor(registerTexts, reader).state(item.type, item.state))}`;
}

/** “Loyalty was closed by Hugo Lambert on 5 Nov” */
export function closingLine(reader: Reader, { program, by, at }: Closing): string {
  const on = dayAndMonth(reader, localDateOf(at, reader.zone));
  return textsFor(registerTexts, reader).closing.line(program, by, on);
}

export type ReaderOfDay = Reader & { today: LocalDate };

/**
 * “was due Tue 3 Nov”: the date, with the first one ever given where it has moved; of a request as on its card. Null without one.
 * `isLate`: as its owner is, who may be elsewhere; default: by the day of its reader.
 */
export function dateLine(
  reader: ReaderOfDay,
  item: DatedItem,
  { isLate = isLateOn(item, reader.today) }: { isLate?: boolean } = {},
): string | null {
  if (item.due_on === null) return null;
  const { view, reminder } = textsFor(registerTexts, reader);
  const { home, head } = textsFor(requestTexts, reader);
  const days = {
    answerBy: lastDayOf(item),
    neededBy: item.due_on,
    originalNeededBy: item.original_due_on,
    moves: item.due_moves,
    isPastNeeded: isLive(item) && item.due_on < reader.today,
    isLate,
  };
  const answer = item.type === "request" ? daysInWords(reader, days, { by: head.answerBy }) : null;
  if (answer !== null) return answer;

  const current = shortDate(reader, item.due_on);
  const shown =
    item.original_due_on === null || item.due_moves === 0
      ? current
      : view.moved(shortDate(reader, item.original_due_on), current, item.due_moves);
  if (item.type === "request") return home.needed(shown);
  if (isLate) return reminder.overdue(shown);
  return isReviewed(item) ? view.review(shown) : view.due(shown);
}

/** The fields of its type, named; those that are empty are left out. */
export function detailLines(reader: Reader, item: TypedDetails, named: Named = {}): { label: string; value: string }[] {
  const format = formatFor(reader, named);
  return TYPES[item.type]
    .shownOf(item, format)
    .flatMap(([label, value]) => (value ? [{ label: format.text(label), value }] : []));
}

/** What other items and programs are called, by id, as far as their reader may know. */
export type Named = Readonly<Record<string, string>>;

function formatFor(reader: Reader, named: Named): Format {
  return {
    text: (text: LocalText) => textIn(text, languageOf(reader.locale)),
    day: (date: LocalDate) => day(reader, date),
    decimal: (value: string) => decimal(reader, value),
    names: (ids) => namesInWords(reader, ids, named),
  };
}

function namesInWords(reader: Reader, ids: readonly string[], named: Named): string {
  const known = ids.flatMap((id) => named[id] ?? []);
  const more = ids.length - known.length;
  const texts = textsFor(registerTexts, reader).view;
  return [...known, ...(more > 0 ? [texts.unnamed(more)] : [])].join("\n");
}

export function typeName(reader: Pick<Reader, "locale">, type: ItemType): string {
  return textIn(TYPES[type].name, languageOf(reader.locale));
}

const fieldsOf = z.record(z.string(), z.unknown());
const LONGEST_VALUE = 120;

/** Day, who, what, and before → after for each field that changed. */
export function historyLine(
  reader: Reader,
  item: StatedItem,
  event: HistoryEvent,
  nameOf: (personId: string) => string,
  named: Named = {},
): { head: string; details: string[] } {
  const texts = textsFor(registerTexts, reader);
  const who = event.actor_id === null ? texts.byItself : nameOf(event.actor_id);
  const done =
    item.type === "decision" && item.details.requestId !== undefined && event.event === "raised"
      ? "decided"
      : event.event;
  const imported = importIn(event);
  const usual = item.type === "milestone" && done === "confirmed" ? texts.onPlan : texts.event[done];
  const label = imported?.isUndone ? texts.importUndone(imported.file) : usual;
  const head = [day(reader, localDateOf(event.at, reader.zone)), who, label].join(" · ");

  const before = event.before === null ? {} : fieldsOf.parse(JSON.parse(event.before));
  const after = event.after === null || event.event === "raised" ? {} : fieldsOf.parse(JSON.parse(event.after));
  const columns = new Map<string, string>(Object.entries(texts.column));
  const changes = Object.keys(after).flatMap((column) => {
    const name = columns.get(column);
    if (name === undefined) return [];
    if (column === "details") {
      const changed = particularsChanged(reader, item, { before: before[column], after: after[column] }, named);
      return changed.length > 0 ? changed : [name];
    }
    const inWords = (value: unknown) => valueInWords(reader, item, column, value, nameOf);
    return [texts.changed(name, inWords(before[column]), inWords(after[column]))];
  });

  const step = assignmentIn(event);
  const moved = step === null ? [] : [texts.assigned[step.because](nameOf(step.from))];
  const by = imported && !imported.isUndone ? [texts.byImport(imported.file)] : [];
  return { head, details: [...moved, ...changes, ...by, ...(event.note === null ? [] : [event.note])] };
}

/** Changes of the fields of its type; the facts of an act are shown with its event. */
function particularsChanged(
  reader: Reader,
  item: StatedItem,
  { before, after }: { before: unknown; after: unknown },
  named: Named,
): string[] {
  const texts = textsFor(registerTexts, reader);
  const format = formatFor(reader, named);
  return TYPES[item.type]
    .changesOf(before ?? {}, after, format)
    .map(([label, was, is]) =>
      texts.changed(format.text(label), short(was ?? texts.nothing), short(is ?? texts.nothing)),
    );
}

function valueInWords(
  reader: Reader,
  item: StatedItem,
  column: string,
  value: unknown,
  nameOf: (personId: string) => string,
): string {
  const texts = textsFor(registerTexts, reader);
  if (typeof value !== "string" || value === "") return texts.nothing;
  if (column === "owner_id") return nameOf(value);
  if (column === "due_on") return day(reader, value);
  if (column === "state") return texts.state(item.type, ITEM_STATES.find((each) => each === value) ?? item.state);
  return short(value);
}

function short(value: string): string {
  return shorten(value.replace(/\s*\n\s*/g, " / "), LONGEST_VALUE);
}

/** With its year: the dates of a record lie far apart. */
function day(reader: Reader, date: LocalDate): string {
  return `${dayAndMonth(reader, date)}\u00a0${date.slice(0, 4)}`;
}

/** What leads from a source to the item itself, and to the message that it was made of. */
export function sourceButtons(reader: Reader, item: Pick<Item, "id" | "permalink">): Button[] {
  const texts = textsFor(registerTexts, reader);
  return [
    button(itemIds.open, texts.button.open, { value: item.id }),
    ...(item.permalink === null ? [] : [{ ...button(itemIds.message, texts.view.message), url: item.permalink }]),
  ];
}
