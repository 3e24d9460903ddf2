/** Who can act at once for somebody who is away. */
import { describe, expect, it, onTestFinished } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { whoCanActFor } from "../../src/programs/keepers.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const WEDNESDAY = "2026-11-04T10:00:00.000Z";

describe.each(databases)("whoever can act for somebody who is away, on %s", (name) => {
  it("is a lead who is there, else a deputy, else an admin, else nobody", async () => {
    const db = await aDatabase(name);
    onTestFinished(() => db.destroy());
    const record = await aRecord(db);
    const [ben, tom, lea, ada] = [
      await record.person("ben"),
      await record.person("tom"),
      await record.person("lea"),
      await record.person("ada"),
    ];
    const program = await record.program("atlas", { seats: { deputy: [lea], lead: [tom], team: [ben] } });
    await db.updateTable("person").set({ is_admin: 1 }).where("id", "=", ada.id).execute();
    const others = await db
      .selectFrom("person")
      .select("id")
      .where("id", "not in", [ben.id, tom.id, lea.id, ada.id])
      .execute();
    const acting = async (...except: string[]) => {
      const of = { programIds: [program.id], except: [ben.id, ...others.map(({ id }) => id), ...except] };
      const person = await inTransaction(db, (tx) =>
        whoCanActFor(servicesAt(db, WEDNESDAY), tx, { workspace_id: record.workspaceId }, of),
      );
      return person?.handle ?? null;
    };
    const away = (person: { id: string }, until: string) =>
      db
        .insertInto("absence")
        .values({
          workspace_id: record.workspaceId,
          id: `absence-${person.id}`,
          person_id: person.id,
          from_date: "2026-11-02",
          until_date: until,
          delegate_person_id: null,
          source: "person",
          status_until: null,
          created_at: WEDNESDAY,
        })
        .execute();
    expect(await acting()).toBe("tom");
    expect(await acting(tom.id)).toBe("lea");
    await away(tom, "2026-11-03");
    expect(await acting()).toBe("tom");
    await db.updateTable("absence").set({ until_date: "2026-11-04" }).execute();
    expect(await acting()).toBe("lea");
    await away(lea, "2026-11-04");
    expect(await acting()).toBe("ada");
    expect(await acting(ada.id)).toBeNull();
  });
});
