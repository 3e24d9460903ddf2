/** How cadences are shown: in lists, in messages, and in the small forms around them. */

import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import type { Pilot } from "../../cadences/audience/pilot.ts";
import { cadenceIds, cadenceMenu } from "../../cadences/ids.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import { type Coming, comingInWords, ruleInWords } from "../../cadences/recurrence/rules-words.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { actions, context, escapeMrkdwn, lineOf, section, shorten } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { optionalDate, text } from "../../slack/forms/fields.ts";
import { Form } from "../../slack/forms/form.ts";
import type { Message } from "../../slack/message.ts";
import { pilotEndButton } from "./blocks-pilot.ts";
import type { ShownChange } from "./blocks-preview.ts";

export interface ListedCadence {
  id: string;
  name: string;
  rule: WrittenRule;
  isPaused: boolean;
  resumesOn: LocalDate | null;
  isRequired: boolean;
  /** How many of its people have opted out. */
  optedOut: number;
  pilot: Pilot | null;
  /** When it comes next, or null when it has ended. */
  next: Coming | null;
}

/** A message has room for fifty blocks. */
const MOST_LINES = 44;

/** The check-ins of programs, each with what can be done to it. */
export function cadencesMessage(
  reader: Reader,
  programs: readonly { id: string; title: string; cadences: readonly ListedCadence[] }[],
): Message {
  const texts = textsFor(cadenceTexts, reader).list;
  const [first] = programs;
  if (!first) return { text: texts.noProgram, blocks: [section(texts.noProgram)] };
  const count = programs.reduce((sum, { cadences }) => sum + cadences.length, 0);
  const lines = programs.flatMap(({ id, title, cadences }): KnownBlock[] => [
    section(
      `*${escapeMrkdwn(shorten(texts.title(title), 200))}*`,
      commandButton(texts.add, `cadence new ${id}`, { primary: cadences.length === 0 }),
    ),
    ...(cadences.length === 0 ? [context(texts.none)] : cadences.flatMap((cadence) => cadenceLines(reader, cadence))),
    ...(cadences.length === 0 ? [] : [actions(`plan:${id}`, commandButton(texts.plan, `plan program ${id}`))]),
  ]);
  const names =
    programs.length === 1
      ? first.title
      : list(
          reader,
          programs.slice(0, 3).map(({ title }) => title),
        );
  return {
    text: lineOf(texts.fallback(names, count)),
    blocks: [
      ...lines.slice(0, MOST_LINES),
      ...(lines.length > MOST_LINES ? [context(texts.more(lines.length - MOST_LINES))] : []),
    ],
  };
}

function cadenceLines(reader: Reader, cadence: ListedCadence): KnownBlock[] {
  const line = cadenceLine(reader, cadence);
  return cadence.pilot === null ? [line] : [line, pilotEndButton(reader, cadence.id)];
}

function cadenceLine(reader: Reader, cadence: ListedCadence): SectionBlock {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.list;
  const state = cadence.isPaused
    ? all.state.paused(cadence.resumesOn && longDate(reader, cadence.resumesOn))
    : cadence.next === null
      ? all.state.ended
      : all.state.next(comingInWords(reader, cadence.next));
  const choice = [
    ...(cadence.pilot ? [all.state.pilot(cadence.pilot.people.length, cadence.pilot.rounds)] : []),
    ...(cadence.isRequired ? [all.state.required] : []),
    ...(cadence.optedOut > 0 ? [all.state.optedOut(cadence.optedOut)] : []),
  ];
  const menu = cadenceMenu.overflow(cadence.id, {
    edit: texts.edit,
    ...(cadence.isPaused ? { resume: texts.resume } : { pause: texts.pause }),
    archive: texts.archive,
  });
  const line = [`*${escapeMrkdwn(cadence.name)}*`, ruleInWords(cadence.rule, reader), state, ...choice];
  return { ...section(line.join("\n"), menu), block_id: `cadence:${cadence.id}` };
}

interface NamedCadence {
  id: string;
  name: string;
}

/** Of one cadence, whose id they keep. */
export const pauseForm = new Form({
  id: cadenceIds.pauseForm,
  state: z.string(),
  fields: z.strictObject({ reason: text({ max: 300 }), until: optionalDate() }),
  required: (actor) => textsFor(cadenceTexts, actor).question.missing,
});

export const archiveForm = new Form({ id: cadenceIds.archiveForm, state: z.string(), fields: z.strictObject({}) });

export function pauseView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const { pause, form } = textsFor(cadenceTexts, reader);
  return pauseForm.view({
    state: id,
    title: pause.title,
    submit: pause.submit,
    close: form.close,
    above: [section(pause.what(escapeMrkdwn(name)))],
    fields: { reason: { label: pause.reason }, until: { label: pause.until, hint: pause.untilHint } },
  });
}

export function archiveView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const { archive, form } = textsFor(cadenceTexts, reader);
  return archiveForm.view({
    state: id,
    title: archive.title,
    submit: archive.submit,
    close: form.close,
    above: [section(archive.what(escapeMrkdwn(name)))],
    fields: {},
  });
}

/** What became of the form that changes a cadence. */
export function changedLine(reader: Reader, name: string, { lines, questions, from }: ShownChange): string {
  const { preview, saved } = textsFor(cadenceTexts, reader);
  const fields = lines.map(({ what }) => preview[what].toLowerCase());
  if (questions) fields.push(saved.questions);
  if (fields.length === 0) return saved.unchanged(name);
  const changed = list(reader, fields);
  return from === null ? saved.changed(name, changed) : saved.changedFrom(name, changed, from);
}

export function lineMessage(sentence: string): Message {
  const text = lineOf(sentence);
  return { text, blocks: [section(text)] };
}
