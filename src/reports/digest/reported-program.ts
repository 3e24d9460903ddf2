/** A program with its report, with what its own row says of how it is shown. */
import type { LocalDate } from "../../platform/time.ts";
import { restedUntil } from "../../programs/pausing.ts";
import type { Program } from "../../programs/programs.ts";
import type { Report } from "../compile/report.ts";
import type { ReportedProgram } from "./screen.ts";

/** What is read of a program that is reported. */
export type ProgramShown = Pick<Program, "id" | "key" | "title" | "flagship" | "rank" | "paused_from" | "paused_until">;

/** As on `day`. Nobody is silent in a program that is paused, on that day or on one since `from`. */
export function asReported(
  { id, key, title, flagship, rank, ...dates }: ProgramShown,
  report: Report,
  day: LocalDate,
  from: LocalDate = day,
): Omit<ReportedProgram, "isHeld"> {
  const until = restedUntil(dates, { from, until: day });
  return {
    id,
    key,
    title,
    isFlagship: flagship === 1,
    ...(rank !== null && { rank }),
    report: until === null ? report : withoutSilence(report),
    ...(until !== null && { pausedUntil: until }),
  };
}

function withoutSilence(report: Report): Report {
  const lines = report.lines.filter(({ kind }) => kind !== "no-update");
  if (report.status === null) return { ...report, lines };
  const { noWordSince: _, ...status } = report.status;
  return { ...report, lines, status };
}
