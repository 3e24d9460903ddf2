/** Who is asked, told of no pilot – everyone from the start and of one person, on both databases. */
import { describe, expect, it } from "vitest";
import { cadenceOf } from "../../src/cadences/cadences.ts";
import { isAskable, isParticipant, listAskable, listParticipants, optOut } from "../../src/cadences/participants.ts";
import { getPerson } from "../../src/people/people.ts";
import { rows } from "../../src/platform/rows.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt, stillClock } from "../support/still-clock.ts";

const stamps = { clock: stillClock("2026-11-05T12:00:00.000Z") };

describe.each(databases)("participants on %s", (name) => {
  it("says of each person what it says of all", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db);
    const people: Record<string, RecordedPerson> = {};
    for (const handle of [
      "lead",
      "sits",
      "sits-elsewhere",
      "sat",
      "will-sit",
      "named",
      "member",
      "guest",
      "out",
      "twice",
    ])
      people[handle] = await record.person(handle);
    people.gone = await record.person("gone", { isDeactivated: true });
    const who = (handle: string) => people[handle] ?? expect.unreachable(handle);
    await db.updateTable("person").set({ affiliation: "single-channel-guest" }).where("handle", "=", "guest").execute();
    const program = await record.program("atlas", {
      seats: {
        lead: [who("lead")],
        team: [who("sits"), who("gone"), who("out"), who("twice")],
        sponsor: [who("twice")],
      },
    });
    await record.program("other", { seats: { team: [who("sits-elsewhere")] } });
    await record.seat(program, who("sat"), "team", { until: "2026-11-04" });
    await record.seat(program, who("will-sit"), "team", { from: "2026-11-06" });
    const { workspaceId } = record;
    for (const [source, state] of [
      ["C1", "well"],
      ["C2", "archived"],
    ] as const) {
      const key = { kind: "channel" as const, source_id: source };
      const read = { next_check_at: stamps.clock.at, pass_began_at: null, cursor: null };
      await rows(db, "audience_source", workspaceId).insert({ ...key, name: source, state, ...read });
      const members = source === "C1" ? ["member", "guest", "sits"] : ["sits-elsewhere"];
      const seen = members.map((handle) => ({ ...key, person_id: who(handle).id, seen_at: stamps.clock.at }));
      await rows(db, "membership", workspaceId).insert(...seen);
    }
    const ids = Object.values(people).map(({ id }) => id);
    const everybody = await Promise.all(ids.map((id) => getPerson(db, workspaceId, id)));
    const said: Record<string, string[]> = {};
    for (const audience of [
      ["team"],
      ["everyone"],
      ["sponsors", "lead"],
      ["channel:C1"],
      ["channel:C2"],
      ["channel:C1", who("guest").id, who("gone").id],
      ["team", who("named").id, "channel:C1", "channel:C2"],
    ]) {
      const { id } = await record.cadence(program, { audience });
      const ctx = { ...servicesAt(db, stamps.clock.at), actor: await getPerson(db, workspaceId, who("out").id) };
      await inTransaction(db, (tx) => optOut({ ...ctx, db: tx }, { cadenceId: id }));
      const cadence = await cadenceOf(db, workspaceId, id);
      for (const [all, one] of [
        [listAskable, isAskable],
        [listParticipants, isParticipant],
      ] as const) {
        const listed = (await all(db, cadence, stamps)).map((person) => person.id);
        const asked = await Promise.all(everybody.map((person) => one(db, cadence, person, stamps)));
        expect(
          ids.filter((_, index) => asked[index]),
          audience.join(),
        ).toEqual(ids.filter((person) => listed.includes(person)));
        said[`${one.name} ${audience.length} ${audience[0]}`] = ids.filter((person) => listed.includes(person));
      }
    }
    const handles = Object.entries(said).map(([key, found]) => [
      key,
      found.map((id) => Object.keys(people).find((handle) => who(handle).id === id)).join(" "),
    ]);
    expect(Object.fromEntries(handles)).toMatchObject({
      "isAskable 1 team": "sits out twice",
      "isParticipant 1 team": "sits twice",
      "isParticipant 1 channel:C1": "sits member",
      "isParticipant 1 channel:C2": "",
      "isParticipant 3 channel:C1": "sits member guest",
      "isParticipant 4 team": "sits named member twice",
    });
  });
});
