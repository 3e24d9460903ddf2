/** An ask that a digest told and that was withdrawn is told as that in the next one, once. */
import { expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { completeAsk, deferAsk, delegateAsk, withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { mergeItems } from "../../src/register/use-cases-acts.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(databases)(
  "tells who withdrew an ask and when, once, and no word of one that nobody was told, on %s (B1)",
  async (name) => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
    const { workspaceId } = record;
    const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
    const [tom, sofia] = [await record.person("tom", { name: "Tom Baker" }), await record.person("sofia")];
    const lea = await record.person("lea", { locale: "fr-FR" });
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia, lea] } });
    const monthly = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress", "ask") });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const lead = await personById(db, workspaceId, tom.id);
    const say = async (key: string, at: string, answers: Record<string, string>) => {
      const { id } = await record.round(monthly, key, [tom]);
      const prompt = await db.selectFrom("prompt").select("id").where("round_id", "=", id).executeTakeFirstOrThrow();
      services.clock.at = at;
      await submitCheckIn(services, lead, prompt.id, { answers });
      return async (later: string, corrected: Record<string, string>) => {
        services.clock.at = later;
        await submitCheckIn(services, lead, prompt.id, { answers: corrected });
      };
    };
    const raise = (by: Person, title: string) =>
      inTransaction(db, (tx) =>
        raiseItem(services, tx, by, program.id, {
          type: "ask",
          details: { kind: "decision" },
          title,
          dueOn: null,
          ownerId: sofia.id,
          sourceKey: `test:${title}`,
        }),
      );
    const told = async (at: string, reader = sofia) => {
      services.clock.at = at;
      await compileDueDigests(services);
      const last = await latestDigest(db, { workspaceId, personId: reader.id });
      return last ? digestText(last.document).replaceAll("\u00a0", " ") : "";
    };

    const correct = await say("2026-09-30", "2026-09-30T10:00:00.000Z", { progress: "Done.", ask: "Shall we stop Z?" });
    const [laptop, same, other] = [
      await raise(lead, "A laptop?"),
      await raise(lead, "A car?"),
      await raise(lead, "A van?"),
    ];
    expect(await told("2026-10-05T09:00:00.000Z")).toContain("A laptop?");
    services.clock.at = "2026-10-06T10:00:00.000Z";
    await withdrawAsk(services, lead, laptop.id);
    await mergeItems(services, lead, { id: same.id, keptId: other.id });
    const untold = await raise(lead, "A desk?");
    await withdrawAsk(services, lead, untold.id);
    await correct("2026-10-07T10:00:00.000Z", { progress: "Done." });
    await say("2026-10-30", "2026-10-30T10:00:00.000Z", { progress: "Half." });
    const november = await told("2026-11-04T09:00:00.000Z");
    expect(november).toContain("Atlas · withdrawn on Tue 6 Oct by Tom Baker · ATL-ASK-2 A laptop?");
    expect(november).toContain("Atlas · withdrawn on Wed 7 Oct by Tom Baker · ATL-ASK-1 Shall we stop Z?");
    expect(november).not.toMatch(/A desk\?|A car\?/);
    expect(await told("2026-11-04T09:00:00.000Z", lea)).not.toContain("A laptop?");
    expect(await told("2026-11-04T09:00:00.000Z", lea)).toContain("retirée le mer. 7 oct. par Tom Baker · ATL-ASK-1");
    await say("2026-11-30", "2026-11-30T10:00:00.000Z", { progress: "All." });
    expect(await told("2026-12-03T09:00:00.000Z")).not.toContain("withdrawn");
    await db.destroy();
  },
);

const OPTIONS = ["Yes", "Do nothing"].map((label) => ({ label, doesNothing: label !== "Yes" }));

async function heldAndPutOff(name: (typeof databases)[number]) {
  const db = await aDatabase(name);
  const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
  const { workspaceId } = record;
  const services = servicesAt(db, "2026-08-01T08:00:00.000Z");
  const [tom, sofia, max] = [
    await record.person("tom", { name: "Tom Baker" }),
    await record.person("sofia", { name: "Sofia Rossi" }),
    await record.person("max", { name: "Max Blanc" }),
  ];
  const months = ["2026-08-31", "2026-09-30", "2026-10-30", "2026-11-30"];
  const programs = [];
  for (const title of ["Atlas", "Borealis"]) {
    const seats = { lead: [tom], sponsor: [sofia, max] };
    const program = await record.program(title.toLowerCase(), { title, seats });
    const monthly = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress", "ask") });
    for (const key of months)
      await record.answer(await record.round(monthly, key, [tom]), tom, `${key}T10:00:00.000Z`, { progress: "Done." });
    programs.push(program);
  }
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  const [lead, decider, other] = [
    await personById(db, workspaceId, tom.id),
    await personById(db, workspaceId, sofia.id),
    await personById(db, workspaceId, max.id),
  ];
  const form = (title: string, neededBy: string) => ({
    title,
    kind: "decision" as const,
    decider,
    options: OPTIONS,
    recommended: 0,
    why: "",
    evidence: "",
    costOfWaiting: "A week",
    neededBy,
  });
  return {
    db,
    services,
    lead,
    decider,
    other,
    programs,
    at: (at: string) => {
      services.clock.at = at;
    },
    raise: async (program: { id: string } | undefined, title: string) => {
      const details = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };
      const ask = { type: "ask" as const, details, title, ownerId: sofia.id, sourceKey: `test:${title}` };
      const raised = await inTransaction(db, (tx) =>
        raiseItem(services, tx, lead, program?.id ?? "", { ...ask, dueOn: "2027-01-11" }),
      );
      return raised.id;
    },
    move: (id: string, title: string, neededBy: string) => completeAsk(services, lead, id, form(title, neededBy)),
    told: async (at: string) => {
      services.clock.at = at;
      await compileDueDigests(services);
      const last = await latestDigest(db, { workspaceId, personId: sofia.id });
      return last ? digestText(last.document).replaceAll("\u00a0", " ") : "";
    },
  };
}

it.each(databases)(
  "is told as that where the digest before held its program back or the ask had been put off, on %s (B1)",
  async (name) => {
    const { db, services, lead, decider, other, programs, at, raise, move, told } = await heldAndPutOff(name);
    const [atlas, borealis] = programs;
    at("2026-09-01T10:00:00.000Z");
    const laptop = await raise(atlas, "A laptop?");
    const car = await raise(atlas, "A car?");
    const desk = await raise(atlas, "A desk?");
    const van = await raise(borealis, "A van?");
    const september = await told("2026-09-03T09:00:00.000Z");
    for (const title of ["A laptop?", "A car?", "A desk?", "A van?"]) expect(september).toContain(title);
    at("2026-09-08T10:00:00.000Z");
    await deferAsk(services, decider, van, "2027-01-20");
    await delegateAsk(services, decider, car, { person: other, why: "Yours.", isConfirmed: true });
    const untold = await raise(atlas, "A bike?");
    await withdrawAsk(services, lead, untold);
    expect(await told("2026-10-05T09:00:00.000Z")).not.toContain("A van?");
    at("2026-10-06T10:00:00.000Z");
    await withdrawAsk(services, lead, laptop);
    await move(desk, "A desk?", "2027-02-08");
    await holdPart(services, lead, { programId: atlas?.id ?? "", rhythm: "monthly" });
    expect(await told("2026-11-04T09:00:00.000Z")).toContain("Left out by the lead: Atlas");
    at("2026-11-10T10:00:00.000Z");
    await withdrawAsk(services, lead, van);
    await withdrawAsk(services, lead, car);
    const december = await told("2026-12-03T09:00:00.000Z");
    expect(december).toContain("Atlas · withdrawn on Tue 6 Oct by Tom Baker · ATL-ASK-1 A laptop?");
    expect(december).toContain("Atlas · withdrawn on Tue 10 Nov by Tom Baker · ATL-ASK-2 A car?");
    expect(december).toContain("Borealis · withdrawn on Tue 10 Nov by Tom Baker · BOR-ASK-1 A van?");
    expect(december).toContain("new date: Mon 8 Feb (was Mon 11 Jan)");
    expect(december).not.toContain("A bike?");
    await db.destroy();
  },
);

it.each(databases)(
  "tells beside a new date the one that a digest told, however often the ask was put off since, on %s (B10)",
  async (name) => {
    const { db, services, decider, programs, at, raise, move, told } = await heldAndPutOff(name);
    at("2026-10-01T10:00:00.000Z");
    const desk = await raise(programs[0], "A desk?");
    expect(await told("2026-10-05T09:00:00.000Z")).toContain("by Mon 11 Jan");
    at("2026-10-06T10:00:00.000Z");
    await deferAsk(services, decider, desk, "2026-10-20");
    at("2026-10-08T10:00:00.000Z");
    await move(desk, "A desk?", "2027-01-29");
    at("2026-10-21T10:00:00.000Z");
    await deferAsk(services, decider, desk, "2026-11-10");
    expect(await told("2026-11-04T09:00:00.000Z")).not.toContain("A desk?");
    at("2026-11-06T10:00:00.000Z");
    await move(desk, "A desk?", "2027-02-15");
    expect(await told("2026-12-03T09:00:00.000Z")).toContain("new date: Mon 15 Feb (was Mon 11 Jan)");
    await db.destroy();
  },
);
