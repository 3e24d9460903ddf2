/** An ask that a digest told and that was withdrawn is told as that in the next one, once. */
import { expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/plain-text.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { mergeItems } from "../../src/register/use-cases-acts.ts";
import { withdrawAsk } from "../../src/register/use-cases-asks.ts";
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
    expect(november).toContain("Atlas · withdrawn on Tue 6 Oct by Tom Baker · ASK-2 A laptop?");
    expect(november).toContain("Atlas · withdrawn on Wed 7 Oct by Tom Baker · ASK-1 Shall we stop Z?");
    expect(november).not.toMatch(/A desk\?|A car\?/);
    expect(await told("2026-11-04T09:00:00.000Z", lea)).not.toContain("A laptop?");
    expect(await told("2026-11-04T09:00:00.000Z", lea)).toContain("retirée le mer. 7 oct. par Tom Baker · ASK-1");
    await say("2026-11-30", "2026-11-30T10:00:00.000Z", { progress: "All." });
    expect(await told("2026-12-03T09:00:00.000Z")).not.toContain("withdrawn");
    await db.destroy();
  },
);
