/** How cadences are shown: in lists, before they are saved, and in the small forms around them. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import type { Instant } from "../platform/clock.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  option,
  overflow,
  plain,
  section,
  shorten,
  words,
} from "../platform/slack/blocks.ts";
import { dateField, filledIn, textField, ticksField } from "../platform/slack/fields.ts";
import { commandButton } from "../platform/slack/listening.ts";
import type { Message } from "../platform/slack/message.ts";
import {
  dateAndTime,
  languageOf,
  list,
  longDate,
  type Reader,
  shortDate,
  textsFor,
} from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { type AudienceWord, sourceName } from "./audience.ts";
import { pilotEndButton } from "./blocks-pilot.ts";
import { cadenceIds } from "./ids.ts";
import type { WrittenRule } from "./rule.ts";
import type { ExplainedDate } from "./rules.ts";
import type { Pilot } from "./rules-pilot.ts";
import type { Preview } from "./rules-preview.ts";
import { placeOf, ruleInWords } from "./rules-words.ts";
import type { AudienceSourceTable } from "./table.ts";
import { cadenceTexts } from "./texts.ts";

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
  /** The next opening at the reader's time, or null when there is none. */
  nextAt: Instant | null;
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
    : cadence.nextAt === null
      ? all.state.ended
      : all.state.next(dateAndTime(reader, cadence.nextAt));
  const choice = [
    ...(cadence.pilot ? [all.state.pilot(cadence.pilot.people.length, cadence.pilot.rounds)] : []),
    ...(cadence.isRequired ? [all.state.required] : []),
    ...(cadence.optedOut > 0 ? [all.state.optedOut(cadence.optedOut)] : []),
  ];
  const value = cadence.id;
  const menu = [
    option(`edit:${value}`, texts.edit),
    cadence.isPaused ? option(`resume:${value}`, texts.resume) : option(`pause:${value}`, texts.pause),
    option(`extra:${value}`, texts.extra),
    option(`test:${value}`, texts.test),
    option(`archive:${value}`, texts.archive),
  ];
  const line = [
    `*${escapeMrkdwn(cadence.name)}*`,
    ruleInWords(cadence.rule, languageOf(reader.locale)),
    state,
    ...choice,
  ];
  return { ...section(line.join("\n"), overflow(cadenceIds.menu, menu)), block_id: `cadence:${value}` };
}

/** What a change of a cadence changes. */
export interface ShownChange {
  /** `what`: a key of the texts; `was` and `now` in words. */
  lines: {
    what: "name" | "when" | "calendar" | "audience" | "readers" | "disclosure" | "required" | "pilot";
    was: string;
    now: string;
  }[];
  questions: { added: number; changed: number; removed: number } | null;
  /** The day of the first round that it concerns, or null while the cadence is paused. */
  from: string | null;
}

const NAMES_SHOWN = 40;

/** Before anything is saved: who will be asked, when, and who will not and why. */
export function previewView(
  reader: Reader,
  draftId: string,
  preview: Preview & {
    program: { title: string };
    name: string;
    rule: WrittenRule;
    emptyBodies: readonly AudienceWord[];
    sources: readonly Pick<AudienceSourceTable, "kind" | "name" | "state">[];
    optedOut: number;
    change: ShownChange | null;
    pilot: Pilot | null;
    again: { dates: readonly LocalDate[]; names: readonly string[] } | null;
  },
): ModalView {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.preview;
  const not = [
    ...preview.notAsked.map((person) => {
      const why = person.because === "away" ? texts.away(longDate(reader, person.until)) : texts[person.because];
      return texts.because(person.name, why);
    }),
    ...preview.emptyBodies.map((body) => texts.nobody(all.body[body])),
    ...preview.sources.flatMap((source) => (source.state === "well" ? [] : [texts[source.state](sourceName(source))])),
  ];
  const blocks: KnownBlock[] = [
    words([{ text: preview.name, bold: true }, { text: ` · ${preview.program.title}` }]),
    section(texts.asks(ruleInWords(preview.rule, languageOf(reader.locale)))),
    ...(preview.change ? changeBlocks(reader, preview.change) : []),
    section(texts.asked(preview.asked.length)),
    // Who it is, is nobody's business: the names are those of the audience.
    ...(preview.optedOut > 0 ? [context(texts.optedOut(preview.optedOut))] : []),
    ...(preview.asked.length > 0 ? [words([{ text: namesIn(reader, preview.asked) }])] : []),
    ...(preview.pilot ? pilotBlocks(reader, preview.pilot, preview.askedLater) : []),
    section(texts.openings),
    ...preview.openings.map(({ zone, people, at }) => {
      const times = at.map((instant) => dateAndTime({ locale: reader.locale, zone }, instant));
      const shown = times.length > 0 ? times.join(" · ") : texts.noOpening;
      return words([{ text: `${texts.inZone(placeOf(zone), people)}\n`, bold: true }, { text: shown }]);
    }),
    ...changedDates(reader, preview.changed),
    ...(preview.furtherZones > 0 ? [context(texts.furtherZones(preview.furtherZones))] : []),
    ...(not.length > 0
      ? [section(texts.not), words(...not.slice(0, NAMES_SHOWN).map((line) => [{ text: line }]))]
      : []),
    ...(preview.again ? againBlocks(reader, preview.again) : []),
  ];
  return {
    type: "modal",
    callback_id: cadenceIds.save,
    private_metadata: JSON.stringify({ draftId }),
    title: plain(texts.title),
    submit: plain(texts.save),
    close: plain(texts.back),
    blocks,
  };
}

function pilotBlocks(reader: Reader, { rounds }: Pilot, later: readonly string[]): KnownBlock[] {
  const texts = textsFor(cadenceTexts, reader).preview;
  const line = section(texts.pilotFirst(rounds, later.length));
  return later.length === 0 ? [line] : [line, words([{ text: namesIn(reader, later) }])];
}

const AGAIN = "again";

/** The one way in which somebody is asked twice for a period: ticked by whoever has seen who that is. */
function againBlocks(
  reader: Reader,
  { dates, names }: { dates: readonly LocalDate[]; names: readonly string[] },
): KnownBlock[] {
  const texts = textsFor(cadenceTexts, reader).preview;
  const days = list(
    reader,
    dates.map((date) => longDate(reader, date)),
  );
  return [
    words([{ text: texts.againHint(days, namesIn(reader, names), names.length) }]),
    ticksField(AGAIN, texts.again, [option(AGAIN, texts.againTick)], { isOptional: true }),
  ];
}

/** Whether the period that goes on is to be asked again. */
export function readAgain(values: unknown): boolean {
  return filledIn(values).options(AGAIN).includes(AGAIN);
}

function namesIn(reader: Reader, names: readonly string[]): string {
  const further = names.length - NAMES_SHOWN;
  const { more } = textsFor(cadenceTexts, reader).preview;
  return list(reader, [...names.slice(0, NAMES_SHOWN), ...(further > 0 ? [more(further)] : [])]);
}

/** What is moved or left out, and why. */
function changedDates(reader: Reader, changed: readonly ExplainedDate[]): KnownBlock[] {
  const texts = textsFor(cadenceTexts, reader).preview;
  if (changed.length === 0) return [];
  const lines = changed.slice(0, NAMES_SHOWN).map((date) => [{ text: dateInWords(reader, date) }]);
  return [section(texts.changedDates), words(...lines)];
}

/** “Mon 6 Apr → Tue 7 Apr: Easter Monday”; a date as it is where nothing is said of it. */
export function dateInWords(reader: Reader, { key, date, because, holiday }: ExplainedDate): string {
  const texts = textsFor(cadenceTexts, reader).preview;
  const from = shortDate(reader, key);
  if (because === null) return from;
  const why = because === "left-out" ? texts.leftOut : (holiday?.[languageOf(reader.locale)] ?? texts.publicHoliday);
  return date === null ? texts.skipped(from, why) : texts.moved(from, shortDate(reader, date), why);
}

function changeBlocks(reader: Reader, { lines, questions, from }: ShownChange): KnownBlock[] {
  const texts = textsFor(cadenceTexts, reader).preview;
  if (lines.length === 0 && questions === null) return [section(texts.unchanged)];
  const shown = [
    ...lines.map(({ what, was, now }) => texts.wasNow(texts[what], was, now)),
    ...(questions ? [texts.questions(questions.added, questions.changed, questions.removed)] : []),
  ];
  return [
    section(texts.changes),
    words(...shown.map((line) => [{ text: shorten(line, 500) }])),
    context(from === null ? texts.effectPaused : texts.effect(from)),
  ];
}

interface NamedCadence {
  id: string;
  name: string;
}

export function pauseView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const all = textsFor(cadenceTexts, reader);
  return {
    ...smallForm(reader, cadenceIds.pauseForm, id, all.pause),
    blocks: [
      section(all.pause.what(escapeMrkdwn(name))),
      textField("reason", all.pause.reason, { max: 300 }),
      dateField("until", all.pause.until, { hint: all.pause.untilHint, isOptional: true }),
    ],
  };
}

export function archiveView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const { archive } = textsFor(cadenceTexts, reader);
  return {
    ...smallForm(reader, cadenceIds.archiveForm, id, archive),
    blocks: [section(archive.what(escapeMrkdwn(name)))],
  };
}

export function extraView(reader: Reader, { id, name }: NamedCadence, people: readonly string[]): ModalView {
  const { extra } = textsFor(cadenceTexts, reader);
  const shown = list(reader, people.slice(0, NAMES_SHOWN));
  return {
    ...smallForm(reader, cadenceIds.extraForm, id, extra),
    blocks: [
      section(extra.what(escapeMrkdwn(name), people.length)),
      ...(people.length > 0 ? [words([{ text: shown }])] : []),
    ],
  };
}

/** A form whose metadata is the id of what it is about. */
function smallForm(
  reader: Reader,
  callbackId: string,
  id: string,
  { title, submit }: { title: string; submit: string },
) {
  return {
    type: "modal" as const,
    callback_id: callbackId,
    private_metadata: id,
    title: plain(title),
    submit: plain(submit),
    close: plain(textsFor(cadenceTexts, reader).form.close),
  };
}

export function createdMessage(
  reader: Reader,
  cadence: { id: string; name: string; program: { id: string; title: string }; firstAt: Instant | null },
): Message {
  const all = textsFor(cadenceTexts, reader);
  const [name, program] = [escapeMrkdwn(cadence.name), escapeMrkdwn(shorten(cadence.program.title, 200))];
  const line =
    cadence.firstAt === null
      ? all.saved.createdNever(name, program)
      : all.saved.created(name, program, dateAndTime(reader, cadence.firstAt));
  return {
    text: lineOf(all.saved.fallback(cadence.name, cadence.program.title)),
    blocks: [
      section(line),
      actions(
        `cadence:${cadence.id}`,
        button(cadenceIds.test, all.list.test, { value: cadence.id }),
        commandButton(all.list.add, `cadence new ${cadence.program.id}`),
        commandButton(all.list.plan, `plan cadence ${cadence.id}`),
      ),
    ],
  };
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
