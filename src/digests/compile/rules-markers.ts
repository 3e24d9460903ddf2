/** Of what speaks against a colour, which facts a digest tells in words and which it counts. Pure. */
import type { Finding } from "../../health/rules-checks.ts";

const CHECKS_TOLD = 3;
/** Whatever its days, what may be read is told first. */
const HIDDEN = 1_000_000;

/** Of the first checks the gravest case each, with how many more cases of it there are; `more`: how many of other checks. */
export function findingsTold(findings: readonly Finding[]): {
  told: { finding: Finding; alike: number }[];
  more: number;
} {
  const checks = [...Map.groupBy(findings, ({ check }) => check).values()];
  const told = checks.slice(0, CHECKS_TOLD).flatMap((alike) => {
    const [gravest, ...others] = alike.toSorted((one, other) => weightOf(other) - weightOf(one));
    return gravest ? [{ finding: gravest, alike: others.length }] : [];
  });
  return { told, more: checks.slice(CHECKS_TOLD).flat().length };
}

function weightOf(finding: Finding): number {
  const days = "workingDays" in finding ? finding.workingDays : "days" in finding ? finding.days : 0;
  return "title" in finding && finding.title === "" ? days - HIDDEN : days;
}
