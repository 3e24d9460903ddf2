/** A correction tells one program anew, whatever has come of the others since the digest was sent. */
import { expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { MONTHLY, questionsFeeding } from "../support/record.ts";
import { SENT, twoPrograms } from "./two-programs.ts";

type Two = Awaited<ReturnType<typeof twoPrograms>>;

const SENT_IN = { "10": SENT, "11": "2026-12-03T09:00:00.000Z" };

/** The digest of a month is sent after `before`; a week later, after `since`, its part of Atlas is set right. */
async function corrected(
  database: DatabaseName,
  of: { month?: "10" | "11"; before?: (two: Two) => Promise<unknown>; since: (two: Two) => Promise<unknown> },
) {
  const { month = "10" } = of;
  const sentAt = SENT_IN[month];
  const two = await twoPrograms(database);
  const { db, services, reader, ana, atlas, turnAt } = two;
  const latest = async () => {
    const { edition, document } = (await latestDigest(db, reader)) ?? never();
    return { edition, document, text: digestText(document).replaceAll("\u00a0", " ") };
  };
  await of.before?.(two);
  await turnAt(sentAt);
  const first = await latest();
  services.clock.at = addMs(sentAt, 2 * DAY);
  await of.since(two);
  services.clock.at = addMs(sentAt, 7 * DAY);
  const prompt = await db
    .selectFrom("prompt")
    .select("id")
    .where("person_id", "=", ana.id)
    .orderBy("id")
    .executeTakeFirstOrThrow();
  await submitCheckIn(services, ana, prompt.id, { answers: { progress: "October of Atlas, corrected" } });
  const part = { programId: atlas.id, rhythm: "monthly" as const, period: `2026-${month}` };
  expect(await sendCorrection(services, ana, part, { reason: "It was wrong.", wording: null, isRenewed: true })).toBe(
    1,
  );
  const second = await latest();
  expect(second.edition).toBe(2);
  expect(second.text).toContain("October of Atlas, corrected");
  // All else is as it was.
  const ofOthers = ({ document: { head, sections, heldBack } }: typeof first) => [
    { answered: head.answered, asked: head.asked, heldBack },
    sections.flatMap(({ section, lines }) =>
      lines.flatMap((line) => ("program" in line && line.program !== "Atlas" ? [[section, line]] : [])),
    ),
  ];
  expect(ofOthers(second)).toEqual(ofOthers(first));
  return { ...two, first, second };
}

/** What PostgreSQL could read otherwise, the first asks it. */
const SQLITE = ["SQLite"] as const;

it.each(databases)("is sent though another program is held back of the next digest, on %s (A1)", async (database) => {
  const { db, second } = await corrected(database, {
    since: ({ services, marc, borealis }) => holdPart(services, marc, { programId: borealis.id, rhythm: "monthly" }),
  });
  expect(second.text).toContain("October of Borealis");
  expect(second.text).not.toContain("Held back");
  await db.destroy();
});

it.each(SQLITE)("goes without the program that was held back then, on %s (A1)", async (database) => {
  const { db, first, second } = await corrected(database, {
    before: ({ services, marc, borealis }) => holdPart(services, marc, { programId: borealis.id, rhythm: "monthly" }),
    since: ({ services, marc, borealis }) => holdPart(services, marc, { programId: borealis.id, rhythm: "monthly" }),
  });
  expect(first.text).toContain("Left out by the lead: Borealis (Marc)");
  expect(second.text).toContain("Left out by the lead: Borealis (Marc)");
  await db.destroy();
});

it.each(SQLITE)(
  "tells of another program what had been held back, also where it is held again, on %s (A1)",
  async (database) => {
    const { db, second } = await corrected(database, {
      month: "11",
      before: async ({ record, services, ana, marc, atlas, borealis, turnAt }) => {
        await holdPart(services, marc, { programId: borealis.id, rhythm: "monthly" });
        await turnAt(SENT);
        const cadence = await record.cadence(atlas, { rule: MONTHLY, questions: questionsFeeding("progress") });
        await record.round(cadence, "2026-11-30", [ana]);
      },
      since: ({ services, marc, borealis }) => holdPart(services, marc, { programId: borealis.id, rhythm: "monthly" }),
    });
    expect(second.text).toContain("October of Borealis");
    await db.destroy();
  },
);

it.each(SQLITE)("is sent though another program was closed since, on %s (A1)", async (database) => {
  const { db, second } = await corrected(database, {
    since: ({ services, marc, borealis }) => closeProgram(services, marc, borealis.id),
  });
  expect(second.text).toContain("October of Borealis");
  expect(second.text).not.toContain("closed");
  await db.destroy();
});

it.each(SQLITE)("says that another program was closed, though it is open again, on %s (B2)", async (database) => {
  const { db, second } = await corrected(database, {
    before: async ({ services, marc, borealis }) => {
      services.clock.at = "2026-11-02T10:00:00.000Z";
      await closeProgram(services, marc, borealis.id);
    },
    since: ({ services, marc, borealis }) => reopenProgram(services, marc, borealis.id),
  });
  expect(second.text).toContain("Borealis · closed on Mon 2 Nov by Marc");
  expect(second.text).not.toContain("October of Borealis");
  await db.destroy();
});

function never(): never {
  throw new Error("There is no digest.");
}
