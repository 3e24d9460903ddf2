/** One item of the register as a modal, and the small forms around it. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  option,
  quote,
  section,
  shorten,
  words,
} from "../slack/blocks.ts";
import { optionalRadio, optionalText, person, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { modal } from "../slack/modal.ts";
import { codeOf, endOf, isLive, isReopenable, LONGEST_TITLE, mayBecome, mayBeTicked } from "./codes-and-transitions.ts";
import { itemIds } from "./ids.ts";
import type { Item } from "./items.ts";
import { detailLines, historyLine, stateLine } from "./items-in-words.ts";
import { milestoneButtons, milestoneTexts } from "./milestones.ts";
import { calendarButtons } from "./presence-in-words.ts";
import type { ItemFacts, ReadItem } from "./readings.ts";
import { requestIds } from "./requests/cards.ts";
import { givenSection, withoutGiven } from "./requests/given.ts";
import { requestTexts } from "./requests/texts.ts";
import { registerTexts } from "./texts.ts";

const LONGEST_TEXT = 2500;
const EVENTS_SHOWN = 15;

function ownerLine(reader: Reader, { item, owner }: Pick<ReadItem, "item" | "owner">): string {
  const texts = textsFor(registerTexts, reader).view;
  if (owner === null) return texts.noOwner;
  return item.type === "request" ? texts.decider(owner) : texts.owner(owner);
}

interface ShownWith {
  today: LocalDate;
  /** Result of the last action. */
  notice: string | null;
  /** What capabilities above know of it: how a measure or an objective stands, what can still be done about a decision. */
  added: readonly KnownBlock[];
}

export function itemView(reader: Reader, shown: ReadItem, { today, notice, added }: ShownWith): ModalView {
  const texts = textsFor(registerTexts, reader);
  const { item, program, successor, answers } = shown;
  const nameOf = (personId: string) => shown.people[personId] ?? personId;
  const facts = [
    program.title,
    ownerLine(reader, shown),
    texts.view.raised(nameOf(item.raised_by), shortDate(reader, localDateOf(item.raised_at, reader.zone))),
  ];
  const events = [...shown.history].reverse();
  const blocks: (KnownBlock | null | false)[] = [
    notice === null ? null : section(`✓ ${lineOf(notice)}`),
    words([{ text: item.title, bold: true }]),
    context(escapeMrkdwn(shorten(stateLine({ ...reader, today }, item, shown), LONGEST_TEXT))),
    words(...facts.map((fact) => [{ text: fact }])),
    item.description !== "" && quote({ text: shorten(item.description, LONGEST_TEXT) }),
    ...detailLines(reader, shown.may.sayGiven ? withoutGiven(item) : item, shown.named).map(({ label, value }) =>
      words([{ text: `${label}\n`, bold: true }, { text: shorten(value, LONGEST_TEXT) }]),
    ),
    ...added,
    shown.may.sayGiven &&
      item.type === "request" &&
      givenSection(reader, item, { isOf: nameOf(item.raised_by), isTheirs: shown.isTheirs }),
    successor !== null &&
      section(
        escapeMrkdwn(
          item.state === "replaced" ? texts.view.replacedBy(successor.code) : texts.view.sameAs(successor.code),
        ),
        button(itemIds.open, texts.button.open, { value: successor.id }),
      ),
    answers !== null &&
      section(
        escapeMrkdwn(texts.view.answers(answers.code, shorten(answers.title, LONGEST_TITLE))),
        button(itemIds.open, texts.button.open, { value: answers.id }),
      ),
    linkRow(reader, item),
    program.isClosed && section(escapeMrkdwn(texts.view.ofClosed(program.title))),
    shown.may.change || shown.may.decide ? actRow(reader, shown) : null,
    words([{ text: texts.view.history, bold: true }]),
    ...events.slice(0, EVENTS_SHOWN).map((event) => {
      const { head, details } = historyLine(reader, item, event, nameOf, shown.named);
      return words([{ text: head }, ...details.map((line) => ({ text: `\n${shorten(line, 500)}`, italic: true }))]);
    }),
    events.length > EVENTS_SHOWN && context(texts.view.earlier(events.length - EVENTS_SHOWN)),
  ];
  return modal({
    title: codeOf(item),
    close: texts.view.back,
    private_metadata: JSON.stringify({ itemId: item.id } satisfies z.infer<typeof itemViewState>),
    blocks,
  });
}

export const itemViewState = z.strictObject({ itemId: z.string() });

function linkRow(reader: Reader, item: ItemFacts): KnownBlock | null {
  const texts = textsFor(registerTexts, reader);
  const buttons: Button[] = [
    ...(item.round_id === null ? [] : [button(itemIds.readAnswer, texts.button.answer, { value: item.round_id })]),
    ...(item.type === "presence" && isLive(item) ? calendarButtons(reader, item) : []),
    ...(item.permalink === null ? [] : [{ ...button(itemIds.message, texts.view.message), url: item.permalink }]),
  ];
  return buttons.length > 0 ? actions("register.links", ...buttons) : null;
}

function actRow(reader: Reader, { item, may, isTheirs }: ReadItem): KnownBlock | null {
  const { button: texts } = textsFor(registerTexts, reader);
  const value = item.id;
  const answer = textsFor(requestTexts, reader).buttons.answer;
  const decide = may.decide ? [button(requestIds.decide, answer, { value, primary: true })] : [];
  // Another sponsor may decide it, but not change it.
  if (!may.change) return actions("register.acts", ...decide);
  if (item.type === "decision" && item.state === "active")
    return actions("register.acts", button(itemIds.replace, texts.replace, { value }));

  const mayEnd = mayBecome(item.type, item.state, endOf(item, "done")) && (!may.decide || isTheirs);
  const buttons = [
    ...decide,
    ...(isLive(item) ? changeButtons(reader, item) : []),
    ...(mayEnd ? [button(itemIds.close, endLabel(reader, item), { value })] : []),
    ...(isReopenable(item) ? [button(itemIds.reopen, texts.reopen, { value })] : []),
  ];
  return buttons.length > 0 ? actions("register.acts", ...buttons) : null;
}

/** Of an item that is not over. */
function changeButtons(reader: Reader, item: ItemFacts): Button[] {
  const texts = textsFor(registerTexts, reader).button;
  const value = item.id;
  const change = button(itemIds.change, texts.change, { value });
  switch (item.type) {
    case "decision":
      return [change];
    case "request":
      // A request is delegated by its decider, in the form for deciding.
      return [change, button(requestIds.details, textsFor(requestTexts, reader).buttons.details, { value })];
    default: {
      const reach = item.type === "milestone" && item.state === "open" ? milestoneButtons(reader, item.id) : [];
      return [...reach, change, button(itemIds.delegate, texts.delegate, { value })];
    }
  }
}

function endLabel(reader: Reader, { type }: Pick<Item, "type">): string {
  const texts = textsFor(registerTexts, reader).button;
  if (type === "milestone") return textsFor(milestoneTexts, reader).button.drop;
  return type === "request" ? texts.withdraw : texts.close;
}

function noteForm<Shape extends z.ZodRawShape>(id: string, fields: z.ZodObject<Shape>) {
  return new Form({
    id,
    state: z.strictObject({ itemId: z.string(), isOverItem: z.boolean() }),
    fields,
    required: (reader) => textsFor(registerTexts, reader).error.required,
  });
}

const note = text({ isLong: true, max: 1000 });
export const ENDS = ["done", "reached", "not-reached", "dropped"] as const;

/** A request is withdrawn, a milestone dropped; a measure and an objective are reached or not, other items done or dropped. */
export const closeForm = noteForm(itemIds.closeForm, z.object({ ends: optionalRadio(), note }));

export function closeView(reader: Reader, item: Item, isOverItem: boolean): ModalView {
  const { button: buttons, field, form } = textsFor(registerTexts, reader);
  const isAsk = item.type === "request";
  const drop = item.type === "milestone" ? textsFor(milestoneTexts, reader).dropForm : null;
  const ends = ENDS.filter((end) => mayEndAs(item, end)).map((end) => option(end, field[end]));
  return closeForm.view({
    state: { itemId: item.id, isOverItem },
    title: (drop?.title ?? form.closeTitle)(codeOf(item)),
    submit: drop?.submit ?? (isAsk ? buttons.withdraw : form.close),
    close: form.cancel,
    above: [words([{ text: item.title, bold: true }]), ...(isAsk ? [section(form.withdraws(codeOf(item)))] : [])],
    fields: {
      ends: isAsk || drop ? null : { label: field.ends, options: ends, initial: ends[0]?.value, isRequired: true },
      note: drop ? { label: drop.why } : { label: field.note, hint: field.noteHint },
    },
  });
}

function mayEndAs(item: Item, end: (typeof ENDS)[number]): boolean {
  return mayBecome(item.type, "open", end) && (end !== "done" || mayBeTicked(item));
}

export const handOverForm = noteForm(
  itemIds.delegateForm,
  z.object({ owner: person(), note: optionalText({ isLong: true, max: 1000 }) }),
);

/** `to`: who is proposed, as Slack knows them. */
export function handOverView(
  reader: Reader,
  item: Item,
  { isOverItem, to }: { isOverItem: boolean; to: string | null },
): ModalView {
  const { field, form } = textsFor(registerTexts, reader);
  return handOverForm.view({
    state: { itemId: item.id, isOverItem },
    title: form.delegateTitle(codeOf(item)),
    submit: form.handOver,
    close: form.cancel,
    above: [words([{ text: item.title, bold: true }])],
    fields: { owner: { label: field.newOwner, initial: to }, note: { label: field.note } },
  });
}
