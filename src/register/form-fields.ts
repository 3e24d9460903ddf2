/** The fields that a type of item adds to its form, and reading what was entered in them. */
import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { textIn } from "../cadences/questions/questions.ts";
import { type DayOrder, dayIn } from "../platform/texts/cells.ts";
import { compareDecimals, decimal, readDecimal } from "../platform/texts/decimals.ts";
import { nonEmptyLines } from "../platform/texts/display.ts";
import { dayAndMonth, type Language, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { context, escapeMrkdwn, multiSelect, option } from "../slack/blocks.ts";
import {
  dateField,
  type Filled,
  inputBlock,
  numberField,
  radioField,
  selectField,
  textField,
  timeField,
} from "../slack/inputs.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import { registerTexts } from "./texts.ts";
import type { Waypoint } from "./types/goals.ts";
import { type ItemField, NO, waypointLines, YES } from "./types/item-type.ts";

/** What a form offers to choose from, where a type asks for it. */
export interface Offers {
  /** Time zones of the people of the workspace. */
  zones: readonly string[];
  /** Fiscal years. */
  years: readonly PlainTextOption[];
  /** Other items, by id. */
  items: readonly PlainTextOption[];
  /** By id. */
  programs: readonly PlainTextOption[];
}

export const NOTHING_OFFERED: Offers = { zones: [], years: [], items: [], programs: [] };

const LONGEST_DETAIL = 3000;

const detailsOf = z.record(z.string(), z.unknown());

/** Those that are asked, with what stands in them. */
export function typeFields(reader: Reader, typed: TypedDetails, offers: Offers): KnownBlock[] {
  const details = detailsOf.parse(typed.details);
  return TYPES[typed.type].fields.flatMap((each: ItemField) =>
    each.isAsked ? fieldBlocks(reader, each, details[each.key], offers) : [],
  );
}

function yesOrNo(value: unknown): "yes" | "no" {
  return value === true ? "yes" : "no";
}

function fieldBlocks(reader: Reader, field: ItemField, value: unknown, offers: Offers): KnownBlock[] {
  const language = languageOf(reader.locale);
  const { id, kind } = field;
  const label = textIn(field.label, language);
  const isOptional = !field.isRequired;
  const common = { hint: field.hint && textIn(field.hint, language), isOptional };
  const initial = value === undefined ? undefined : String(value);

  switch (kind.is) {
    case "line":
    case "long":
      return [
        textField(id, label, { initial, ...common, isLong: kind.is === "long", max: kind.longest ?? LONGEST_DETAIL }),
      ];
    case "lines":
      return [textField(id, label, { initial: linesOf(value), ...common, isLong: true, max: LONGEST_DETAIL })];
    case "score":
      return [selectField(id, label, SCORES, { initial, ...common })];
    case "number":
      return [
        numberField(id, label, {
          initial,
          min: kind.least,
          max: kind.most,
          ...common,
          isOptional: kind.usual === undefined,
        }),
      ];
    case "decimal":
      return [textField(id, label, { initial: initial && decimal(reader, initial), ...common })];
    case "waypoints":
      return [textField(id, label, { initial: waypointsShown(reader, value), ...common, isLong: true })];
    case "yes-no":
      return [
        radioField(id, label, [option("yes", textIn(YES, language)), option("no", textIn(NO, language))], {
          initial: value === undefined ? undefined : yesOrNo(value),
          isOptional: kind.isAlways !== true,
        }),
      ];
    case "date":
      return [dateField(id, label, { initial: initial ?? null, ...common })];
    case "time":
      return [timeField(id, label, { initial, ...common })];
    case "zone":
    case "choice":
    case "year":
      return [chosenField(reader, field, initial, offers)];
    case "items":
    case "programs":
      return manyField(field, label, { value, offered: offers[kind.is], ...common });
  }
}

function linesOf(value: unknown): string | undefined {
  return Array.isArray(value) ? value.join("\n") : undefined;
}

/** One of a list. */
function chosenField(
  reader: Reader,
  { id, kind, label: labels, hint: hinted, isRequired }: ItemField,
  initial: string | undefined,
  offers: Offers,
): InputBlock {
  const language = languageOf(reader.locale);
  const label = textIn(labels, language);
  const hint = hinted && textIn(hinted, language);

  if (kind.is === "year") return selectField(id, label, [...offers.years], { initial, isOptional: !isRequired });
  if (kind.is === "choice") {
    const options = Object.entries(kind.options).map(([each, name]) => option(each, textIn(name, language)));
    return selectField(id, label, options, {
      initial: initial ?? kind.fallback,
      isOptional: kind.fallback === undefined,
    });
  }
  const chosen = initial ?? reader.zone;
  const offered = [...new Set([chosen, ...offers.zones])].slice(0, ELEMENT_LIMITS.selectOptions);
  return selectField(
    id,
    label,
    offered.map((zone) => option(zone, zone)),
    { initial: chosen, hint },
  );
}

/** Several of a list; in words where there is nothing to choose from. */
function manyField(
  { id, hint: hints }: ItemField,
  label: string,
  {
    value,
    offered,
    hint,
    isOptional,
  }: { value: unknown; offered: readonly PlainTextOption[]; hint: string | undefined; isOptional: boolean },
): KnownBlock[] {
  if (offered.length === 0) return hints && hint ? [context(escapeMrkdwn(`${label}: ${hint}`))] : [];
  const initial = Array.isArray(value) ? value.map(String) : [];
  return [inputBlock(id, label, multiSelect("value", offered, { initial }), { hint, isOptional })];
}

const SCORES = ["1", "2", "3", "4", "5"].map((score) => option(score, score));

/** Details that are not in the form keep their values; a number that cannot be read is left out. */
export function detailsIn(filled: Filled, before: TypedDetails, reader: Reader): TypedDetails {
  const { fields, of: parse } = TYPES[before.type];
  const asked = new Set(fields.flatMap(({ key, isAsked }: ItemField) => (isAsked ? [key] : [])));
  const unasked = Object.entries(detailsOf.parse(before.details)).filter(([key]) => !asked.has(key));
  const given = fields.flatMap((each: ItemField): [string, unknown][] => {
    const value = each.isAsked ? valueIn(filled, each, reader) : undefined;
    return value === undefined ? [] : [[each.key, value]];
  });
  return parse(Object.fromEntries([...unasked, ...given]));
}

/** Undefined: empty. */
function valueIn(filled: Filled, { id, kind }: ItemField, reader: Reader): unknown {
  const chosen = filled.option(id);

  switch (kind.is) {
    case "line":
    case "long":
      return filled.text(id) || undefined;
    case "lines":
      return unlessEmpty(nonEmptyLines(filled.text(id)).slice(0, kind.most));
    case "score":
    case "year":
      return chosen === null ? undefined : Number(chosen);
    case "number":
      return filled.number(id) ?? kind.usual;
    case "decimal":
      return decimalIn(filled.text(id), { language: languageOf(reader.locale), unit: filled.text("unit") });
    case "waypoints":
      return unlessEmpty(waypointsIn(reader, filled.text(id)).waypoints.slice(0, kind.most));
    case "items":
    case "programs":
      return unlessEmpty(filled.options(id).slice(0, kind.most));
    case "yes-no":
      return chosen === null && kind.isAlways !== true ? undefined : chosen === "yes";
    case "date":
      return filled.date(id) ?? undefined;
    case "time":
      return filled.time(id) ?? undefined;
    case "zone":
      return chosen ?? undefined;
    case "choice":
      return Object.keys(kind.options).find((key) => key === chosen) ?? kind.fallback;
  }
}

function unlessEmpty<One>(values: readonly One[]): readonly One[] | undefined {
  return values.length > 0 ? values : undefined;
}

/** Undefined: empty, or no number. */
export function decimalIn(typed: string, by: Parameters<typeof readDecimal>[1]): string | undefined {
  const read = readDecimal(typed, by);
  return "value" in read ? read.value : undefined;
}

/** A day and a number, one a line; `wrong`: the first line that is none. `order`: of a day in numbers, as its reader writes it. */
export function waypointsIn(
  reader: Reader,
  typed: string,
  order: DayOrder | null = languageOf(reader.locale) === "fr" ? "dmy" : null,
): { waypoints: Waypoint[]; wrong: string | null } {
  const waypoints: Waypoint[] = [];
  for (const line of nonEmptyLines(typed)) {
    const waypoint = waypointIn({ language: languageOf(reader.locale), order }, line.trim());
    if (waypoint === null) return { waypoints, wrong: line };
    waypoints.push(waypoint);
  }
  return { waypoints: waypoints.toSorted((one, other) => one.on.localeCompare(other.on)), wrong: null };
}

interface Written {
  language: Language;
  order: DayOrder | null;
}

/** The day has its year, and the number may have blanks: the longest day that leaves a number. */
function waypointIn({ language, order }: Written, line: string): Waypoint | null {
  const parts = line.split(/\s+/);
  for (let end = parts.length - 1; end > 0; end -= 1) {
    const day = parts.slice(0, end).join(" ").replace(/[:,]$/, "");
    const on = HAS_YEAR.test(day) ? dayIn(day, { order, today: ANY_DAY }) : null;
    const value = decimalIn(parts.slice(end).join(" "), { language });
    if (on !== null && value !== undefined) return { on, value };
  }
  return null;
}

const HAS_YEAR = /\d{4}|[./-]\d{2}$/;
/** Of dates without a year, which waypoints have none of. */
const ANY_DAY = "2000-01-01";

const waypointsStored = z.array(z.object({ on: z.string(), value: z.string() }));

function waypointsShown(reader: Reader, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const day = (date: LocalDate) => `${dayAndMonth(reader, date)} ${date.slice(0, 4)}`;
  return waypointLines(waypointsStored.parse(value), { day, decimal: (each) => decimal(reader, each) }).join("\n");
}

/** What is wrong in the fields of a type, by the block id of each. `today`: of the person. */
export function particularErrors(
  filled: Filled,
  { reader, today, type }: { reader: Reader; today: LocalDate; type: ItemType },
): Record<string, string> {
  const { error } = textsFor(registerTexts, reader);
  const errors: Record<string, string> = {};
  for (const field of TYPES[type].fields) {
    if (!field.isAsked) continue;
    const problem = problemIn(filled, field, { reader: { ...reader, today }, today });
    const isMissing = field.isRequired && valueIn(filled, field, { ...reader, today }) === undefined;
    if (problem !== null) errors[field.id] = problem;
    else if (isMissing && filled.blockIds.includes(field.id)) errors[field.id] = error.required;
  }
  return errors;
}

function problemIn(
  filled: Filled,
  { id, kind }: ItemField,
  { reader, today }: { reader: Reader; today: LocalDate },
): string | null {
  const { error } = textsFor(registerTexts, reader);

  switch (kind.is) {
    case "lines": {
      const lines = nonEmptyLines(filled.text(id));
      if (lines.length > kind.most) return error.lines(kind.most);
      return lines.some((line) => line.length > LONGEST_DETAIL) ? error.lineLong : null;
    }
    case "date": {
      const date = kind.isPast ? filled.date(id) : null;
      return date !== null && date > today ? error.future : null;
    }
    case "decimal":
      return filled.text(id) === ""
        ? null
        : decimalProblem(reader, filled.text(id), { ...kind, unit: filled.text("unit") });
    case "waypoints": {
      const { waypoints, wrong } = waypointsIn(reader, filled.text(id));
      if (wrong !== null) return error.waypoint(wrong);
      return waypoints.length > kind.most ? error.lines(kind.most) : null;
    }
    case "items":
    case "programs":
      return filled.options(id).length > kind.most ? error.chosen(kind.most) : null;
    default:
      return null;
  }
}

/** Why what was typed is no number, and how to mend it; null: it is one. */
export function decimalProblem(
  reader: Reader,
  typed: string,
  { unit, isAboveZero = false }: { unit: string; isAboveZero?: boolean },
): string | null {
  const { error } = textsFor(registerTexts, reader);
  const read = readDecimal(typed, { language: languageOf(reader.locale), unit });
  if ("value" in read) return isAboveZero && compareDecimals(read.value, "0") <= 0 ? error.aboveZero : null;
  if ("problem" in read) return error.notANumber;
  const [one, other] = read.readings;
  return error.twoReadings(decimal(reader, one), decimal(reader, other));
}
