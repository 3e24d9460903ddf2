/** A digest as a table: a row for each program's status and each line of its report; days as `2026-11-16`. */
import { csvOf, separatorIn } from "../platform/csv.ts";
import { withoutTurns } from "../platform/texts/display.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { isShownWhileHeld, SECTION_OF } from "./matters.ts";
import type { Line, LineKind, Rhythm } from "./report.ts";
import type { ReportedProgram, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { partTexts } from "./texts-part.ts";
import { statusWord } from "./words.ts";

export function digestCsv({ reader, programs, names }: Pick<ScreenInput, "reader" | "programs" | "names">): string {
  const texts = textsFor(partTexts, reader);
  const { sections } = textsFor(screenTexts, reader);
  const sectionTitle = (kind: LineKind, rhythm: Rhythm) => {
    const section = SECTION_OF[kind];
    if (section !== undefined) return sections[section];
    if (kind === "next") return texts.next[rhythm];
    return kind === "ended" || kind === "objective" ? texts[kind] : texts.open;
  };
  const named = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""));
  const statusRow = ({ key, title, report: { status } }: ReportedProgram) => [
    key,
    title,
    texts.status,
    status === null ? texts.noStatus : statusWord(reader, status.status),
    named(status?.by ?? null),
    status?.since ?? "",
    ...["", "", "", ""],
  ];
  const lineRow = ({ key, title, report }: ReportedProgram, line: Line) => [
    key,
    title,
    sectionTitle(line.kind, report.rhythm),
    [line.text, line.outcome ?? ""].filter((text) => text !== "").join(" – "),
    named(line.by),
    line.since ?? "",
    line.due ?? "",
    line.was?.firstDue ?? "",
    String(line.was?.moves ?? ""),
    line.code ?? "",
  ];
  const isShown = ({ isHeld }: ReportedProgram, { kind }: Line) => !isHeld || isShownWhileHeld(kind);
  const rows = programs.flatMap((program) => {
    const lines = program.report.lines.filter((line) => isShown(program, line));
    return [statusRow(program), ...lines.map((line) => lineRow(program, line))];
  });
  return csvOf([texts.columns, ...rows.map((row) => row.map(withoutTurns))], separatorIn(languageOf(reader.locale)));
}
