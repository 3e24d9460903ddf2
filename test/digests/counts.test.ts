/** What a digest counts, each figure by what stands behind it. */
import { describe, expect, it } from "vitest";
import { previewDigest } from "../../src/digests/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aQuarter, compileAt, FOURTH_QUARTER, THIRD_QUARTER } from "./quarter.ts";

describe.each(databases)("the answers of a longer digest on %s", (name) => {
  it("are in a year those of its quarters, whichever check-ins it quotes (A5, B6)", async () => {
    const db = await aDatabase(name);
    const { record, services, ines, tom, camille, loyalty, welcome, month } = await aQuarter(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: ines.id };
    const of = async (rhythm: "quarterly" | "annual", at: string) => {
      const document = await previewDigest(db, { ...reader, rhythm }, at);
      const lines = document?.sections.flatMap(({ lines }) => lines) ?? [];
      return {
        head: document && [document.head.answered, document.head.asked],
        rhythm: lines.flatMap((line) => (line.kind === "participation" ? [[line.answered, line.asked]] : []))[0],
      };
    };
    const third = await of("quarterly", THIRD_QUARTER);
    expect(third).toEqual({ head: [8, 9], rhythm: [8, 9] });
    await compileAt(services, THIRD_QUARTER);
    await month(loyalty, "2026-10-30", tom, { health: { colour: "amber", reason: "The fix is late." } });
    await month(welcome, "2026-10-30", camille, { health: { colour: "green" } });
    await record.round(welcome, "2026-11-30", [camille]);
    expect(await of("quarterly", FOURTH_QUARTER)).toEqual({ head: [2, 3], rhythm: [2, 3] });
    expect(await of("annual", FOURTH_QUARTER)).toEqual({ head: [10, 12], rhythm: [10, 12] });
    await db.destroy();
  });
});
