/** Reports as they would be compiled, for what shows them. */

import type { Line, Report, ReportedMilestone, Status } from "../../src/reports/compile/report.ts";
import type { Need, ReportedProgram, ScreenInput } from "../../src/reports/digest/screen.ts";
import { threadGroups, threadMessage } from "../../src/reports/portfolio/program-report-blocks.ts";
import type { Message } from "../../src/slack/message.ts";

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
        on: "2026-10-28",
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
    zone: "Europe/London",
    programs,
    needs: [],
    names: new Map([
      ["tom", "Tom Whitfield"],
      ["priya", "Priya Shah"],
    ]),
    ...more,
  };
}

export function aNeed(more: Partial<Need> = {}): Need {
  return {
    itemId: "n1",
    code: "LOY-A-1",
    program: "Loyalty",
    title: "Release Dieter?",
    answerBy: "2026-11-04",
    neededBy: "2026-11-06",
    options: ["release", "online only", "January"],
    recommended: "release",
    costOfWaiting: "a week of launch a week",
    isOverdue: false,
    isPastNeeded: false,
    isOver: false,
    ...more,
  };
}

export function aMilestone(code: string, more: Partial<ReportedMilestone> = {}): ReportedMilestone {
  return { itemId: code, code, title: code, firstDue: null, due: null, moves: 0, reachedOn: null, ...more };
}

export function asFrench(input: ScreenInput): ScreenInput {
  return { ...input, reader: { ...input.reader, ...FR } };
}

/** What people call programs. */
export const HARD_TITLES = [
  "Cost | Benefit || *x* `y`",
  "برنامج الولاء",
  "\u202eevil\u202c & <b>co</b>",
  "Loyalty ".repeat(25).trim(),
  "Unbroken".repeat(25),
  "=1+1",
  "🚀🚀🚀",
];

const LONG =
  "The import of consents from the old shop fails for every third customer until the supplier has answered us";

/** Each with as much to say as a program ever has. */
export function manyPrograms(count: number): ReportedProgram[] {
  return Array.from({ length: count }, (_, place) => {
    const key = `P${place}`;
    const now = (["red", "amber", "green"] as const)[place % 3] ?? "green";
    return aProgram(key, ["green", "amber", now], {
      title: `Program ${place} of the north & the south`,
      milestones: [
        aMilestone(`${key}-M-1`, { title: "Launch", firstDue: "2026-03-01", due: `2027-0${(place % 9) + 1}-10` }),
      ],
      open: { risk: 4, issue: 2, action: 7 },
      lines: [
        aLine("blocked", `${place}: ${LONG}`, {
          since: "2026-10-12",
          code: `${key}-I-1`,
          itemId: `${key}i`,
          owner: "priya",
        }),
        aLine("milestone-moved", "Launch", {
          due: "2026-12-01",
          was: { due: "2026-11-17", firstDue: "2026-03-01", moves: 2 },
          code: `${key}-M-1`,
          itemId: `${key}m`,
        }),
        aLine("decided", LONG, { outcome: "Yes", code: `${key}-D-1` }),
        aLine("value", LONG),
        aLine("upcoming", LONG, { due: "2026-11-12" }),
        aLine("next", LONG, { by: "priya" }),
      ],
    });
  });
}

/** The messages with reports in the thread of a digest. */
export async function threadMessages(input: ScreenInput, digestId: string): Promise<Message[]> {
  const groups = await threadGroups(input, digestId);
  return groups.map(({ programIds, ...group }) => {
    const programs = input.programs.filter(({ id }) => programIds.includes(id));
    return threadMessage({ ...input, programs }, digestId, group);
  });
}

/** Dates do not break at the end of a line: their blanks are others. */
export function withBlanks(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
