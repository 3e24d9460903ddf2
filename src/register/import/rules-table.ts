/** An export as a table, as a spreadsheet of its reader's language opens it. Pure. */
import { textIn } from "../../cadences/questions/questions.ts";
import { dayAsCell, numberAsCell } from "../../platform/texts/cells.ts";
import { capitalised, type Language } from "../../platform/texts/language.ts";
import { type ItemType, TYPES } from "../details.ts";
import { registerTexts } from "../texts.ts";
import { NO, YES } from "../types/item-type.ts";
import { EXPORTED, headOf, IMPORTED, kindOf } from "./columns.ts";
import type { ExportedItem } from "./rules-export.ts";

const FIXED = [
  "program",
  "code",
  "type",
  "title",
  "description",
  "state",
  "owner",
  "raisedBy",
  "raisedAt",
  "due",
  "originalDue",
  "moves",
  "closedAt",
  "replacedBy",
  "permalink",
] as const satisfies (keyof ExportedItem)[];

const DAYS: ReadonlySet<string> = new Set(["raisedAt", "due", "originalDue", "closedAt"]);

/** A column for each particular that an item has; the history is in the other format. What it says, an import reads. */
export function tableOf(items: readonly ExportedItem[], language: Language): string[][] {
  const keys = [...new Set(items.flatMap(({ details }) => Object.keys(details)))].sort();
  const called = new Map([...IMPORTED, ...Object.entries(EXPORTED)]);
  const heads = FIXED.map((column) => (language === "fr" ? (called.get(column)?.fr[0] ?? column) : column));
  return [
    [...heads, ...keys.map((key) => headOf(language, key))],
    ...items.map((item) => [
      ...FIXED.map((column) => fixedCell(item, column, language)),
      ...keys.map((key) => detailCell(item.type, key, item.details[key], language)),
    ]),
  ];
}

function fixedCell(item: ExportedItem, column: (typeof FIXED)[number], language: Language): string {
  const value = item[column];
  if (language === "en") return cell(value);
  if (column === "type") return textIn(TYPES[item.type].name, "fr");
  if (column === "state") return capitalised(registerTexts.fr.state(item.type, item.state));
  return DAYS.has(column) && typeof value === "string" ? dayAsCell(language, value) : cell(value);
}

function detailCell(type: ItemType, key: string, value: unknown, language: Language): string {
  const kind = kindOf(type, key);
  if (language === "en" || value === undefined || value === null) return cell(value);
  if (kind?.is === "choice") return textIn(kind.options[String(value)] ?? String(value), language);
  if (kind?.is === "yes-no") return textIn(value === true ? YES : NO, language);
  if (kind?.is === "date") return dayAsCell(language, String(value));
  if (kind?.is === "lines" && Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "number" ? numberAsCell(language, value) : cell(value);
}

function cell(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
