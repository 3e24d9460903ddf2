/** The colours of very many programs, whose rounds are read apart, are those of each program by itself. */
import { expect, it } from "vitest";
import { coloursGiven, roundsOfMany } from "../../src/health/status/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";

const PROGRAMS = 101;
const HEALTH = questionsFeeding("health");

it.each(databases)("read together and each by itself, colours are the same, on %s (A1)", async (name) => {
  const db = await aDatabase(name);
  try {
    const record = await aRecord(db);
    const other = await aRecord(db, { team: "T2" });
    const lead = await record.person("tom", { name: "Tom Baker" });
    const everyOf = new Map<string, "week">();
    const programIds: string[] = [];
    for (let place = 0; place < PROGRAMS; place += 1) {
      const program = await record.program(`p${place}`, { seats: { lead: [lead] } });
      const cadence = await record.cadence(program, { questions: HEALTH });
      everyOf.set(cadence.id, "week");
      programIds.push(program.id);
      for (const [key, at, colour] of [
        ["2026-04-02", "2026-04-03T09:00:00.000Z", "amber"],
        ["2026-10-01", "2026-10-02T09:00:00.000Z", "red"],
        ["2026-10-08", "2026-10-08T12:00:00.000Z", "green"],
        ["2026-10-15", "2026-10-14T12:00:00.000Z", "red"],
      ] as const) {
        const round = await record.round(cadence, key, [lead]);
        await record.answer(round, lead, at, { health: { colour } });
        // To a round from long before, corrected now.
        if (key === "2026-04-02" && place % 20 === 0)
          await record.answer(round, lead, `2026-10-09T12:00:0${place / 20}.000Z`, { health: { colour: "green" } });
      }
    }
    const span = {
      workspaceId: record.workspaceId,
      everyOf,
      after: "2026-09-30T00:00:00.000Z",
      until: "2026-10-14T12:00:00.000Z",
      askedUntil: "2026-10-14T12:00:00.000Z",
    };
    const roundsOf = (of: Partial<typeof span> & { programIds: string[] }) =>
      roundsOfMany(db, { ...span, cadenceIds: [...everyOf.keys()], ...of });
    const read = async (of: Partial<typeof span> & { programIds: string[] }) => {
      const given = (
        await Array.fromAsync(await coloursGiven(db, { ...span, ...of, rounds: await roundsOf(of) }))
      ).flat();
      return given.toSorted((one, next) => (one.answeredAt < next.answeredAt ? -1 : 1));
    };
    const together = await read({ programIds });
    expect(together).toHaveLength(2 * PROGRAMS + 6);
    expect(together.filter(({ roundKey }) => roundKey === "2026-04-02")).toHaveLength(6);
    for (const id of programIds)
      expect(together.filter(({ programId }) => programId === id)).toEqual(await read({ programIds: [id] }));
    expect(await roundsOf({ programIds: programIds.slice(1) })).toBeNull();
    expect((await roundsOf({ programIds }))?.map(({ key }) => key)).not.toContain("2026-04-02");
    expect(await roundsOf({ programIds, workspaceId: other.workspaceId })).toEqual([]);
    expect(await read({ programIds, workspaceId: other.workspaceId })).toEqual([]);
  } finally {
    await db.destroy();
  }
});
