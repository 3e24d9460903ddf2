/** The texts of messages that earlier versions kept as they were sent go 30 days after an upgrade. */
import { describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { databases } from "../support/databases.ts";
import { tablesWith } from "../support/stored.ts";
import { allRecordings } from "./recording.ts";
import { upgraded } from "./upgraded.ts";

const recording = allRecordings().find(({ name }) => name === "picturesoflife-en-1");
if (!recording) throw new Error("There is no recording of an earlier version that kept its messages");

/** In no answer and no document: a message alone says it. */
const SAID = "A sentence that only a message said";

async function kept(db: Db): Promise<number> {
  const rows = await db.selectFrom("delivery").select("id").where("sent_message", "is not", null).execute();
  return rows.length;
}

describe.each(databases)("what was kept of messages as they were sent, on %s", (database) => {
  it("goes 30 days after it was announced, when editions have their division (O7) (messages-forgotten)", async () => {
    const { db, clock, errors } = await upgraded(recording, {
      database,
      before: async (old) => {
        expect(await kept(old)).toBeGreaterThan(20);
        await old
          .updateTable("delivery")
          .set({ sent_message: JSON.stringify({ text: SAID, blocks: [] }) })
          .where("kind", "=", "prompt")
          .where("state", "=", "sent")
          .execute();
      },
    });
    const later = async () => clock.advanceTo(new Date(Date.parse(clock.now()) + 60_000).toISOString());
    await later();
    expect(await tablesWith(db, SAID)).toEqual(["delivery"]);
    const now30 = { due_at: clock.now(), next_at: clock.now(), days_running: 30 };
    await db.updateTable("deletion").set(now30).where("goes_before", "is", null).execute();
    await later();
    await later();
    expect(await kept(db)).toBe(0);
    expect(await tablesWith(db, SAID)).toEqual([]);
    const [editions, divisions] = [
      await db.selectFrom("digest_edition").select("id").execute(),
      await db.selectFrom("digest_division").select("edition_id").execute(),
    ];
    expect(divisions.length).toBe(editions.length);
    expect(errors).toEqual([]);
  });
});
