import { expect, test } from "vitest";
import { BUILT_IN, builtInTrack, roleLibrary } from "../../src/tracks/library.ts";
import { isReady, neverReady, trackTemplateSchema } from "../../src/tracks/template.ts";

test.each(BUILT_IN)("%s is in order", (key) => {
  expect(neverReady(builtInTrack(key).steps)).toEqual([]);
  expect(roleLibrary().size).toBe(4);
});
test("or", () => {
  const steps = builtInTrack("rollout").steps;
  const v3 = steps.find(({ key }) => key === "V3");
  expect(v3 && isReady(v3, new Set(["V2", "D2"]))).toBe(true);
  expect(v3 && isReady(v3, new Set(["V2"]))).toBe(false);
  expect(trackTemplateSchema.safeParse({ version: 2 }).success).toBe(false);
});
