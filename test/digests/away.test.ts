/** A program whose lead was away when it would have been asked. */

import { expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aProgram, aRound, fed, theDocument } from "./facts.ts";

const BEFORE = "2026-10-05T09:00:00.000Z";
const AT = "2026-11-04T09:00:00.000Z";

it.each(databases.flatMap((database) => [[database, "en-GB"] as const, [database, "fr-FR"] as const]))(
  "has its line in the digest, which says so, and Why says of nobody that they are asked (B8), on %s in %s",
  async (database, locale) => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
    const services = servicesAt(db, "2026-09-04T08:00:00.000Z");
    const [lea, tom] = [await record.person("lea"), await record.person("tom")];
    const sofia = await record.person("sofia", { locale });
    const questions = questionsFeeding("health");
    const led = async (key: string, title: string, lead: typeof lea) => {
      const program = await record.program(key, { title, seats: { lead: [lead], sponsor: [sofia] } });
      return { program, monthly: await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors"] }) };
    };
    const [quay, tide] = [await led("quay", "Quay", lea), await led("tide", "Tide", tom)];
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const green = { health: { colour: "green" as const } };
    await record.answer(await record.round(quay.monthly, "2026-09-30", [lea]), lea, "2026-09-30T12:00:00.000Z", green);
    await record.answer(await record.round(tide.monthly, "2026-09-30", [tom]), tom, "2026-09-30T12:00:00.000Z", green);
    services.clock.at = BEFORE;
    await compileDueDigests(services);
    services.clock.at = AT;
    await record.round(quay.monthly, "2026-10-30", [lea], { states: { lea: "excused" } });
    await record.answer(await record.round(tide.monthly, "2026-10-30", [tom]), tom, "2026-10-30T12:00:00.000Z", green);

    const reader = { workspaceId: record.workspaceId, personId: sofia.id };
    const document = await previewDigest(db, { ...reader, rhythm: "monthly" }, AT);
    const text = (document ? digestText(document) : "").replaceAll("\u00a0", " ");
    expect(text).toContain(
      locale === "en-GB"
        ? "⚪ Quay · no recent update: everyone asked for its status was away"
        : "⚪ Quay · sans mise à jour récente : toutes les personnes à qui le statut est demandé étaient absentes",
    );
    const sponsor = await personById(db, record.workspaceId, sofia.id);
    const why = JSON.stringify(whyView(sponsor, await explainColour(services, sponsor, quay.program.id, null)));
    expect(why).toMatch(locale === "en-GB" ? /No update: a check-in asks/ : /un point d’étape demande/);
    await db.destroy();
  },
);

it("is told as without those who are asked for its status, where others of it answered (B8)", () => {
  const program = aProgram("Quay", [fed("progress", "The parser is merged.")]);
  const [monthly] = program.cadences;
  if (!monthly) throw new Error("No cadence");
  program.cadences.push({ ...monthly, id: "Quay-weekly", every: "week", asksHealth: false });
  for (const answer of program.answers) answer.cadenceId = "Quay-weekly";
  const weekly = { ...aRound("Quay", { asked: 2, answered: 2 }), id: "weekly", cadenceId: "Quay-weekly" };
  program.rounds = [{ ...aRound("Quay", { asked: 0, answered: 0 }), away: 1 }, weekly];
  const text = digestText(theDocument([program])).replaceAll("\u00a0", " ");
  expect(text).toContain("based on 2 answers");
  expect(text).toContain("⚪ Quay · no recent update: everyone asked for its status was away");
});
