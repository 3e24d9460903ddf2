import { expect, it } from "vitest";
import { dueWords } from "../../src/check-ins/blocks.ts";

const DUE = "2027-01-04T17:00:00.000Z";
const AFTER = "2027-01-04T17:00:00.001Z";

it.each([
  ["en-GB", DUE, null, "due Mon 4 Jan, 17:00"],
  ["en-GB", AFTER, null, "was due Mon 4 Jan, 17:00 – you can still answer"],
  ["fr-FR", DUE, null, "échéance : lun. 4 janv. à 17 h"],
  ["fr-FR", AFTER, null, "échéance dépassée (lun. 4 janv. à 17 h) ; vous pouvez encore répondre"],
  [
    "fr-FR",
    "2027-01-04T11:00:00.000Z",
    "2027-01-04T12:00:00.000Z",
    "échéance : lun. 4 janv. à 17 h · « Plus tard » : de nouveau lun. 4 janv. à 12 h",
  ],
])("says by when it is, when it was, and when it comes again, in %s at %s", (locale, now, later_at, said) => {
  const words = dueWords({ locale, zone: "UTC" }, { due_at: DUE, later_at }, now);
  expect(words.replaceAll(/[\u00a0\u202f]/g, " ")).toBe(said);
});
