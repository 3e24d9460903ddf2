/** Reports as they would be compiled, for what shows them. */
import type { Line, Report, Status } from "../../src/reports/report.ts";
import type { ReportedProgram, ScreenInput } from "../../src/reports/screen.ts";

export const EN = { locale: "en-GB", zone: "Europe/London", today: "2026-11-03" };
export const FR = { locale: "fr-FR", zone: "Europe/Paris", today: "2026-11-03" };
export const OCTOBER = { label: "2026-10", from: "2026-10-01", until: "2026-10-31" };

/** Of the October report of a program; what matters is named. */
export function aReport(key: string, more: Partial<Report> = {}): Report {
  return {
    programId: `p-${key}`,
    rhythm: "monthly",
    period: OCTOBER,
    fromAt: "2026-10-05T09:00:00.000Z",
    cutOffAt: "2026-11-03T09:00:00.000Z",
    status: null,
    strip: [],
    lines: [],
    open: {},
    withoutWord: 0,
    asked: 1,
    answered: 1,
    ...more,
  };
}

/** `statuses`: the oldest first, the present one last. */
export function aProgram(
  key: string,
  statuses: readonly (Status | null)[],
  { title = key, ...more }: Partial<Report> & { title?: string } = {},
): ReportedProgram {
  const now = statuses.at(-1);
  const status = now
    ? {
        status: now,
        since: "2026-10-28",
        periods: 1,
        before: statuses.at(-2) ?? null,
        reason: null,
        action: null,
        actionBy: null,
        by: "tom",
        at: "2026-10-28T10:00:00.000Z",
      }
    : null;
  const report = aReport(key, { status, strip: [...statuses], ...more });
  return { id: `p-${key}`, key, title, isFlagship: false, report, isHeld: false };
}

export function aLine(kind: Line["kind"], text: string, more: Partial<Line> = {}): Line {
  return { kind, text, by: "tom", since: null, sources: [{ kind: "check-in", id: "c1", revision: 1 }], ...more };
}

export function anInput(programs: readonly ReportedProgram[], more: Partial<ScreenInput> = {}): ScreenInput {
  return {
    reader: { ...EN, name: "Margaret Osei", role: "sponsor" },
    rhythm: "monthly",
    period: OCTOBER,
    asOf: "2026-11-03T09:00:00.000Z",
    programs,
    needs: [],
    names: new Map([
      ["tom", "Tom Whitfield"],
      ["priya", "Priya Shah"],
    ]),
    ...more,
  };
}
