/** A status that was given and never followed by another is told where the program has none any more. */

import { describe, expect, it } from "vitest";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

type Colour = "green" | "amber" | "red";

/** Tom leads, is asked each month and tells Sofia, who sponsors. */
async function atlas(database: DatabaseName, { locale = "en-GB" } = {}) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-09-04T08:00:00.000Z");
  const [tom, sofia] = [await record.person("tom"), await record.person("sofia", { locale })];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia] } });
  const questions = questionsFeeding("health");
  const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors"] });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const sponsor = await personById(db, record.workspaceId, sofia.id);
  const reader = { workspaceId: record.workspaceId, personId: sofia.id };
  const round = (key: string) => record.round(monthly, key, [tom]);
  return {
    db,
    round,
    says: (made: Awaited<ReturnType<typeof round>>, at: string, colour: Colour) =>
      record.answer(made, tom, at, { health: { colour, reason: `It is ${colour}` } }),
    sent: async (at: string) => {
      services.clock.at = at;
      await compileDueDigests(services);
      const { id = "" } = (await latestDigest(db, reader)) ?? {};
      const text = await previewOf("monthly", at);
      return { id, text };
    },
    waitsForApproval: async () =>
      setApproval(services, await personById(db, record.workspaceId, tom.id), {
        programId: program.id,
        approver: "lead",
      }),
    forTheTeam: () => record.cadence(program, { rule: MONTHLY, questions, readers: ["team"] }),
    annual: (at: string) => previewOf("annual", at),
    home: async (at: string) => {
      services.clock.at = at;
      const tab = homeTab({ services, releasedAt: "1970-01-01T00:00:00.000Z" });
      const visitor = await tab.visitorOf(sponsor);
      const groups = [];
      for (const section of tab.sections) groups.push(...(await section(visitor)));
      return JSON.stringify(groups).replaceAll("\u00a0", " ");
    },
    why: async (at: string, editionId: string | null = null) => {
      services.clock.at = at;
      const explained = await explainColour(services, sponsor, program.id, editionId);
      return JSON.stringify(whyView(sponsor, explained)).replaceAll("\u00a0", " ");
    },
  };

  async function previewOf(rhythm: "monthly" | "annual", at: string) {
    const document = await previewDigest(db, { ...reader, rhythm }, at);
    return document ? digestText(document).replaceAll("\u00a0", " ") : "";
  }
}

describe.each(databases)("a status that nobody has followed up, on %s", (database) => {
  it("is told with its day by digest, Home and Why, where it was changed after the digest (B3)", async () => {
    const { db, round, says, sent, home, why } = await atlas(database);
    const october = await round("2026-10-30");
    await says(october, "2026-10-30T15:00:00.000Z", "green");
    await sent("2026-11-04T09:00:00.000Z");
    await says(october, "2026-11-04T14:00:00.000Z", "red");
    expect(await home("2026-11-05T09:00:00.000Z")).toContain("Off track · ");
    await round("2026-11-30");
    const { id, text } = await sent("2026-12-03T09:00:00.000Z");
    expect(text).toContain("“Atlas” has no recent update; its last status, on Wednesday 4 November, was off track.");
    expect(text).toContain(
      "⚪ Atlas · no recent update (no answer to the monthly check-in since Wed 4 Nov); last: 🔴 Off track, Wed 4 Nov",
    );
    expect(await home("2026-12-03T10:00:00.000Z")).toContain("no recent update; last: 🔴 Off track, Wed 4 Nov");
    for (const asked of [await why("2026-12-03T10:00:00.000Z"), await why("2026-12-03T10:00:00.000Z", id)]) {
      expect(asked).toContain("Last: 🔴 Off track, Wed 4 Nov");
      expect(asked).toContain("It is red");
    }
    await db.destroy();
  });

  it("is told also where a digest had it, unless it was on track (B3)", async () => {
    const { db, round, says, sent, home } = await atlas(database, { locale: "fr-FR" });
    await says(await round("2026-10-30"), "2026-10-30T15:00:00.000Z", "amber");
    await sent("2026-11-04T09:00:00.000Z");
    const november = await round("2026-11-30");
    const { text } = await sent("2026-12-03T09:00:00.000Z");
    expect(text).toContain("le ven. 30 oct. ; dernier statut : 🟠 À risque, ven. 30 oct.");
    expect(await home("2026-12-03T10:00:00.000Z")).toContain(
      "sans mise à jour récente ; dernier statut : 🟠 À risque, ven. 30 oct.",
    );
    await says(november, "2026-12-03T12:00:00.000Z", "green");
    await says(await round("2026-12-31"), "2027-01-20T12:00:00.000Z", "green");
    await round("2027-01-29");
    const { text: later } = await sent("2027-02-03T09:00:00.000Z");
    expect(later).toMatch(/dernier statut : 🟢 Conforme, mer. 20 janv.$/m);
    expect(await home("2027-02-03T10:00:00.000Z")).not.toContain("dernier statut");
    await round("2027-02-26");
    expect((await sent("2027-03-03T09:00:00.000Z")).text).not.toContain("dernier statut");
    await db.destroy();
  });

  it("is told with a worse one that it had not long before that, by digest, Home and Why (A2)", async () => {
    for (const locale of ["en-GB", "fr-FR"]) {
      const { db, round, says, sent, home, why } = await atlas(database, { locale });
      const isEnglish = locale === "en-GB";
      await says(await round("2026-10-30"), "2026-10-30T15:00:00.000Z", "red");
      await says(await round("2026-11-30"), "2026-12-02T15:00:00.000Z", "green");
      await round("2026-12-31");
      const { id, text } = await sent("2027-01-06T09:00:00.000Z");
      expect(text).toContain(
        isEnglish
          ? "; last: 🟢 On track, Wed 2 Dec · was 🔴 off track from Fri 30 Oct to Tue 1 Dec"
          : "dernier statut : 🟢 Conforme, mer. 2 déc. · était 🔴 hors trajectoire du ven. 30 oct. au mar. 1er déc.",
      );
      expect(await home("2027-01-06T10:00:00.000Z")).toContain(
        isEnglish
          ? "no recent update; last: 🟢 On track, Wed 2 Dec; was 🔴 Off track until Tue 1 Dec"
          : "dernier statut : 🟢 Conforme, mer. 2 déc. ; était 🔴 Hors trajectoire jusqu’au mar. 1er déc.",
      );
      for (const asked of [await why("2027-01-06T10:00:00.000Z"), await why("2027-01-06T10:00:00.000Z", id)]) {
        expect(asked).toContain(
          isEnglish ? "Was 🔴 Off track until Tue 1 Dec" : "Était 🔴 Hors trajectoire jusqu’au mar. 1er déc.",
        );
        expect(asked).toContain("It is red");
      }
      await round("2027-01-29");
      expect((await sent("2027-02-03T09:00:00.000Z")).text).toContain(
        isEnglish ? "was 🔴 off track" : "était 🔴 hors trajectoire",
      );
      expect(await home("2027-02-03T10:00:00.000Z")).toContain("🔴");
      await db.destroy();
    }
  });

  it("is told without one that it had long before that (A2)", async () => {
    const { db, round, says, sent, home, why } = await atlas(database);
    await says(await round("2026-10-30"), "2026-10-30T15:00:00.000Z", "red");
    await says(await round("2026-11-30"), "2026-12-01T15:00:00.000Z", "green");
    await says(await round("2026-12-31"), "2027-01-20T15:00:00.000Z", "green");
    await round("2027-01-29");
    const { text } = await sent("2027-02-03T09:00:00.000Z");
    expect(text).toMatch(/last: 🟢 On track, Wed 20 Jan$/m);
    expect(await home("2027-02-03T10:00:00.000Z")).not.toContain("Off track");
    expect(await why("2027-02-03T10:00:00.000Z")).not.toContain("Was 🔴");
    await db.destroy();
  });

  it("is not said to have been given by nobody where one that its reader is not told of may have been (B3)", async () => {
    for (const [locale, byNobody, toldOfNone] of [
      ["en-GB", "no one has set it recently", "nothing shared with you is up to date."],
      ["fr-FR", "personne ne l’a donné récemment", "rien de ce qui vous est communiqué n’est à jour."],
    ] as const) {
      const asked = async ({ waitsForApproval = false, forTheTeam = false }) => {
        const program = await atlas(database, { locale });
        const october = await program.round("2026-10-30");
        if (waitsForApproval) await program.waitsForApproval();
        if (forTheTeam) await program.forTheTeam();
        const silent = await program.why("2026-11-02T09:00:00.000Z");
        await program.says(october, "2026-11-02T15:00:00.000Z", "green");
        const answered = await program.why("2026-11-03T09:00:00.000Z");
        await program.db.destroy();
        return { silent, answered };
      };
      expect((await asked({})).silent).toContain(byNobody);
      expect((await asked({ forTheTeam: true })).silent).toContain(toldOfNone);
      const { silent, answered } = await asked({ waitsForApproval: true });
      expect(silent).toContain(toldOfNone);
      expect(answered).toBe(silent);
    }
  });

  it("stands in the digest of a year whose last round went by, as in that of its last month (B6)", async () => {
    const { db, round, says, annual } = await atlas(database);
    await says(await round("2026-10-30"), "2026-10-30T15:00:00.000Z", "red");
    await says(await round("2026-11-30"), "2026-11-30T15:00:00.000Z", "green");
    await round("2026-12-31");
    const text = await annual("2027-01-06T09:00:00.000Z");
    expect(text).toContain("Oct 🔴 Off track → Nov 🟢 On track → Dec ⚪ No update");
    expect(text).toContain("⚪ Atlas · no recent update; last: 🟢 On track, Mon 30 Nov");
    await db.destroy();
  });
});
