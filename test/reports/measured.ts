/** Measures as facts of the program Loyalty, and as a report has them. */
import { planOf, standingOf } from "../../src/goals/line.ts";
import type { Details } from "../../src/register/item-types.ts";
import type { ReportedMeasure } from "../../src/reports/compile/report.ts";
import type { MeasureFacts } from "../../src/reports/facts/program-facts.ts";

const KNOWN = { knownBy: "2026-10-31", yearStartMonth: 1 };
const DUE = "2026-12-31";

/** From 2.1 to 4 points over the year, unless `details` say otherwise. */
export function measureDetails(details: Partial<Details["measure"]> = {}): Details["measure"] {
  const line = { baseline: "2.1", baselineOn: "2025-12-31", target: "4" };
  return { ...line, unit: "points", direction: "rise", rhythm: "monthly", knownOn: 2, ...details };
}

/** `values`: by day of 2026. */
export function aMeasure(
  title: string,
  values: Readonly<Record<string, string>> = {},
  { details, ...more }: Partial<Omit<MeasureFacts, "details">> & { details?: Partial<Details["measure"]> } = {},
): MeasureFacts {
  return {
    id: title,
    revision: 1,
    code: `LOY-KPI-${title}`,
    title,
    ownerId: "nina",
    dueOn: DUE,
    disclosure: "program",
    details: measureDetails(details),
    state: "open",
    closedAt: null,
    values: Object.entries(values).map(([day, value]) => ({ on: `2026-${day}`, value })),
    ...KNOWN,
    ...more,
  };
}

/** The same as a report has it. */
export function aReportedMeasure(...given: Parameters<typeof aMeasure>): ReportedMeasure {
  const { id, code, title, details, values, dueOn } = aMeasure(...given);
  const plan = planOf(details, dueOn);
  if (plan === null) throw new Error(`${title} has no line.`);
  return {
    ...{ itemId: id, code, title, unit: plan.unit, direction: plan.direction },
    ...{ corners: [...plan.corners], values: [...values] },
    ...standingOf(plan, values, KNOWN),
  };
}
