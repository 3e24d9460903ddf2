import { expect, it } from "vitest";
import { remembered } from "../../src/platform/remembered.ts";

it("a text is read once, and anew when much else was read since", () => {
  const read: string[] = [];
  const lengthOf = remembered((text) => read.push(text.slice(0, 5)) && text.length);
  const long = "x".repeat(2_400_000);
  expect([lengthOf("plain"), lengthOf("plain"), lengthOf(long), lengthOf("plain")]).toEqual([5, 5, 2_400_000, 5]);
  expect(read).toEqual(["plain", "xxxxx"]);
  lengthOf(`${long}x`);
  expect(lengthOf("plain")).toBe(5);
  expect(read).toEqual(["plain", "xxxxx", "xxxxx", "plain"]);
});
