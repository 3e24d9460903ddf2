import { BaseSequencer, type TestSpecification } from "vitest/node";

/** From the longest on, as it was on two quiet cores. */
const LONGEST = [
  "faults/killed",
  "sandbox/built-in-run",
  "readme/walks",
  "faults/pace",
  "faults/slack",
  "faults/outages",
  "upgrades/upgrades",
  "sandbox/continuing",
  "platform/authority-matrix",
  "journeys/slow-slack",
  "upgrades/outbox",
  "upgrades/acts",
  "sandbox/half-year",
  "platform/migrate",
  "operations/move",
  "faults/injection",
  "platform/tenants",
  "sandbox/cli",
  "dry-run/record-ahead",
  "platform/dockerfile",
  "journeys/browser",
  "journeys/clock-jumps",
  "sandbox/page/conversation",
  "cadences/screens",
  "journeys/rush",
  "cadences/cli",
  "digests/cli",
  "cadences/rules-oracle",
  "mends/patch-file",
  "digests/differential",
  "cadences/time-check",
  "faults/start",
  "faults/storage",
];

/** What takes longest begins first, so that no worker is alone with it in the end, also where nothing ran before. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
}
