/** The fields in which numbers of measures are entered, in a form of their own and in a check-in, and reading them. */
import type { KnownBlock } from "@slack/types";
import { decimal } from "../platform/texts/decimals.ts";
import { dayAndMonth, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { decimalIn, decimalProblem } from "../register/form-fields.ts";
import { dateField, textField } from "../slack/inputs.ts";
import type { Awaited } from "./asking.ts";
import { goalTexts } from "./texts.ts";
import { isJump, type NewValue, refusalOf } from "./values.ts";

/** So many fit a view with what stands beside them. */
export const MOST_ON_PAGE = 20;

const fieldOf = ({ measure, forDay }: Pick<Awaited, "forDay"> & { measure: { id: string } }) =>
  `measure:${measure.id}:${forDay}`;
const dayFieldOf = (forDay: LocalDate) => `measures-day:${forDay}`;
const NOT_YET = "measures-not-yet";

/** What stands in the fields. */
export interface FilledNumbers {
  /** Empty where nothing is written. */
  text(blockId: string): string;
  date(blockId: string): LocalDate | null;
}

/** The measures whose fields stand in a form, with the day that each asks for. */
export function measuresShown(blockIds: readonly string[]): Map<string, LocalDate> {
  return new Map(
    blockIds.flatMap((blockId): [string, LocalDate][] => {
      const [, id, forDay] = /^measure:([^:]+):(\d{4}-\d{2}-\d{2})$/.exec(blockId) ?? [];
      return id === undefined || forDay === undefined ? [] : [[id, forDay]];
    }),
  );
}

/** A number each, by the day that they are for, and one day to ask again, where they are asked for. None for none. */
export function measureFields(
  reader: Reader,
  awaited: readonly Awaited[],
  filled: FilledNumbers,
  { areAsked = true }: { areAsked?: boolean } = {},
): KnownBlock[] {
  if (awaited.length === 0) return [];
  const { field } = textsFor(goalTexts, reader);
  const byDay = Map.groupBy(awaited, ({ forDay }) => forDay);
  const notYet = dateField(NOT_YET, field.notYet, {
    initial: filled.date(NOT_YET),
    hint: field.notYetHint,
    isOptional: true,
  });
  const numbers = [...byDay].flatMap(([forDay, ofDay]) => [
    ...ofDay.map((one) => numberField(reader, one, filled)),
    dateField(dayFieldOf(forDay), field.day, { initial: filled.date(dayFieldOf(forDay)) ?? forDay, isOptional: true }),
  ]);
  return areAsked ? [...numbers, notYet] : numbers;
}

/** “Repeat purchases, points · 2.1 on 31 Oct”. */
function numberField(reader: Reader, { measure, forDay, last }: Awaited, filled: FilledNumbers): KnownBlock {
  const { field } = textsFor(goalTexts, reader);
  const { unit = "" } = measure.details;
  const title = unit === "" ? measure.title : `${measure.title}, ${unit}`;
  const before = last === null ? [] : [field.last(decimal(reader, last.value), dayOfValue(reader, last.on, forDay))];
  const block = fieldOf({ measure, forDay });
  return textField(block, [title, ...before].join(" · "), { initial: filled.text(block), isOptional: true, max: 40 });
}

/** With its year where the number that is asked for is of another. */
function dayOfValue(reader: Reader, on: LocalDate, forDay: LocalDate): string {
  const day = dayAndMonth(reader, on);
  return on.slice(0, 4) === forDay.slice(0, 4) ? day : `${day} ${on.slice(0, 4)}`;
}

export interface NumbersRead {
  values: NewValue[];
  /** By block id. */
  errors: Record<string, string>;
  /** Sentences about numbers that jump, and what to pass as `sure` once they are saved again. */
  jumps: { sentence: string; sure: string }[];
  /** Those left empty, with the day on which to ask again. */
  later: { awaited: Awaited[]; on: LocalDate } | null;
}

interface ReadBy {
  reader: Reader;
  /** Of whoever enters them. */
  today: LocalDate;
  /** Numbers that jump and were asked about. */
  sure: readonly string[];
}

export function numbersIn(filled: FilledNumbers, awaited: readonly Awaited[], by: ReadBy): NumbersRead {
  const read: NumbersRead = { values: [], errors: {}, jumps: [], later: null };
  const isEmpty = (one: Awaited) => filled.text(fieldOf(one)).trim() === "";
  for (const one of awaited) if (!isEmpty(one)) readNumber(filled, one, by, read);

  const again = filled.date(NOT_YET);
  const empty = awaited.filter(isEmpty);
  if (again !== null && again <= by.today) read.errors[NOT_YET] = textsFor(goalTexts, by.reader).error.past;
  else if (again !== null && empty.length > 0) read.later = { awaited: empty, on: again };
  return read;
}

function readNumber(
  filled: FilledNumbers,
  { measure, forDay, values }: Awaited,
  { reader, today, sure }: ReadBy,
  read: NumbersRead,
): void {
  const language = languageOf(reader.locale);
  const { unit = "" } = measure.details;
  const block = fieldOf({ measure, forDay });
  const typed = filled.text(block);
  const notRead = decimalProblem(reader, typed, { unit });
  const number = decimalIn(typed, { language, unit });
  if (notRead !== null || number === undefined) {
    read.errors[block] = notRead ?? "";
    return;
  }
  const dayBlock = dayFieldOf(forDay);
  const on = filled.date(dayBlock);
  if (on === null) {
    read.errors[dayBlock] = textsFor(goalTexts, reader).error.noDay;
    return;
  }
  const key = `${measure.id}=${number}`;
  const value = { measureId: measure.id, on, value: number, isSure: sure.includes(key) };
  const refusal = refusalOf(measure, values, value, { today, language });
  if (refusal === null) read.values.push(value);
  else if (isJump(refusal)) read.jumps.push({ sentence: `${measure.title}: ${refusal.sentence(language)}`, sure: key });
  else read.errors[on > today ? dayBlock : block] = refusal.sentence(language);
}

/** Nothing was entered and no day given: said at the first field. */
export function nothingEntered(reader: Reader, awaited: readonly Awaited[]): Record<string, string> {
  const [first] = awaited;
  return first ? { [fieldOf(first)]: textsFor(goalTexts, reader).error.nothing } : {};
}
