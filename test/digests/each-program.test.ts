/** Each program that a digest covers has a line in it, also where nobody said anything that is quoted. */

import { describe, expect, it } from "vitest";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { aProgram, green, theDocument } from "./facts.ts";

const FRENCH = { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" };

/** The line of Quay beside a program that has answered. */
function told(quay: ProgramFacts, reader?: typeof FRENCH, more: Partial<DigestFacts> = {}): string | undefined {
  const document = theDocument([aProgram("Ferry", [green]), quay], { ...(reader && { reader }), ...more });
  return digestText(document)
    .replaceAll("\u00a0", " ")
    .split("\n")
    .find((line) => line.includes("Quay · "))
    ?.trim();
}

function quay(answers: Parameters<typeof aProgram>[1], more: Partial<ProgramFacts> = {}) {
  const program = aProgram("Quay", answers, more);
  for (const cadence of program.cadences) cadence.lastAnsweredAt = "2026-10-05T08:00:00.000Z";
  return program;
}

describe("a program without a status", () => {
  it("that answered without one, in words that are not quoted, is told with the day of that (B3)", () => {
    expect(told(quay([]))).toBe("⚪ Quay · no recent update: answered on Fri 30 Oct, no status given");
    expect(told(quay([]), FRENCH)).toBe("⚪ Quay · sans mise à jour récente : réponse le ven. 30 oct., sans statut");
  });

  it("whose check-in had no round in the period is told as not asked (B3)", () => {
    const program = quay(null, { rounds: [] });
    expect(told(program)).toBe("⚪ Quay · no recent update: no check-in asked for a status in this period");
    expect(told(program, FRENCH)).toBe(
      "⚪ Quay · sans mise à jour récente : aucun point d’étape n’a demandé le statut pendant la période",
    );
    // One of which this digest does not tell.
    program.asked.push({ cadenceId: "Quay-yearly", opensAt: "2026-10-20T08:00:00.000Z", every: "year" });
    expect(told(program)).toBe("⚪ Quay · no recent update");
  });
});
