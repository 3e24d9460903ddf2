import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes half a minute and more on two cores in `npm test`, the longest first. */
const LONGEST = [
  "properties/silence",
  "properties/agreement",
  "properties/restricted",
  "register/request-acts",
  "faults/faults",
  "operations/live",
  "demo/screens-of-ten-programs",
];

/**
 * What takes longest begins first, so that no worker is alone with it in the end, also where nothing ran before: long
 * tests, then these, then as vitest has them, by what they took before or by their size.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  if (moduleId.endsWith(".long.test.ts")) return -1;
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
}
