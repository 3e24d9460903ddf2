/** Reports as whoever leads reads them before they go above. */
import { outlookHidden } from "../../check-ins/rounds/outlook-of-others.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Line, Report } from "./report.ts";

/** Leaves out of each of these reports what others expect of objectives of which this person is still to say it. */
export async function outlookReadBy(
  db: Db | Tx,
  reader: { workspaceId: string; personId: string; now: Instant },
  reports: readonly Report[],
): Promise<(report: Report) => Report> {
  const lines = reports.flatMap((report) => report.lines.filter(({ kind }) => kind === "outlook"));
  const hidden = await outlookHidden(db, reader, [...new Set(lines.flatMap(checkInsOf))]);
  if (hidden.size === 0) return (report) => report;

  const isShown = (line: Line) => line.kind !== "outlook" || !checkInsOf(line).some((id) => hidden.has(id));
  return (report) => ({ ...report, lines: report.lines.filter(isShown) });
}

function checkInsOf({ sources }: Line): string[] {
  return sources.flatMap((source) => (source.kind === "check-in" ? source.id : []));
}
