/** What a cadence would do, shown before it is saved. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/action-ids.ts";
import { type AudienceWord, sourceName } from "../../cadences/audience/audience.ts";
import type { Pilot } from "../../cadences/audience/pilot.ts";
import { type ExplainedDate, hasFixedTime } from "../../cadences/recurrence/occurrences.ts";
import type { Preview } from "../../cadences/recurrence/preview.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import { placeOf, rhythmInWords } from "../../cadences/recurrence/rule-in-words.ts";
import type { AudienceSourceTable } from "../../cadences/table.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import {
  dateAndTime,
  languageOf,
  list,
  longDate,
  type Reader,
  shortDate,
  textsFor,
} from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { context, section, shorten, words } from "../../slack/blocks.ts";
import { Form } from "../../slack/forms/form.ts";

export interface ShownChange {
  /** `what`: a key of the texts; `was` and `now` in words. */
  lines: {
    what: "name" | "when" | "audience" | "readers" | "disclosure" | "required" | "pilot";
    was: string;
    now: string;
  }[];
  questions: { added: number; changed: number; removed: number } | null;
  /** The day of the first round that it concerns, or null while the cadence is paused. */
  from: string | null;
}

const NAMES_SHOWN = 40;

export const saveForm = new Form({
  id: cadenceIds.save,
  state: z.strictObject({ draftId: z.string() }),
  fields: z.object({}),
});

/** Before anything is saved: who will be asked, when, and who will not and why. */
export function previewView(
  reader: Reader,
  draftId: string,
  preview: Preview & {
    program: { title: string };
    name: string;
    template: string | null;
    rule: WrittenRule;
    emptyBodies: readonly AudienceWord[];
    sources: readonly Pick<AudienceSourceTable, "kind" | "name" | "state">[];
    optedOut: number;
    change: ShownChange | null;
    pilot: Pilot | null;
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
  const above: KnownBlock[] = [
    words([{ text: preview.name, bold: true }, { text: ` · ${preview.program.title}` }]),
    section(texts.asks(rhythmInWords(preview, reader))),
    ...(preview.change ? changeBlocks(reader, preview.change) : []),
    section(texts.asked(preview.asked.length)),
    // Who it is, is nobody's business: the names are those of the audience.
    ...(preview.optedOut > 0 ? [context(texts.optedOut(preview.optedOut))] : []),
    ...(preview.asked.length > 0 ? [words([{ text: namesIn(reader, preview.asked) }])] : []),
    ...(preview.pilot ? pilotBlocks(reader, preview.pilot, preview.askedLater) : []),
    section(texts.openings),
    ...(hasFixedTime(preview.rule) ? [] : [section(datesLine(reader, preview.dates))]),
    ...preview.openings.map(({ zone, people, at }) => {
      const times = at.map((instant) => dateAndTime({ ...reader, zone }, instant));
      const shown = times.length > 0 ? times.join(" · ") : texts.noOpening;
      return words([{ text: `${texts.inZone(placeOf(zone), people)}\n`, bold: true }, { text: shown }]);
    }),
    ...changedDates(reader, preview.changed),
    ...(preview.furtherZones > 0 ? [context(texts.furtherZones(preview.furtherZones))] : []),
    ...(not.length > 0
      ? [section(texts.not), words(...not.slice(0, NAMES_SHOWN).map((line) => [{ text: line }]))]
      : []),
  ];
  return saveForm.view({
    state: { draftId },
    title: texts.title,
    submit: texts.save,
    close: texts.back,
    above,
    fields: {},
  });
}

/** With the morning message: its days, at each person's own hour. */
function datesLine(reader: Reader, dates: readonly LocalDate[]): string {
  const texts = textsFor(cadenceTexts, reader).preview;
  if (dates.length === 0) return texts.noOpening;
  return `${dates.map((date) => shortDate(reader, date)).join(" · ")}\n${texts.withMorning}`;
}

function pilotBlocks(reader: Reader, { rounds }: Pilot, later: readonly string[]): KnownBlock[] {
  const texts = textsFor(cadenceTexts, reader).preview;
  const line = section(texts.pilotFirst(rounds, later.length));
  return later.length === 0 ? [line] : [line, words([{ text: namesIn(reader, later) }])];
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

/** “Mon 6 Apr → Tue 7 Apr: Easter Monday”; an unchanged date stands alone. */
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
