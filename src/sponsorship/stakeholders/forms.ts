/** What is entered about somebody: four fields are enough. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Said } from "../../kernel/forms/fields.ts";
import { optionalDate, optionalPerson, optionalText, person, radioOf, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { context, option, plainSection, quote, section } from "../../platform/slack/blocks.ts";
import { type Language, type Reader, textsFor } from "../../platform/texts/language.ts";
import { calledAt } from "./said.ts";
import { INTERESTS, POWERS, SAYINGS } from "./table.ts";
import { type NoticeFacts, stakeholderTexts } from "./texts.ts";
import type { Line } from "./use-cases-reading.ts";

const LONGEST_LABEL = 100;
const LONGEST_SAID = 300;
const LONGEST_CARES = 600;

const entered = {
  person: optionalPerson(),
  job: optionalText({ max: LONGEST_LABEL }),
  organisation: optionalText({ max: LONGEST_LABEL }),
  name: optionalText({ max: LONGEST_LABEL }),
  power: radioOf(POWERS),
  interest: radioOf(INTERESTS),
  said: radioOf(SAYINGS),
  saidWords: optionalText({ max: LONGEST_SAID }),
  saidOn: optionalDate(),
  saidTo: optionalPerson(),
  cares: optionalText({ isLong: true, max: LONGEST_CARES }),
  owner: person(),
  next: optionalDate(),
};

function required(reader: Pick<Reader, "locale">, field: string): string {
  const texts = textsFor(stakeholderTexts, reader).form;
  return field === "owner" ? texts.requiredOwner : texts.required;
}

export const addForm = new Form({
  id: "people.add_form",
  state: z.strictObject({ programId: z.string() }),
  fields: z.object(entered),
  required,
});

export const changeForm = new Form({
  id: "people.change_form",
  state: z.strictObject({ id: z.string() }),
  fields: z.object(entered),
  required,
});

/** `slackIdOf`: of a person by their id. */
function common(reader: Reader, line: Line | null, slackIdOf: (personId: string) => string | null) {
  const texts = textsFor(stakeholderTexts, reader).form;
  const options = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
    values.map((value) => option(value, labels[value]));
  return {
    power: { label: texts.power, options: options(POWERS, texts.powers), initial: line?.power },
    interest: { label: texts.interest, options: options(INTERESTS, texts.interests), initial: line?.interest },
    said: { label: texts.said, options: options(SAYINGS, texts.sayings), initial: line?.said ?? "not-asked" },
    saidWords: { label: texts.saidWords, hint: texts.words, initial: line?.said_words },
    saidOn: { label: texts.saidOn, hint: texts.saidOnHint, initial: line?.said_on },
    saidTo: { label: texts.saidTo, initial: line?.said_to ? slackIdOf(line.said_to) : null },
    cares: { label: texts.cares, hint: texts.words, initial: line?.cares },
  } satisfies Record<string, Said>;
}

export function addView(
  reader: Reader,
  { programId, ownSlackId }: { programId: string; ownSlackId: string },
): ModalView {
  const all = textsFor(stakeholderTexts, reader);
  const texts = all.form;
  return addForm.view({
    state: { programId },
    title: texts.title.add,
    submit: all.save,
    close: all.cancel,
    fields: {
      person: { label: texts.person, hint: texts.personHint },
      job: { label: texts.job, hint: texts.jobHint },
      organisation: { label: texts.organisation },
      name: null,
      ...common(reader, null, () => null),
      owner: { label: texts.owner, initial: ownSlackId },
      next: { label: texts.next, hint: texts.nextHint },
    },
  });
}

/** Who it is stays. */
export function changeView(reader: Reader, line: Line, slackIdOf: (personId: string) => string | null): ModalView {
  const all = textsFor(stakeholderTexts, reader);
  const texts = all.form;
  const isOutside = line.person_id === null;
  const isNamed = isOutside && line.notified_at !== null;
  return changeForm.view({
    state: { id: line.id },
    title: texts.title.change,
    submit: all.save,
    close: all.cancel,
    above: [plainSection(calledAt(line)), ...(isOutside ? [] : [context(texts.personHint)])],
    fields: {
      person: null,
      job: isOutside ? { label: texts.jobOnly, initial: line.job, isRequired: true } : null,
      organisation: { label: texts.organisation, initial: line.organisation },
      name: isNamed ? { label: texts.name, hint: texts.nameHint, initial: line.name, isRequired: true } : null,
      ...common(reader, line, slackIdOf),
      owner: { label: texts.owner, initial: slackIdOf(line.owner_id) },
      next: { label: texts.next, hint: texts.nextPlain, initial: line.next_on },
    },
  });
}

export const noticeForm = new Form({
  id: "people.notice_form",
  state: z.strictObject({ id: z.string() }),
  fields: z.object({ name: text({ max: LONGEST_LABEL }) }),
  required: (reader) => textsFor(stakeholderTexts, reader).notice.required,
});

/** What to send, in the language of whoever sends it first. */
export function noticeView(
  reader: Reader,
  { line, facts, languages }: { line: Line; facts(language: Language): NoticeFacts; languages: readonly Language[] },
): ModalView {
  const all = textsFor(stakeholderTexts, reader);
  const texts = all.notice;
  const drafts = languages.map(
    (language): KnownBlock => quote({ text: stakeholderTexts[language].notice.text(facts(language)) }),
  );
  return noticeForm.view({
    state: { id: line.id },
    title: texts.title,
    submit: texts.sent,
    close: all.cancel,
    above: [plainSection(calledAt(line)), section(texts.lead), ...drafts],
    fields: { name: { label: texts.name } },
  });
}

export const joinForm = new Form({
  id: "people.join_form",
  state: z.strictObject({ id: z.string() }),
  fields: z.object({ person: person() }),
  required: (reader) => textsFor(stakeholderTexts, reader).join.required,
});

export function joinView(reader: Reader, line: Line): ModalView {
  const all = textsFor(stakeholderTexts, reader);
  const texts = all.join;
  return joinForm.view({
    state: { id: line.id },
    title: texts.title,
    submit: all.save,
    close: all.cancel,
    above: [plainSection(texts.lead(calledAt(line)))],
    fields: { person: { label: texts.person, hint: all.form.personHint } },
  });
}
