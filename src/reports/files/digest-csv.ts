/** A digest as a table: of each program its status, then each matter of its report. */
import { csvOf, separatorIn } from "../../platform/csv-writing.ts";
import { withoutBidi } from "../../platform/texts/display.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { ITEM_TYPES } from "../../register/item-types.ts";
import { typeName } from "../../register/items-in-words.ts";
import { measureIn } from "../compile/measures.ts";
import type { Line, LineKind, Report, ReportedMeasure } from "../compile/report.ts";
import { statusWord } from "../compile/status-and-dates-in-words.ts";
import { chosenInWords, trackInWords } from "../digest/matter-words.ts";
import { isChosen, isReported, SECTION_OF } from "../digest/matters.ts";
import { objectiveInWords, worstMeasure } from "../digest/objectives.ts";
import type { ReportedPortfolio, ReportedProgram, ScreenInput } from "../digest/screen.ts";
import { sectionHeading } from "../digest/section-headings.ts";
import { partTexts } from "../portfolio/texts-part.ts";
import { type DatedMilestone, milestonesBeyond } from "./milestones-ahead.ts";

/** Without what people wrote in a report whose words are held. Days are of the workspace, as `2026-10-31`; what there is not is empty. */
export function digestCsv(input: Pick<ScreenInput, "reader" | "programs" | "portfolios" | "names">): string {
  const { reader, programs, portfolios = [] } = input;
  const ofPortfolios = portfolios.flatMap((portfolio) => objectiveRows(portfolio, reader));
  const ofPrograms = programs.flatMap((program) => {
    const reported = program.report.lines.filter((line) => isReported(line, program));
    return [
      statusRow(program, input),
      ...eachOnce(reported).map((line) => matterRow(program, line, input)),
      ...milestonesBeyond(program).map((milestone) => milestoneRow(program, milestone, input)),
      ...measuresBeyond(program).map((measure) => measureRow(program, measure, reader)),
    ];
  });
  const { columns } = textsFor(partTexts, reader);
  const wide = (row: readonly string[]) => columns.map((_, place) => row[place] ?? "");
  const cells = [...ofPortfolios, ...ofPrograms].map((row) => wide(row).map(withoutBidi));
  return csvOf([columns, ...cells], separatorIn(languageOf(reader.locale)));
}

/** A milestone that has moved and comes next is one matter. */
function eachOnce(lines: readonly Line[]): Line[] {
  const seen = new Set<string>();
  return lines.filter(({ itemId }) => itemId === undefined || (!seen.has(itemId) && seen.add(itemId)));
}

type Input = Pick<ScreenInput, "reader" | "names">;

function statusRow({ key, title, isHeld, report: { status } }: ReportedProgram, { reader, names }: Input): string[] {
  const texts = textsFor(partTexts, reader);
  const kind = texts.status;
  if (status === null) return [key, title, kind, "", "", "", texts.noStatus];

  const giver = names.get(status.by) ?? "";
  const word = statusWord(reader, status.status);
  return [key, title, kind, "", "", giver, word, status.since, "", "", "", "", isHeld ? "" : (status.reason ?? "")];
}

function matterRow(program: ReportedProgram, line: Line, { reader, names }: Input): string[] {
  const { key, title, report } = program;
  const { code = "", since, on = "", was, owner, by } = line;
  const measure = measureIn(report, line);
  const due = line.due ?? measure?.corners.at(-1)?.on ?? "";
  return [
    key,
    title,
    kindOf(line, report, reader),
    code,
    textIn(program, line, reader),
    names.get(owner ?? by ?? "") ?? "",
    stateOf(line, reader),
    since ?? "",
    due,
    was?.firstDue ?? "",
    was?.moves === undefined ? "" : String(was.moves),
    on,
    reasonOf(line),
    ...numbersOf(measure, reader),
  ];
}

/** As it was written, but of a track and of what is chosen for a quarter. */
function textIn(program: ReportedProgram, line: Line, reader: Input["reader"]): string {
  const whole = (words: string) => words;
  if (line.track !== undefined) return trackInWords(line, line.track, reader, whole);
  return isChosen(line) ? chosenInWords(program, line, { reader }, whole) : line.text;
}

/** Value, planned, target and unit of a measure, with the decimal sign of its reader and without groups of three. */
function numbersOf(measure: ReportedMeasure | undefined, reader: Reader): string[] {
  if (measure === undefined) return [];
  const { latest, planned, corners, unit } = measure;
  const cell = (value: string | undefined) =>
    languageOf(reader.locale) === "fr" ? (value ?? "").replace(".", ",") : (value ?? "");
  return [cell(latest?.value), cell(planned ?? undefined), cell(corners.at(-1)?.value), unit];
}

/** Of each objective its worst measure of those that its reader may know. */
function objectiveRows(portfolio: ReportedPortfolio, reader: Reader): string[][] {
  const { open, closed } = textsFor(partTexts, reader).itemStates;
  return (portfolio.report.objectives ?? []).map((objective) => {
    const worst = worstMeasure(objective, portfolio);
    const { code, title, ended } = objective;
    return [
      portfolio.key,
      portfolio.title,
      typeName(reader, "objective"),
      code,
      title,
      "",
      ended === undefined ? open : closed,
      "",
      "",
      "",
      "",
      ended?.on ?? "",
      objectiveInWords(reader, objective, portfolio),
      ...numbersOf(worst, reader),
    ];
  });
}

/** Of one that is as it was in the report before: no line of the report names it. */
function measureRow({ key, title }: ReportedProgram, measure: ReportedMeasure, reader: Reader): string[] {
  const { open } = textsFor(partTexts, reader).itemStates;
  const due = measure.corners.at(-1)?.on ?? "";
  const named = [key, title, typeName(reader, "measure"), measure.code, measure.title];
  return [...named, "", open, "", due, "", "", "", "", ...numbersOf(measure, reader)];
}

function measuresBeyond({ report }: ReportedProgram): ReportedMeasure[] {
  const named = new Set(report.lines.map(({ itemId }) => itemId));
  return (report.measures ?? []).filter(({ itemId }) => !named.has(itemId));
}

/** What was decided or reached, and why; why a date moved. What is recommended while a request is open is no reason. */
function reasonOf(line: Line): string {
  const { outcome, was, kind } = line;
  const isOpen = kind === "request" || kind === "request-overdue";
  return (isOpen ? undefined : outcome) ?? was?.reason ?? "";
}

/** Of one that is open and that no line of the report names. */
function milestoneRow(
  { key, title }: ReportedProgram,
  { code, title: name, due, firstDue, moves }: DatedMilestone,
  { reader }: Input,
): string[] {
  const { open } = textsFor(partTexts, reader).itemStates;
  const first = moves > 0 ? (firstDue ?? "") : "";
  return [
    key,
    title,
    typeName(reader, "milestone"),
    code,
    name,
    "",
    open,
    "",
    due,
    first,
    moves > 0 ? `${moves}` : "",
    "",
    "",
  ];
}

/** Open or closed; empty of what is no item. */
function stateOf({ kind, itemId }: Line, reader: Reader): string {
  if (itemId === undefined) return "";
  const { open, closed } = textsFor(partTexts, reader).itemStates;
  return CLOSED.includes(kind) ? closed : open;
}

const CLOSED: readonly LineKind[] = ["decided", "finished", "ended"];

/** Risk, milestone, request; of what is no item, and of what is expected of one, where it stands in the report. */
function kindOf({ kind, type }: Line, report: Report, reader: Reader): string {
  const itemType = ITEM_TYPES.find((each) => each === type);
  return itemType === undefined || kind === "outlook" ? sectionTitle(kind, report, reader) : typeName(reader, itemType);
}

function sectionTitle(kind: LineKind, { rhythm, period }: Report, reader: Reader): string {
  const texts = textsFor(partTexts, reader);
  if (kind === "bottom-line") return texts.bottomLine;
  const section = SECTION_OF[kind];
  if (section !== undefined) return sectionHeading(reader, section, period);
  if (kind === "aim") return sectionHeading(reader, "aims", period);
  if (kind === "next") return texts.next[rhythm];
  if (kind === "recommended") return sectionHeading(reader, "next", period);
  if (kind === "outlook") return sectionHeading(reader, "outlook", period);
  const isNamed = kind === "ended" || kind === "capacity" || kind === "lesson";
  return isNamed ? texts[kind] : texts.open;
}
