/** What reassures, in digests of a real record. */
import { expect, it } from "vitest";
import { compileDueDigests, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programOf } from "../../src/programs/use-cases.ts";
import { draftFromAnswers } from "../../src/register/drafts/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(databases)(
  "is not said above a blocker that an earlier digest told, until it is over, on %s (B1)",
  async (name) => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2026-10-01T08:00:00.000Z" });
    const services = servicesAt(db, "2026-10-02T08:00:00.000Z");
    const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom, nina], sponsor: [sofia] } });
    const questions = questionsFeeding("health", "blocker");
    const weekly = await record.cadence(program, { rule: WEEKLY, questions, readers: ["sponsors"] });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const rounds = [
      await record.round(weekly, "2026-10-29", [tom, nina]),
      await record.round(weekly, "2026-11-05", [tom]),
      await record.round(weekly, "2026-11-12", [nina]),
    ];
    const says = async (
      person: typeof tom,
      round: (typeof rounds)[number] | undefined,
      at: string,
      blocker?: string,
    ) => {
      services.clock.at = at;
      const answers = { health: { colour: "green" as const }, ...(blocker && { blocker }) };
      if (!round) throw new Error("There is no such round");
      const { checkInId, revision } = await record.answer(round, person, at, answers);
      const author = await personById(db, record.workspaceId, person.id);
      const of = {
        program: await programOf(db, record.workspaceId, program.id),
        roundId: round.id,
        checkInId,
        revision,
      };
      const silentIn = { cadenceId: weekly.id, opensAt: `${round.key}T09:00:00.000Z` };
      await inTransaction(db, (tx) =>
        draftFromAnswers(services, tx, author, {
          ...of,
          questions,
          disclosure: "team",
          answers,
          before: null,
          silentIn,
        }),
      );
    };
    await says(tom, rounds[0], "2026-10-29T15:00:00.000Z");
    await says(nina, rounds[0], "2026-10-29T16:00:00.000Z", "Nobody gives us the keys of the test site");
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    await says(tom, rounds[1], "2026-11-05T15:00:00.000Z");
    const reader = { workspaceId: record.workspaceId, personId: sofia.id, rhythm: "monthly" as const };
    const saidAt = async (at: string) => (await previewDigest(db, reader, at))?.bottomLine.case;
    expect(await saidAt("2026-11-05T16:00:00.000Z")).toBe("no-request");
    // Nina leaves it out.
    await says(nina, rounds[1], "2026-11-05T17:00:00.000Z");
    expect(await saidAt("2026-11-05T18:00:00.000Z")).toBe("nothing-needed");
    // It was there all the same.
    await says(nina, rounds[2], "2026-11-12T17:00:00.000Z", "Same blocker as before");
    expect(await saidAt("2026-11-12T18:00:00.000Z")).toBe("no-request");
    await db.destroy();
  },
);
