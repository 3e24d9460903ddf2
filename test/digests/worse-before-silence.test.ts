/** A program that was off track within the period, on track after that, and then silent. */
import { expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { anAnswer, aProgram, aRound, earlier, givenIn, green, red, theDocument } from "./facts.ts";

/** On 30 October off track for the month, on 2 November on track for the day, on the 3rd nothing. */
function quay(colours: { month: typeof green; day: typeof green }) {
  const [monthly] = givenIn(anAnswer("Quay", [colours.month], { answeredAt: "2026-10-30T12:00:00.000Z" }));
  const [daily] = givenIn(
    anAnswer("Quay", [colours.day], { checkInId: "daily", answeredAt: "2026-11-02T10:00:00.000Z" }),
  );
  if (!monthly || !daily) throw new Error("No colour");
  return aProgram("Quay", null, {
    rounds: [aRound("Quay", { asked: 1, answered: 1 })],
    given: [
      ...earlier("Quay", "green"),
      monthly,
      {
        ...daily,
        cadenceId: "Quay-daily",
        every: "day",
        roundKey: "2026-11-02",
        roundPeriod: "2026-11-02",
        standsUntil: "2026-11-03T17:00:00.000Z",
      },
    ],
  });
}

it("is told as red within the period beside no recent update, in English and in French (A2)", () => {
  const document = theDocument([quay({ month: red, day: green })]);
  expect(digestText(document).replaceAll("\u00a0", " ")).toContain(
    "⚪ Quay · no recent update; last: 🟢 On track, Mon 2 Nov · was 🔴 off track from Fri 30 Oct to Mon 2 Nov",
  );
  const reader = { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" };
  expect(digestText(theDocument([quay({ month: red, day: green })], { reader })).replaceAll("\u00a0", " ")).toContain(
    "dernier statut : 🟢 Conforme, lun. 2 nov. · était 🔴",
  );
});

it("is not told of a better colour than the last (A2)", () => {
  const document = theDocument([quay({ month: green, day: red })]);
  expect(digestText(document).replaceAll("\u00a0", " ")).toMatch(/last: 🔴 Off track, Mon 2 Nov$/m);
});

it("is told with the status that its digest before had, until that was corrected (A2)", () => {
  const [september] = earlier("Quay", "green");
  if (!september) throw new Error("No answer");
  const corrected = { ...september, revision: 2, colour: "red" as const, answeredAt: "2026-10-12T10:00:00.000Z" };
  const told = (given: (typeof september)[], rounds = [aRound("Quay", { asked: 1, answered: 0 })]) =>
    digestText(theDocument([aProgram("Quay", null, { rounds, given })])).replaceAll("\u00a0", " ");
  const last = "last: 🔴 Off track, Mon 12 Oct";
  const reported = `${last} · reported as 🟢 on track from Wed 30 Sept until the correction of Mon 12 Oct`;
  expect(told([september, corrected])).toContain(reported);
  // By a line without a silent check-in too.
  expect(told([september, corrected], [aRound("Quay", { asked: 1, answered: 1 })])).toContain(reported);
  const slip = { ...corrected, answeredAt: "2026-10-01T10:00:00.000Z" };
  expect(told([september, slip])).not.toContain("reported as");
});

it("is told with the red that its digest before had, where that was taken back and green or nothing was said before (A1)", () => {
  const [september, august] = earlier("Quay", "red", "green");
  if (!september || !august) throw new Error("No answer");
  const takenBack = { ...september, revision: 2, colour: null, answeredAt: "2026-10-12T10:00:00.000Z" };
  const told = (given: (typeof september)[], answered: number, reader = {}) => {
    const rounds = [aRound("Quay", { asked: 1, answered })];
    return digestText(theDocument([aProgram("Quay", null, { rounds, given })], reader)).replaceAll("\u00a0", " ");
  };
  const reported = "reported as 🔴 off track from Wed 30 Sept until the correction of Mon 12 Oct";
  for (const given of [
    [august, september, takenBack],
    [september, takenBack],
  ]) {
    expect(told(given, 0)).toMatch(new RegExp(`no answer to the monthly check-in yet\\) · ${reported}$`, "m"));
    expect(told(given, 1)).toMatch(new RegExp(`⚪ Quay · no recent update · ${reported}$`, "m"));
  }
  const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" } };
  expect(told([august, september, takenBack], 1, french)).toContain(
    "⚪ Quay · sans mise à jour récente · annoncé 🔴 hors trajectoire du mer. 30 sept. jusqu’à la correction du lun. 12 oct.",
  );
  expect(told([august, { ...takenBack, revision: 1 }], 1)).not.toContain("reported as");
});

it("is told with the red that digests before the last had, where an old answer was corrected in the silence (A1)", () => {
  const [september, august] = earlier("Quay", "amber", "red");
  if (!september || !august) throw new Error("No answer");
  const said = { ...august, standsUntil: "2026-10-01T17:00:00.000Z" };
  const corrected = { ...said, revision: 2, colour: "green" as const, answeredAt: "2026-10-20T10:00:00.000Z" };
  const told = (...given: (typeof august)[]) => {
    const rounds = [aRound("Quay", { asked: 1, answered: 0 })];
    return digestText(theDocument([aProgram("Quay", null, { rounds, given })])).replaceAll("\u00a0", " ");
  };
  expect(told(said)).toContain("last: 🔴 Off track");
  expect(told(said)).not.toContain("reported as");
  expect(told(said, corrected)).toContain(
    "reported as 🔴 off track from Sun 30 Aug until the correction of Tue 20 Oct",
  );
  // Another answer since has told how it stood.

  expect(told(said, september, corrected)).not.toContain("reported as");
});

it("is told with the red that the digest before told as in between, where that was corrected in the silence (A1)", () => {
  const [september] = earlier("Quay", "green");
  if (!september) throw new Error("No answer");
  const red = { ...september, checkInId: "extra", roundKey: "2026-09-08", colour: "red" as const };
  const given = [
    { ...red, answeredAt: "2026-09-08T10:00:00.000Z", standsUntil: null },
    { ...september, standsUntil: "2026-10-20T17:00:00.000Z" },
  ];
  const corrected = { ...red, revision: 2, colour: "green" as const, answeredAt: "2026-10-10T10:00:00.000Z" };
  const told = (...words: (typeof september)[]) => {
    const rounds = [aRound("Quay", { asked: 1, answered: 0 })];
    return digestText(theDocument([aProgram("Quay", null, { rounds, given: words })])).replaceAll("\u00a0", " ");
  };
  expect(told(...given)).not.toContain("reported as");
  expect(told(...given, corrected)).toContain(
    "reported as 🔴 off track from Tue 8 Sept to Wed 30 Sept, corrected on Sat 10 Oct",
  );
});

it("is told with what was said since the digest before and taken back or corrected, from the answer on that it was (A1)", () => {
  const [september] = earlier("Quay", "green");
  if (!september) throw new Error("No answer");
  const told = (...given: (typeof september)[]) => {
    const rounds = [aRound("Quay", { asked: 1, answered: 0 })];
    const more = given.map((one) => ({ ...one, standsUntil: "2026-10-25T17:00:00.000Z" }));
    return digestText(theDocument([aProgram("Quay", null, { rounds, given: more })])).replaceAll("\u00a0", " ");
  };
  const said = (colour: "red" | "amber" | null, revision: number, day: string) => ({
    ...september,
    ...{ checkInId: "extra", roundKey: "2026-10-06", revision, colour },
    answeredAt: `2026-10-${day}T10:00:00.000Z`,
  });
  const red = "reported as 🔴 off track from Thu 8 Oct until the correction of Mon 12 Oct";
  expect(told(september, said("red", 1, "08"), said(null, 2, "12"))).toMatch(
    new RegExp(`⚪ Quay · no recent update \\([^·\n]*\\) · ${red}$`, "m"),
  );
  expect(told(september, said("red", 1, "08"), said("amber", 2, "12"))).toContain(
    `last: 🟠 At risk, Mon 12 Oct · ${red}`,
  );
  expect(told(september, said("red", 1, "08"), said(null, 2, "08"))).not.toContain("reported as");
  // Of two the one that the digest before told and the one that was said since.
  const corrected = { ...september, revision: 2, colour: "red" as const, answeredAt: "2026-10-08T10:00:00.000Z" };
  const green = "reported as 🟢 on track from Wed 30 Sept until the correction of Thu 8 Oct";
  const takenBack = { ...corrected, revision: 3, colour: null, answeredAt: "2026-10-12T10:00:00.000Z" };
  expect(told(september, corrected, takenBack)).toContain(` · ${green} · ${red}\n`);
});
