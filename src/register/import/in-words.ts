/** What a file says that is not read, and which of its rows are left out, in sentences. */
import { textIn } from "../../cadences/questions/questions.ts";
import type { Language } from "../../platform/texts/language.ts";
import { type ItemType, TYPES } from "../item-types.ts";
import type { ImportRead } from "./items-from-rows.ts";
import type { LeftOut } from "./plan.ts";
import type { TakenWord } from "./reading.ts";
import { importTexts } from "./texts.ts";

const MOST_NAMED = 8;
const MOST_LINES = 20;

/** A sentence for each kind of thing that is not read as it stands. `type`: for which an unknown one is taken. */
export function notesOfFile(
  { columns, taken }: Pick<ImportRead, "columns" | "taken">,
  language: Language,
  type: ItemType = "action",
): string[] {
  const texts = importTexts[language];
  const words = (as: TakenWord["as"]) =>
    named(
      language,
      taken.flatMap((each) => (each.as === as ? [`${each.word} (${each.rows})`] : [])),
    );
  const isThere = (as: TakenWord["as"]) => taken.some((each) => each.as === as);
  return [
    ...(columns.length > 0 ? [texts.notRead(named(language, columns), columns.length)] : []),
    ...(isThere("type") ? [texts.taken.type(words("type"), textIn(TYPES[type].name, language).toLowerCase())] : []),
    ...(isThere("state") ? [texts.taken.state(words("state"))] : []),
    ...(isThere("priority") ? [texts.taken.priority(words("priority"))] : []),
    ...(isThere("owner") ? [texts.taken.owner(words("owner"))] : []),
  ];
}

function named(language: Language, names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  const more = names.length - shown.length;
  return new Intl.ListFormat(language).format([...shown, ...(more > 0 ? [importTexts[language].moreNames(more)] : [])]);
}

/** A line each, of the first of them. */
export function linesLeftOut(
  rows: readonly (LeftOut & { line: number })[],
  language: Language,
  most = MOST_LINES,
): string[] {
  const texts = importTexts[language];
  const lines = rows.slice(0, most).map((row) => texts.leftOutLine(row.line, whyLeftOut(row, language)));
  return [...lines, ...(rows.length > most ? [texts.moreLeftOut(rows.length - most)] : [])];
}

function whyLeftOut(row: LeftOut, language: Language): string {
  const texts = importTexts[language].leftOut;
  if (row.because === "twice") return texts.twice(row.firstLine);
  return row.because === "refused" ? row.sentence : texts[row.because];
}
