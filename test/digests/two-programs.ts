/** Two programs with one sponsor, a month before their digest: for what is done to digests before and after they go. */
import { expect } from "vitest";
import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** Of the digest of October 2026. */
export const DRAFTED = "2026-11-03T09:00:00.000Z";
export const SENT = "2026-11-04T09:00:00.000Z";

/** Sofia sponsors Atlas and Borealis; Ana leads the one, with Dan as deputy, and Marc the other. */
export async function twoPrograms(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-10-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-10-10T08:00:00.000Z");
  const person = async (handle: string) =>
    personById(db, record.workspaceId, (await record.person(handle, { name: handle })).id);
  const [sofia, ana, dan, marc] = [
    await person("Sofia"),
    await person("Ana"),
    await person("Dan"),
    await person("Marc"),
  ];
  const programOf = async (title: string, seats: { lead: (typeof ana)[]; deputy?: (typeof ana)[] }) => {
    const program = await record.program(title.toLowerCase(), { title, seats: { ...seats, sponsor: [sofia] } });
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress") });
    const round = await record.round(cadence, "2026-10-30", seats.lead);
    const [lead] = seats.lead;
    if (lead) await record.answer(round, lead, "2026-10-30T12:00:00.000Z", { progress: `October of ${title}` });
    return program;
  };
  const atlas = await programOf("Atlas", { lead: [ana], deputy: [dan] });
  const borealis = await programOf("Borealis", { lead: [marc] });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const reader = { workspaceId: record.workspaceId, personId: sofia.id };
  const turnAt = async (at: string) => {
    services.clock.at = at;
    const made = await compileDueDigests(services);
    // A turn may come twice.
    expect(await compileDueDigests(services)).toBe(0);
    return made;
  };
  const draft = async () => (await db.selectFrom("digest_draft").selectAll().executeTakeFirst())?.id ?? "";
  const asked = async () =>
    (
      await db
        .selectFrom("delivery")
        .select("person_id")
        .where("kind", "=", "digest-approval")
        .where("person_id", "is not", null)
        .execute()
    )
      .map(({ person_id: id }) => [ana, dan, marc, sofia].find((one) => one.id === id)?.name)
      .toSorted();
  return { db, services, record, reader, sofia, ana, dan, marc, atlas, borealis, turnAt, draft, asked };
}
