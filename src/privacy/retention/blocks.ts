/** The page that says how long what is kept about people is kept and what goes next; admins change it there. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { number, optionalDate, optionalText } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { RETAINED, RETENTION, type Retained } from "../../people/rules-retention.ts";
import { keptTexts, onTheFirst } from "../../people/texts-retention.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Foreseen } from "../../platform/deletions.ts";
import { actions, button, context, escapeMrkdwn, header, plainSection } from "../../platform/slack/blocks.ts";
import { languageOf, list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { kindOf } from "./rules.ts";
import { retentionTexts } from "./texts.ts";
import type { Going, WhatIsKept } from "./use-cases.ts";

export const retentionIds = { seen: "privacy.seen" } as const;

export const seenSchema = z.array(z.string());

const months = (kind: Retained) => number({ min: 1, max: RETENTION[kind].most });

const fields = z.object({
  "daily-answers": months("daily-answers"),
  "other-answers": months("other-answers"),
  "decisions-and-digests": months("decisions-and-digests"),
  names: months("names"),
  late: months("late"),
  receipts: months("receipts"),
  audit: months("audit"),
  messages: months("messages"),
  absences: months("absences"),
  contacts: months("contacts"),
  candidates: months("candidates"),
  left: months("left"),
  address: optionalText({ max: 200 }),
  choosing: optionalDate(),
});

export const retentionForm = new Form({
  id: "privacy.retention",
  state: z.string(),
  fields,
  required(reader, field) {
    const kind = RETAINED.find((each) => each === field) ?? "names";
    return textsFor(retentionTexts, reader).wrong(RETENTION[kind].most);
  },
});

export const chosenSchema = z.strictObject({
  retention: z.record(z.enum(RETAINED), z.number()),
  address: z.string(),
  choosingConsultedOn: z.string().nullable(),
});
export type Chosen = z.infer<typeof chosenSchema>;

/** What was chosen, once more, where it has something go. */
export const confirmForm = new Form({ id: "privacy.retention.confirm", state: chosenSchema, fields: z.object({}) });

export function chosenIn({ address, choosing, ...retention }: z.output<typeof fields>): Chosen {
  return { retention, address: address.trim(), choosingConsultedOn: choosing };
}

/** `nameOf`: of who has seen what. */
export function retentionView(reader: Reader, kept: WhatIsKept, nameOf: (personId: string) => string): ModalView {
  const texts = textsFor(retentionTexts, reader);
  const { retention, address, choosingConsultedOn: consultedOn } = kept;
  const language = languageOf(reader.locale);
  const head = [header(texts.kept), context(onTheFirst[language])];
  const above = [...foreseenBlocks(reader, kept, nameOf), ...head];
  const month = (kind: Retained) => {
    const { what, from } = keptTexts[kind][language];
    return { label: what, initial: String(retention[kind]), hint: texts.inMonths(RETENTION[kind].most, from) };
  };
  return retentionForm.view({
    state: "",
    title: texts.title,
    submit: texts.save,
    close: texts.cancel,
    above,
    fields: {
      "daily-answers": month("daily-answers"),
      "other-answers": month("other-answers"),
      "decisions-and-digests": month("decisions-and-digests"),
      names: month("names"),
      late: month("late"),
      receipts: month("receipts"),
      audit: month("audit"),
      messages: month("messages"),
      absences: month("absences"),
      contacts: month("contacts"),
      candidates: month("candidates"),
      left: month("left"),
      address: { label: texts.address, initial: address, hint: texts.addressHint },
      choosing: { label: texts.choosing, initial: consultedOn, hint: texts.choosingHint },
    },
  });
}

/** Those of a day in one line, and the button where no admin has seen them all. */
function foreseenBlocks(reader: Reader, { foreseen }: WhatIsKept, nameOf: (personId: string) => string): KnownBlock[] {
  const texts = textsFor(retentionTexts, reader);
  const head = header(texts.goesNext);
  const [first] = foreseen;
  if (!first) return [head, plainSection(texts.nothingGoes)];
  const lines = goesInWords(reader, foreseen).map(({ on, what }) => texts.goes(on, what));
  const unseen = foreseen.filter(({ seen_at }) => seen_at === null);
  const [last] = foreseen.filter(({ seen_by }) => seen_by !== null);
  const note =
    unseen[0] || !last?.seen_at
      ? texts.unseen(dayOf(reader, (unseen[0] ?? first).announced_at))
      : texts.seenBy(nameOf(last.seen_by ?? ""), dayOf(reader, last.seen_at));
  const value = JSON.stringify(unseen.map(({ name }) => name) satisfies z.infer<typeof seenSchema>);
  return [
    head,
    plainSection(lines.join("\n")),
    context(escapeMrkdwn(note)),
    ...(unseen.length > 0 ? [actions("privacy.seen", button(retentionIds.seen, texts.iHaveSeen, { value }))] : []),
  ];
}

/** By day: on which, and what goes. */
export function goesInWords(
  reader: Reader,
  foreseen: readonly Pick<Foreseen, "name" | "foreseen" | "due_at">[],
): { on: string; what: string }[] {
  const texts = textsFor(retentionTexts, reader);
  const byDay = Map.groupBy(foreseen, ({ due_at }) => due_at.slice(0, 10));
  return [...byDay.values()].map((rows) => ({
    on: longDate(reader, rows[0]?.due_at.slice(0, 10) ?? ""),
    what: list(
      reader,
      rows.flatMap(({ name, foreseen: count }) => {
        const what = kindOf(name);
        return what === null ? [] : [texts.counted(reader, { what, count })];
      }),
    ),
  }));
}

export function confirmView(reader: Reader, chosen: Chosen, going: readonly Going[]): ModalView {
  const texts = textsFor(retentionTexts, reader);
  const rows = going.map(({ name, foreseen, dueAt }) => ({ name, foreseen, due_at: dueAt }));
  return confirmForm.view({
    state: chosen,
    title: texts.confirmTitle,
    submit: texts.save,
    close: texts.cancel,
    above: goesInWords(reader, rows).map(({ on, what }) => plainSection(texts.wouldGo(on, what))),
    fields: {},
  });
}

function dayOf(reader: Reader, at: Instant): string {
  return longDate(reader, localDateOf(at, reader.zone));
}
