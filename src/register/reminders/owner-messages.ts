/** Messages to an owner: items due or overdue, blockers still open, and items assigned to them. */
import type { Button, KnownBlock } from "@slack/types";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { manyLine } from "../../delivery/folded-lines.ts";
import { MANY } from "../../delivery/lanes.ts";
import { decimalWithUnit } from "../../platform/texts/decimals.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { actions, button, header, lineOf, plainSection, section, shorten } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { isLive } from "../codes-and-transitions.ts";
import { itemIds } from "../ids.ts";
import type { Item } from "../items.ts";
import { trackedTexts } from "../items-in-check-in.ts";
import { dateLine, endLine, type ReaderOfDay, titleLine } from "../items-in-words.ts";
import { milestoneButtons, milestoneTexts } from "../milestones.ts";
import { calendarButtons, presenceLines } from "../presence-in-words.ts";
import type { HandOver } from "../requests/next-owner.ts";
import { requestTexts } from "../requests/texts.ts";
import type { ItemEventName } from "../table.ts";
import { registerTexts } from "../texts.ts";

export interface Reminded {
  item: Item;
  program: string;
  because: "overdue" | "due";
  /** Whose a blocker is from a day on when nothing is done about it. */
  next?: HandOver | null;
  /** What somebody did with it since the message was sent. */
  done?: ItemEventName | null;
  /** Who has it now, where that is somebody else since. */
  with?: string | null;
  /** From when on it is in no report, unless somebody says a word of it. */
  leavesOn?: LocalDate | null;
  /** Whose it is, where its reader acts for somebody who is away. */
  owner?: string | null;
}

export const remindedNouns = countedNouns({
  en: ["item due or late", "items due or late"],
  fr: ["élément à échéance ou en retard", "éléments à échéance ou en retard"],
});

/** The value of the button that lists them. */
const REMINDED = "reminded";

/** `isSent`: it was sent before, and says what is left of them. */
export function remindersMessage(
  reader: ReaderOfDay,
  reminded: readonly Reminded[],
  { isSent = false }: { isSent?: boolean } = {},
): Message {
  const { reminder } = textsFor(registerTexts, reader);
  const isNone = reminded.length === 0;
  return {
    text: lineOf(isNone ? reminder.none : reminder.fallback(reminded.length)),
    blocks: [
      header(reminder.title),
      ...(isNone ? [section(reminder.none)] : remindedTogether(reader, reminded, { isSent })),
    ],
  };
}

/** A line each; one for all of many. */
function remindedTogether(
  reader: ReaderOfDay,
  reminded: readonly Reminded[],
  { isSent }: { isSent: boolean },
): KnownBlock[] {
  if (reminded.length < MANY) return linesOfReminded(reader, reminded).flat();
  const left = isSent ? reminded.filter(isLeft).length : undefined;
  return manyLine(reader, { words: remindedNouns(reader, reminded.length), left, part: REMINDED });
}

export function linesOfReminded(reader: ReaderOfDay, reminded: readonly Reminded[]): KnownBlock[][] {
  return reminded.map((item) => remindedBlocks(reader, item));
}

/** Nothing was done with it since its owner was reminded. */
export function isLeft({ item, done, with: withOther }: Reminded): boolean {
  return !done && !withOther && (isLive(item) || item.state === "active");
}

/** With its date, program and buttons, or what became of it. */
export function remindedBlocks(reader: ReaderOfDay, reminded: Reminded): KnownBlock[] {
  const { item, program, because, next, leavesOn = null, owner } = reminded;
  const texts = textsFor(registerTexts, reader);
  const title = withoutFullStop(titleLine(item));
  const became = whatBecame(reader, reminded);
  if (became) return [plainSection(`${title} · ${program}\n${became}`)];

  const open = button(itemIds.open, texts.button.open, { value: item.id });
  const buttons = remindedButtons(reader, item, because);
  const below = buttons.length > 0 ? [actions(`register.still:${item.id}`, ...buttons)] : [];
  const inPlace = owner ? [texts.reminder.inPlaceOf(owner)] : [];
  const due = item.due_on === null ? "" : shortDate(reader, item.due_on);
  const asked = because === "overdue" ? questionOf(reader, item, due) : null;
  if (asked !== null) {
    const head = [title, program, ...inPlace].join(" · ");
    return [plainSection(`${head}\n${asked}`, open), ...below];
  }

  const fact = dateLine(reader, item) ?? "";
  const leaves = leavesOn && texts.reminder.leaves(shortDate(reader, leavesOn));
  const then = next ? texts.reminder.goesTo(next.name, shortDate(reader, next.on)) : leaves;
  const when = then === null ? fact : `${fact}, ${then}`;
  const head = [title, when, program, ...inPlace].join(" · ");
  const lines = item.type === "presence" ? presenceLines(reader, item) : [];
  return [plainSection([head, ...lines].join("\n"), open), ...below];
}

/** Since it was asked about; null: nothing. */
function whatBecame(reader: ReaderOfDay, reminded: Reminded): string | null {
  const { item, done, with: other } = reminded;
  const end = endLine(reader, item);
  if (end !== null) return end;
  if (other) return textsFor(requestTexts, reader).now.withOther(other);

  const { choice, milestone } = textsFor(trackedTexts, reader);
  if (done === "confirmed") return `✓ ${item.type === "milestone" ? milestone.open : choice.open}`;
  const moved = done === "moved-date" ? dateLine(reader, item) : null;
  return moved && `✓ ${moved}`;
}

/** What is asked once the day has come of what is no task. */
function questionOf(reader: Reader, item: Item, due: string): string | null {
  if (item.type === "milestone") return textsFor(milestoneTexts, reader).reminder(due);
  if (item.type === "measure") {
    const { target = "", unit = "" } = item.details;
    return textsFor(registerTexts, reader).reminder.target(due, decimalWithUnit(reader, target, unit));
  }
  if (item.type !== "presence") return null;
  const { place } = item.details;
  return textsFor(registerTexts, reader).reminder.tookPlace(
    place === undefined ? due : `${due}, ${shorten(place, 100)}`,
  );
}

function remindedButtons(reader: Reader, item: Item, because: Reminded["because"]): Button[] {
  const texts = textsFor(registerTexts, reader);
  const value = item.id;
  const isOver = because === "overdue";
  const onPlan = button(itemIds.still, textsFor(trackedTexts, reader).milestone.open, { value });
  if (item.type === "milestone") return [...(isOver ? [] : [onPlan]), ...milestoneButtons(reader, value)];
  if (item.type === "presence" && !isOver) return calendarButtons(reader, item);
  const newDate = button(itemIds.move, texts.button.newDate, { value });
  if (item.type === "measure")
    return [
      button(itemIds.reached, texts.field.reached, { value, primary: true }),
      newDate,
      button(itemIds.notReached, texts.field["not-reached"], { value }),
    ];
  if (item.type === "presence")
    return [
      button(itemIds.solved, texts.button.tookPlace, { value, primary: true }),
      button(itemIds.drop, texts.button.didNot, { value }),
      newDate,
    ];
  if (item.type === "decision") return [];
  return [
    button(itemIds.still, texts.button.still, { value }),
    button(itemIds.solved, texts.button.solved, { value, primary: true }),
    newDate,
  ];
}

/** “due Fri 6 Nov, Margaret Osei’s from Mon 9 Nov”: the limit of whoever has it. */
export function dateAndNext(reader: ReaderOfDay, item: Item, next: HandOver | null): string {
  const then = next && textsFor(registerTexts, reader).reminder.goesTo(next.name, shortDate(reader, next.on));
  return [dateLine(reader, item), then].filter(Boolean).join(", ");
}

/** `former`: to whoever had it, who has it now; `note`: the words with which it was given. */
interface Given {
  item: Item;
  program: string;
  by: string;
  former: string | null;
  note: string | null;
  /** Whose a blocker is from a day on when nothing is done about it. */
  next: HandOver | null;
}

/** To whoever has it now with its date and the words; to whoever had it, who has it. */
export function givenMessage(reader: ReaderOfDay, { item, program, by, former, note, next }: Given): Message {
  const texts = textsFor(registerTexts, reader);
  const title = [withoutFullStop(titleLine(item)), dateAndNext(reader, item, next), program]
    .filter(Boolean)
    .join(" · ");
  const head =
    former === null
      ? texts.reminder.given(by, title)
      : texts.reminder.givenOn(by, `${titleLine(item)} (${program})`, former);
  const end = endLine(reader, item);
  const lines = [
    head,
    ...(end === null ? [] : [end]),
    ...(item.type === "presence" ? presenceLines(reader, item) : []),
    ...(note ? [`“${note}”`] : []),
  ];
  const open = button(itemIds.open, texts.button.open, { value: item.id });
  const calendar = former === null && item.type === "presence" ? calendarButtons(reader, item) : [];
  return {
    text: lineOf(head),
    blocks: [
      plainSection(lines.join("\n"), former === null ? open : undefined),
      ...(calendar.length > 0 ? [actions(`register.given:${item.id}`, ...calendar)] : []),
    ],
  };
}
