/** What has been kept as long as is said goes: announced, on its day, in pieces, and nothing else. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOwnDigest } from "../../src/digests/home/use-cases.ts";
import { readSource, showSources } from "../../src/digests/sources/use-cases.ts";
import { compileDueDigests, listDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { RETENTION, type Retention } from "../../src/people/rules-retention.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import { retentionOf } from "../../src/people/use-cases-settings.ts";
import { nextExpiryAt } from "../../src/platform/deletions.ts";
import type { Services } from "../../src/platform/services.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import {
  expireStep,
  foreseeStep,
  nextForeseen,
  saveRetention,
  seeForeseen,
  whatIsKept,
  whatWouldGo,
} from "../../src/privacy/retention/use-cases.ts";
import { showItem } from "../../src/register/list/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, DAILY, questionsFeeding, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { tablesWith } from "../support/stored.ts";

const BEGIN = "2027-01-15T08:00:00.000Z";

describe.each(databases)("what is kept as long as is said, on %s", (name) => {
  let services: Services & { clock: { at: string } };
  let record: Awaited<ReturnType<typeof aRecord>>;
  let workspaceId: string;
  let [lead, sponsor, tom]: RecordedPerson[] = [];
  beforeEach(async () => {
    services = servicesAt(await aDatabase(name), BEGIN);
    record = await aRecord(services.db, { seatedAt: "2026-01-01T08:00:00.000Z" });
    ({ workspaceId } = record);
    lead = await record.person("lead", { isAdmin: true });
    sponsor = await record.person("sponsor");
    tom = await record.person("tom");
  });
  afterEach(() => services.db.destroy());

  const owner = (): Promise<Person> => personById(services.db, workspaceId, lead?.id ?? "");
  const person = (one: RecordedPerson | undefined): RecordedPerson => {
    if (!one) throw new Error("Nobody");
    return one;
  };

  /** A step as a tick takes it. */
  async function tick(of: "foresee" | "expire", running: Services = services): Promise<void> {
    const step = (of === "foresee" ? foreseeStep : expireStep)(running, workspaceId);
    if ("ofProcess" in step.next) throw new Error("Not of the database");
    const next = await step.next(running.db, workspaceId);
    const now = running.clock.now();
    if (step.isDue ? step.isDue(next, now) : next !== null && next <= now) await step.run();
  }

  /** So many days on which Drumbeat runs, at the same hour. */
  async function run(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      services.clock.at = addMs(services.clock.at, DAY);
      await tick("foresee");
      for (let turn = 0; turn < 3; turn += 1) await tick("expire");
    }
  }

  async function until(at: string): Promise<void> {
    while (services.clock.at < at) await run(1);
  }

  /** A daily and a weekly check-in by Tom, each answered once in every month of 2026 in words of its own, twice where late. */
  async function aYear() {
    const seats = { lead: [person(lead)], sponsor: [person(sponsor)], team: [person(tom)] };
    const program = await record.program("atlas", { title: "Atlas", seats });
    const questions = questionsFeeding("health", "progress");
    const readers = ["lead", "sponsors"];
    const daily = await record.cadence(program, { rule: DAILY, questions, audience: ["team"], readers });
    const weekly = await record.cadence(program, { rule: WEEKLY, questions, audience: ["team"], readers });
    for (let month = 1; month <= 12; month += 1) {
      const day = `2026-${String(month).padStart(2, "0")}-10`;
      for (const [cadence, words] of [
        [daily, "DAILY"],
        [weekly, "WEEKLY"],
      ] as const) {
        const round = await record.round(cadence, day, [person(tom)]);
        const said = (text: string) => ({ health: { colour: "amber" as const, reason: text }, progress: text });
        await record.answer(round, person(tom), `${day}T15:00:00.000Z`, said(`${words}-${month}-first`));
        await record.answer(round, person(tom), addMs(`${day}T15:00:00.000Z`, DAY), said(`${words}-${month}-last`));
      }
    }
    return program;
  }

  async function digestsOfDecember(): Promise<void> {
    services.clock.at = "2026-12-20T08:00:00.000Z";
    await inTransaction(services.db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    services.clock.at = "2027-01-08T20:00:00.000Z";
    await compileDueDigests(services);
  }

  const kept = async (word: string) => (await tablesWith(services.db, word)).length > 0;
  const counts = async () => {
    const rows = await Promise.all(
      (["round", "prompt", "check_in", "check_in_revision"] as const).map((table) =>
        services.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as("count"))
          .executeTakeFirstOrThrow(),
      ),
    );
    const answered = await services.db.selectFrom("prompt").select("id").where("state", "=", "answered").execute();
    const gone = await services.db
      .selectFrom("round")
      .select(({ fn }) => fn.sum("gone_answered").as("answered"))
      .executeTakeFirstOrThrow();
    const red = await services.db
      .selectFrom("check_in_revision")
      .select("health")
      .where("health", "=", "amber")
      .execute();
    const [rounds, prompts = 0, ...given] = rows.map(({ count }) => Number(count));
    const [kept, told] = [prompts, answered.length].map((count) => count + Number(gone.answered));
    return { counts: [rounds, kept, ...given, told, red.length], prompts };
  };

  it("says how many answers go and when a month before, and takes those and no count on that day (RET1)", async () => {
    await aYear();
    const before = await counts();
    await tick("foresee");
    // On 1 March goes what was answered daily before September; of the late flags those before February.
    expect(await nextForeseen(services, workspaceId)).toMatchObject([
      { name: "daily-answers 2027-03-01", foreseen: 8, due_at: "2027-03-01T00:00:00.000Z" },
      { name: "late 2027-03-01", foreseen: 24 },
    ]);
    await until("2027-02-28T08:00:00.000Z");
    expect(await kept("DAILY-1-first")).toBe(true);
    await until("2027-03-02T00:00:00.000Z");
    expect(await kept("DAILY-1-")).toBe(false);
    expect(await kept("DAILY-8-")).toBe(false);
    expect(await kept("DAILY-9-first")).toBe(true);
    expect(await kept("WEEKLY-1-first")).toBe(true);
    expect(await counts()).toEqual({ ...before, prompts: before.prompts - 8 });
    const late = await services.db.selectFrom("check_in_revision").select("is_late").where("is_late", "=", 1).execute();
    expect(late).toEqual([]);
    // A month later goes what has come of age since.
    await until("2027-04-02T00:00:00.000Z");
    expect(await kept("DAILY-9-first")).toBe(false);
    expect(await kept("DAILY-10-first")).toBe(true);
  });

  it("deletes nothing without notice when the clock is set forward by a year, and back (RET1)", async () => {
    await aYear();
    await tick("foresee");
    services.clock.at = "2028-01-20T08:00:00.000Z";
    await tick("foresee");
    for (let turn = 0; turn < 5; turn += 1) await tick("expire");
    expect(await kept("DAILY-1-first")).toBe(true);
    // What was announced by the wrong clock is withdrawn, what goes in March is announced still.
    services.clock.at = "2027-01-16T08:00:00.000Z";
    await tick("foresee");
    const names = (await nextForeseen(services, workspaceId)).map((row) => row.name);
    expect(names).toEqual(["daily-answers 2027-03-01", "late 2027-03-01"]);
    await tick("expire");
    expect(await kept("DAILY-1-first")).toBe(true);
  });

  it("waits for 30 days of running where nobody has seen it, and goes on its day where an admin has (RET1) (announced-first)", async () => {
    await aYear();
    await tick("foresee");
    // Away until the day before.
    services.clock.at = "2027-02-27T08:00:00.000Z";
    await run(3);
    expect(await kept("DAILY-1-first")).toBe(true);
    await expect(seeForeseen(services, await personById(services.db, workspaceId, person(tom).id), [])).rejects.toThrow(
      "PRIVACY_NOT_YOURS",
    );
    const { foreseen } = await whatIsKept(services, await owner());
    await seeForeseen(
      services,
      await owner(),
      foreseen.map((row) => row.name),
    );
    await run(1);
    expect(await kept("DAILY-1-first")).toBe(false);
  });

  it("is taken once by two instances, each in pieces (RET1)", async () => {
    await aYear();
    await tick("foresee");
    await until("2027-02-28T08:00:00.000Z");
    services.clock.at = "2027-03-01T08:00:00.000Z";
    await Promise.all([tick("expire"), tick("expire"), tick("expire")]);
    await tick("expire");
    const row = await services.db
      .selectFrom("deletion")
      .select(["rows_taken", "finished_at"])
      .where("name", "=", "daily-answers 2027-03-01")
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ rows_taken: 8, finished_at: services.clock.at });
    expect(await nextExpiryAt(services.db, workspaceId)).not.toBeNull();
  });

  it("says of a source that expired when it was removed, and leaves the digest as it was sent (RET1)", async () => {
    await aYear();
    await digestsOfDecember();
    const viewer = await personById(services.db, workspaceId, person(sponsor).id);
    const [digest] = await listDigests(services.db, { workspaceId, personId: viewer.id });
    const sources = await services.db
      .selectFrom("digest_source")
      .select(["source_id", "edition_id"])
      .where("kind", "=", "check-in")
      .where("edition_id", "=", digest?.id ?? "")
      .orderBy("source_id")
      .execute();
    const editions = () => services.db.selectFrom("digest_edition").select("document").orderBy("id").execute();
    const sent = await editions();
    const shown = async () => {
      const read: unknown[] = [];
      for (const { source_id: checkInId, edition_id: editionId } of sources)
        read.push(await readSource(services, { viewer, editionId, checkInId }));
      return JSON.stringify(read);
    };
    expect(await shown()).toMatch(/(DAILY|WEEKLY)-\d/);
    await tick("foresee");
    await until("2029-02-02T00:00:00.000Z");
    expect(await shown()).toMatch(/This answer was removed on [^.]*20\d\d(?:, at the end of its retention period)\./);
    expect(await shown()).not.toMatch(/(DAILY|WEEKLY)-\d/);
    expect(await editions()).toEqual(sent);
  }, 60_000);

  it("keeps what is asked for: a shorter time says what would go, and begins anew (RET1)", async () => {
    await aYear();
    await tick("foresee");
    const admin = await owner();
    const shorter: Retention = { ...(await retentionOf(services.db, workspaceId)), "other-answers": 3 };
    expect(await whatWouldGo(services, admin, shorter)).toMatchObject([{ kind: "other-answers", foreseen: 11 }]);
    const wanted = {
      retention: shorter,
      address: "dpo@example.com",
      choosingConsultedOn: null,
    };
    const somebody = await personById(services.db, workspaceId, person(sponsor).id);
    await expect(whatWouldGo(services, somebody, shorter)).rejects.toThrow("ADMINS_ONLY");
    await expect(saveRetention(services, somebody, wanted, { isSeen: true })).rejects.toThrow("ADMINS_ONLY");
    expect(await saveRetention(services, admin, wanted, { isSeen: true })).toEqual(["retention", "address"]);
    const saved = await whatIsKept(services, admin);
    expect(saved.retention["other-answers"]).toBe(3);
    expect(saved).toMatchObject({ address: "dpo@example.com" });
    expect(saved.foreseen.map(({ name: row, seen_by }) => [row, seen_by])).toEqual([
      ["daily-answers 2027-03-01", null],
      ["late 2027-03-01", null],
      ["other-answers 2027-03-01", admin.id],
    ]);
    // Kept longer again, nothing of it goes.
    const longer = { ...wanted, retention: { ...shorter, "other-answers": 60 } };
    await saveRetention(services, admin, longer, { isSeen: false });
    await until("2027-03-02T00:00:00.000Z");
    expect(await kept("WEEKLY-1-first")).toBe(true);
    expect(RETENTION["other-answers"].most).toBe(60);
  });

  it("forgets the record and digests five years after their program (RET1)", async () => {
    const atlas = await aYear();
    const beta = await record.program("beta", { title: "Beta", seats: { lead: [person(lead)] } });
    for (const { id, words } of [
      { id: atlas.id, words: "SENTINEL-OLD" },
      { id: beta.id, words: "SENTINEL-OPEN" },
    ])
      await services.db
        .insertInto("item")
        .values({
          workspace_id: workspaceId,
          id: `item-${words}`,
          program_id: id,
          type: "decision",
          number: 1,
          title: words,
          description: "",
          state: "active",
          owner_id: person(lead).id,
          raised_by: person(tom).id,
          raised_at: "2026-03-01T08:00:00.000Z",
          due_moves: 0,
          details: "{}",
          disclosure: "program",
          source_key: words,
          revision: 1,
          updated_at: "2026-03-01T08:00:00.000Z",
        })
        .execute();
    await digestsOfDecember();
    const closed = { state: "closed", closed_at: "2027-01-02T08:00:00.000Z" } as const;
    await services.db.updateTable("program").set(closed).where("id", "=", atlas.id).execute();
    expect(await kept("SENTINEL-OLD")).toBe(true);
    expect((await services.db.selectFrom("digest_edition").select("id").execute()).length).toBeGreaterThan(0);
    services.clock.at = "2031-12-15T08:00:00.000Z";
    await tick("foresee");
    await until("2032-03-02T00:00:00.000Z");
    expect(await kept("SENTINEL-OLD")).toBe(false);
    expect(await kept("SENTINEL-OPEN")).toBe(true);
    expect(await services.db.selectFrom("digest_edition").select("id").execute()).toEqual([]);
  }, 60_000);

  it("tells who decided nothing by their role after two years, in sources, digests and the record (RET1)", async () => {
    const atlas = await aYear();
    await digestsOfDecember();
    await services.db
      .insertInto("item")
      .values({
        workspace_id: workspaceId,
        id: "item-1",
        program_id: atlas.id,
        type: "risk",
        number: 1,
        title: "A risk",
        description: "",
        state: "open",
        owner_id: person(lead).id,
        raised_by: person(tom).id,
        raised_at: "2026-12-10T08:00:00.000Z",
        due_moves: 0,
        details: "{}",
        disclosure: "program",
        source_key: "x",
        revision: 1,
        updated_at: "2026-12-10T08:00:00.000Z",
      })
      .execute();
    const viewer = await personById(services.db, workspaceId, person(sponsor).id);
    const [digest] = await listDigests(services.db, { workspaceId, personId: viewer.id });
    const editionId = digest?.id ?? "";
    const shown = async () => {
      const { document } = await readOwnDigest(services, viewer, editionId);
      const item = await showItem(services, viewer, "item-1");
      const listed = await showSources(services, { viewer, editionId, page: 0 });
      return {
        digest: JSON.stringify(document.citations),
        sources: JSON.stringify(listed),
        record: [item.owner, item.nameOf(person(tom).id, item.item.raised_at)],
      };
    };
    await services.db.updateTable("person").set({ name: "Tom Baker" }).where("handle", "=", "tom").execute();
    const young = await shown();
    expect(young.record).toEqual(["lead", "Tom Baker"]);
    expect(young.digest).toMatch(/"author":"tom"/);
    services.clock.at = "2029-02-01T08:00:00.000Z";
    const old = await shown();
    expect(old.record).toEqual(["the lead", "a member of the team"]);
    expect(old.digest).toMatch(/"author":"a member of the team"/);
    expect(old.digest).not.toMatch(/"author":"tom"/);
    expect(old.sources).toContain("a member of the team");
    expect(old.sources).not.toContain("Tom Baker");
  });
});
