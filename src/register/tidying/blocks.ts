/** The weekly page of whoever leads, and the form that says what an item is the same as. */
import type { ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { menu } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import type { Instant } from "../../platform/clock.ts";
import { button, context, header, lineOf, option, plainSection, section, words } from "../../platform/slack/blocks.ts";
import { Menu } from "../../platform/slack/menus.ts";
import type { Message } from "../../platform/slack/message.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { daysBetween, localDateOf } from "../../platform/time.ts";
import { itemIds, tidyingIds } from "../ids.ts";
import { codeOf } from "../rules.ts";
import { isConfirmed } from "../rules-alive.ts";
import { registerTexts } from "../texts.ts";
import type { Item, ItemEvent } from "../use-cases.ts";
import { historyLine, titleLine } from "../words.ts";
import { isUntidied, isWithAsker } from "./rules.ts";
import { tidyingTexts } from "./texts.ts";

const ACTS = ["keep", "done", "same", "drop", "open"] as const;
export const tidyingMenu = new Menu(tidyingIds.menu, z.enum(ACTS));

/** One item of the page as things stand. `last`: what happened to it last; `sameAs`: the code of the one that stays. */
export interface Entry {
  item: Item;
  program: string;
  last: ItemEvent | undefined;
  sameAs: string | null;
  lapsesAt: Instant | null;
}

export interface Page {
  entries: readonly Entry[];
  now: Instant;
  nameOf(personId: string): string;
}

export function tidyingMessage(reader: Reader, page: Page): Message {
  const texts = textsFor(tidyingTexts, reader);
  const left = page.entries.filter(({ item }) => isUntidied(item));
  const title = left.length === 0 ? texts.done : texts.title(left.length);
  return {
    text: lineOf(title),
    blocks: [
      header(title),
      ...(left.length === 0 ? [] : [section(leadOf(reader, left))]),
      ...page.entries.map((entry) => entrySection(reader, page, entry)),
      ...(left.some(({ lapsesAt }) => lapsesAt !== null) ? [context(texts.foot)] : []),
    ],
  };
}

/** The same among other messages: its first section says what it is about. */
export function tidyingLines(reader: Reader, page: Page): SectionBlock[] {
  const texts = textsFor(tidyingTexts, reader);
  const left = page.entries.filter(({ item }) => isUntidied(item));
  const about = left.length === 0 ? texts.done : `${texts.title(left.length)}. ${leadOf(reader, left)}`;
  return page.entries.map((entry, index) => entrySection(reader, page, entry, index === 0 ? `${about}\n` : ""));
}

function leadOf(reader: Reader, left: readonly Entry[]): string {
  const texts = textsFor(tidyingTexts, reader);
  const confirmed = left.filter(({ item }) => isConfirmed(item)).length;
  if (confirmed === 0) return texts.lead(left.length);
  return confirmed === left.length ? texts.waiting(left.length) : texts.both;
}

function entrySection(
  reader: Reader,
  page: Page,
  { item, program, last, sameAs, lapsesAt }: Entry,
  above = "",
): SectionBlock {
  const texts = textsFor(tidyingTexts, reader);
  if (!isUntidied(item)) {
    const { view, button: buttons } = textsFor(registerTexts, reader);
    const head = last ? historyLine(reader, item, last, page.nameOf).head : "";
    const done = sameAs === null ? head : `${head} · ${view.sameAs(sameAs)}`;
    const open = button(itemIds.open, buttons.open, { value: item.id });
    return plainSection(`${above}✓ ${titleLine(item)}\n${done}`, open);
  }
  const raisedOn = localDateOf(item.raised_at, reader.zone);
  const age = daysBetween(raisedOn, localDateOf(page.now, reader.zone));
  const facts = [
    program,
    texts.raised(shortDate(reader, raisedOn), age),
    ...(isWithAsker(item) ? [texts.waits(page.nameOf(item.raised_by))] : []),
    ...(lapsesAt === null ? [] : [texts.lapses(shortDate(reader, localDateOf(lapsesAt, reader.zone)))]),
  ];
  const isDoable = item.type !== "ask" && item.type !== "decision";
  const acts = tidyingMenu.overflow(item.id, {
    ...(!isConfirmed(item) && { keep: texts.keep }),
    ...(isDoable && { done: texts.finished }),
    same: texts.same,
    drop: texts.drop,
    open: texts.open,
  });
  return plainSection(`${above}${titleLine(item)}\n${facts.join(" · ")}`, acts);
}

export const sameForm = new Form({
  id: tidyingIds.sameForm,
  state: z.strictObject({ itemId: z.string() }),
  fields: z.object({ kept: menu() }),
  required: (reader) => textsFor(registerTexts, reader).error.required,
});

/** `others`: among which it may be, the likeliest first. */
export function sameView(reader: Reader, item: Item, others: readonly Item[]): ModalView {
  const texts = textsFor(tidyingTexts, reader);
  const { form } = textsFor(registerTexts, reader);
  return sameForm.view({
    state: { itemId: item.id },
    title: texts.same,
    submit: form.close,
    close: form.cancel,
    above: [words([{ text: titleLine(item), bold: true }])],
    fields: {
      kept: {
        label: texts.sameField,
        hint: texts.sameHint(codeOf(item)),
        options: others.map((other) => option(other.id, titleLine(other))),
      },
    },
  });
}
