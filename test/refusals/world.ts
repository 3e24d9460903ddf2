/** One database for the refusals of a capability: an act that is refused leaves it as it was, so they can share it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ActorContext } from "../../src/people/actors.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Tx } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { dumpTables, listTables } from "../platform/rows.ts";
import { aSharedDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const HANDLES = ["tom", "dan", "sofia", "nina", "sam", "gone"] as const;
type Handle = (typeof HANDLES)[number];

/** Tom leads Atlas and Borea, which is closed; Dan is his deputy, Sofia sponsors them, Nina works for them. Sam has no role. */
async function aWorld() {
  const db = await aSharedDatabase("SQLite");
  const record = await aRecord(db);
  const tom = await record.person("tom", { name: "Tom Baker", isAdmin: true });
  const dan = await record.person("dan", { name: "Dan Olsen", isAdmin: true });
  const sofia = await record.person("sofia", { name: "Sofia Rossi" });
  const nina = await record.person("nina", { name: "Nina Diaz" });
  const sam = await record.person("sam", { name: "Sam Poe" });
  const gone = await record.person("gone", { name: "Gone", isDeactivated: true });

  const seats = { lead: [tom], deputy: [dan], sponsor: [sofia], team: [nina] };
  const atlas = await record.program("atlas", { title: "Atlas", seats });
  const borea = await record.program("borea", { title: "Borea", isClosed: true, seats });

  const services = servicesAt(db, "2026-11-05T10:00:00.000Z");
  const recorded = { tom, dan, sofia, nina, sam, gone };
  const person = (handle: Handle): Promise<Person> => getPerson(db, record.workspaceId, recorded[handle].id);
  const as = async (handle: Handle): Promise<ActorContext> => ({ ...services, actor: await person(handle) });
  return {
    db,
    record,
    recorded,
    atlas,
    borea,
    services,
    person,
    as,
    /** For an act that has its caller's transaction. */
    async within<Result>(handle: Handle, act: (ctx: ActorContext<Tx>) => Promise<Result>): Promise<Result> {
      const ctx = await as(handle);
      return inTransaction(db, (tx) => act({ ...ctx, db: tx }));
    },
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;

/** `given`: what is there before any of the acts, which are by name the code with which each is refused. */
export function refuses<Given>(
  given: (world: World) => Promise<Given>,
  acts: Record<string, (world: World & Given) => Promise<unknown>>,
): void {
  let world: World & Given;
  beforeAll(async () => {
    const begun = await aWorld();
    world = { ...begun, ...(await given(begun)) };
  });
  afterAll(() => world.db.destroy());

  it.each(Object.entries(acts))("refuses with %s, and leaves every row as it was", async (code, act) => {
    const tables = await listTables(world.db);
    const before = await dumpTables(world.db, tables);
    await expect(act(world)).rejects.toMatchObject({ code });
    expect(await dumpTables(world.db, tables)).toEqual(before);
  });
}
