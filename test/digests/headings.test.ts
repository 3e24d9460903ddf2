/** What a heading says of all that stands below it. */
import { expect, it } from "vitest";
import { digestText } from "../../src/digests/plain-text.ts";
import { aProgram, fed, green, theDocument } from "./facts.ts";

it("calls no dependency one to agree that is told as agreed (B1)", () => {
  const words = "A sample file two weeks before every till version, agreed with Gareth.";
  const told = (locale: string) =>
    digestText(
      theDocument([aProgram("Loyalty", [green, fed("dependency", words)])], {
        reader: { handle: "p", name: "P", locale, zone: "UTC" },
      }),
    );
  expect(told("en-GB")).toContain(`\nDependencies\n  Loyalty\n    ${words}`);
  expect(told("en-GB")).not.toContain("to agree");
  expect(told("fr-FR")).toContain("\nDépendances\n");
});
