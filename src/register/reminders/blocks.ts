/** What an owner is told: what of theirs is due or overdue, what still blocks, and what somebody made theirs. */
import type { KnownBlock } from "@slack/types";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, header, lineOf, plainSection, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { itemIds } from "../ids.ts";
import type { Item } from "../items.ts";
import { milestoneButtons } from "../milestones/forms.ts";
import { milestoneTexts } from "../milestones/texts.ts";
import { calendarButtons, presenceLines } from "../presence.ts";
import { blockerIds } from "../requests/blocker-messages.ts";
import { codeOf } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { titleLine } from "../words.ts";

export interface Reminded {
  item: Item;
  program: string;
  because: "overdue" | "due";
}

/** Two blocks each at most. */
const MOST_SHOWN = 20;
const MOST_LINES = 5;

export function remindersMessage(reader: Reader, reminded: readonly Reminded[]): Message {
  const texts = textsFor(registerTexts, reader);
  const more = reminded.length - MOST_SHOWN;
  return {
    text: lineOf(reminded.length === 0 ? texts.reminder.done : texts.reminder.fallback(reminded.length)),
    blocks: [
      header(texts.reminder.title),
      ...(reminded.length === 0 ? [section(texts.reminder.done)] : []),
      ...reminded.slice(0, MOST_SHOWN).flatMap((one) => remindedBlocks(reader, one)),
      ...(more > 0 ? [context(texts.reminder.more(more))] : []),
      ...(reminded.length > 0 ? [actions("register.mine", button(itemIds.mine, texts.button.mine))] : []),
    ],
  };
}

/** Among others in one message: the gravest, and how many more there are. */
export function reminderLines(reader: Reader, reminded: readonly Reminded[]): KnownBlock[] {
  const texts = textsFor(registerTexts, reader);
  const more = reminded.length - MOST_LINES;
  return [
    ...(reminded.length === 0 ? [section(texts.reminder.done)] : []),
    ...reminded.slice(0, MOST_LINES).flatMap((one) => remindedBlocks(reader, one)),
    ...(more > 0 ? [section(texts.reminder.more(more), button(itemIds.mine, texts.button.mine))] : []),
  ];
}

function remindedBlocks(reader: Reader, { item, program, because }: Reminded): KnownBlock[] {
  const texts = textsFor(registerTexts, reader);
  const value = item.id;
  const due = item.due_on === null ? "" : shortDate(reader, item.due_on);
  const isMilestone = item.type === "milestone";
  const isPresence = item.type === "presence";
  const overdue = isPresence ? texts.reminder.tookPlace : texts.reminder.overdue;
  const fact = {
    overdue: () => (isMilestone ? textsFor(milestoneTexts, reader).reminder : overdue)(due),
    due: () => (item.type === "decision" ? texts.reminder.review(due) : texts.reminder.due(due)),
  }[because]();
  const line = isMilestone && because === "overdue" ? [program] : [fact, program];
  const below =
    isMilestone && because === "overdue" ? [fact] : item.type === "presence" ? presenceLines(reader, item) : [];
  return [
    plainSection(
      [[titleLine(item), ...line].join(" · "), ...below].join("\n"),
      button(itemIds.open, texts.button.open, { value }),
    ),
    ...(isMilestone && because === "overdue"
      ? [actions(`register.milestone:${item.id}`, ...milestoneButtons(reader, item.id))]
      : []),
    ...(item.type === "presence" && because === "due"
      ? [actions(`register.calendar:${item.id}`, ...calendarButtons(reader, item))]
      : []),
    ...(because === "overdue" && !isMilestone
      ? [
          actions(
            `register.still:${item.id}`,
            isPresence
              ? button(itemIds.close, texts.button.didNot, { value })
              : button(itemIds.still, texts.button.still, { value }),
            button(itemIds.solved, isPresence ? texts.button.tookPlace : texts.button.solved, { value, primary: true }),
            button(blockerIds.move, texts.button.newDate, { value }),
          ),
        ]
      : []),
  ];
}

/** `former`: to whoever had it, who has it now. */
interface Given {
  item: Item;
  program: string;
  by: string;
  former: string | null;
}

export function givenLine(reader: Reader, { item, program, by, former }: Given): string {
  const { reminder } = textsFor(registerTexts, reader);
  return former === null
    ? reminder.given(by, codeOf(item), program)
    : reminder.givenOn(by, codeOf(item), program, former);
}

export function givenMessage(reader: Reader, given: Given): Message {
  const { item } = given;
  const texts = textsFor(registerTexts, reader);
  const line = lineOf(givenLine(reader, given));
  return {
    text: line,
    blocks: [
      section(line),
      plainSection(
        [titleLine(item), ...(item.type === "presence" ? presenceLines(reader, item) : [])].join("\n"),
        button(itemIds.open, texts.button.open, { value: item.id }),
      ),
    ],
  };
}
