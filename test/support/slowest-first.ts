import { BaseSequencer, type TestSpecification } from "vitest/node";

/** From the longest on, as it was on two quiet cores. */
const LONGEST = [
  "demo/built-in-run.long",
  "faults/killed",
  "properties/agreement",
  "privacy/erasure-again",
  "properties/restricted",
  "delivery/forgotten",
  "readme/walks.long",
  "privacy/exports",
  "faults/pace",
  "faults/slack",
  "demo/half-year.long",
  "faults/outages",
  "faults/start",
  "platform/migrate",
  "platform/tenants",
  "demo/continuing.long",
  "dry-run/record-ahead.long",
  "platform/authority-matrix",
  "demo/cli",
  "faults/injection",
  "privacy/erasure",
  "demo/large-workspace.long",
  "journeys/browser",
  "operations/move",
  "platform/dockerfile",
  "cadences/screens",
  "cadences/rules-oracle",
  "digests/cli",
  "cadences/time-check.long",
  "journeys/clock-jumps",
  "journeys/home",
  "journeys/asking",
  "page/conversation",
  "page/modal",
  "check-ins/planning",
  "platform/slack/listening",
  "journeys/answering",
  "page/bar",
  "faults/storage",
  "programs/setup",
  "platform/database-file",
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
